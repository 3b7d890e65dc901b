/** Owns which screen is shown and what is open on it. It lives as long as the window. */
import { leave } from "$ui";

/** Where the window is. */
export type Place =
  | { screen: "orders"; tab: "all" | "unresolved"; orderId: string | null }
  | { screen: "compose" }
  | { screen: "settings"; accountId: string | null; isNew: boolean };

const LIST: Place = { screen: "orders", tab: "all", orderId: null };

/** The way through the window: where it is, and what one level back means there. */
export class Route {
  /** The account that the next order is sent from; the first one until somebody chooses. */
  accountId = $state<string>();
  #place = $state.raw<Place>(LIST);

  get place(): Place {
    return this.#place;
  }

  /** Goes there, unless somebody stays with unsaved work. */
  go(place: Place): void {
    leave(() => (this.#place = place));
  }

  orders(tab: "all" | "unresolved" = "all", orderId: string | null = null): void {
    this.go({ screen: "orders", tab, orderId });
  }

  compose(): void {
    this.go({ screen: "compose" });
  }

  settings(accountId: string | null = null, isNew = false): void {
    this.go({ screen: "settings", accountId, isNew });
  }

  /** Goes one level back; false where the outermost level is reached. */
  back(): boolean {
    const before = outside(this.#place);
    if (before === undefined) return false;
    this.go(before);
    return true;
  }
}

function outside(place: Place): Place | undefined {
  switch (place.screen) {
    case "orders":
      if (place.orderId !== null) return { ...place, orderId: null };
      return place.tab === "all" ? undefined : LIST;
    case "compose":
      return LIST;
    case "settings":
      if (place.accountId === null && !place.isNew) return LIST;
      return { screen: "settings", accountId: null, isNew: false };
  }
}
