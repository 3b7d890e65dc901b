/** Owns which screen is shown and what is open on it. It lives as long as the window. */
import type { BookDoubtView, ListSpanView, OrderForm } from "$ipc/call";
import { leave } from "$ui";
import type { Section } from "../features/accounts/sections";
import type { ExpiredTabName } from "../features/telling/expired/tabs";
import type { ExportErrand, OrderErrand } from "$ipc/errand";

/** Which orders are shown: all of them, those nobody knows the end of, or a part of a list. */
export type OrdersTab = "all" | "unresolved" | "listed";

/** Where the window is. */
export type Place =
  | { screen: "today" }
  | { screen: "lookups" }
  | { screen: "orders"; tab: OrdersTab; orderId: string | null }
  | { screen: "refunds"; orderId: string | null }
  | { screen: "expired"; tab: ExpiredTabName; orderId: string | null }
  | { screen: "exports" }
  | { screen: "activity" }
  | { screen: "compose"; copy: OrderForm | null }
  | { screen: "settings"; accountId: string | null; isNew: boolean; first?: Section };

/** What stands above the screen until it is decided, made or left. */
export type Errand =
  OrderErrand | ExportErrand | { kind: "go_on"; because: BookDoubtView } | { kind: "webhooks" };

const LIST: Place = { screen: "orders", tab: "all", orderId: null };

/** The way through the window: where it is, and what one level back means there. */
export class Route {
  /** The account that the next order is sent from; the first one until somebody chooses. */
  accountId = $state<string>();
  /** The part of a list that was last gone to; its tab stays until it is closed. */
  span = $state.raw<ListSpanView | null>(null);
  /** What is being decided about money above everything else. */
  errand = $state.raw<Errand | null>(null);
  #place = $state.raw<Place>(LIST);

  get place(): Place {
    return this.#place;
  }

  /** Goes there, unless somebody stays with unsaved work. */
  go(place: Place): void {
    leave(() => (this.#place = place));
  }

  today(): void {
    this.go({ screen: "today" });
  }

  lookups(): void {
    this.go({ screen: "lookups" });
  }

  orders(tab: OrdersTab = "all", orderId: string | null = null): void {
    this.go({ screen: "orders", tab, orderId });
  }

  /** Shows the orders in a part of a list. */
  listed(span: ListSpanView): void {
    leave(() => {
      this.span = span;
      this.#place = { screen: "orders", tab: "listed", orderId: null };
    });
  }

  /** Closes the part of a list, and shows all orders. */
  unlisted(): void {
    leave(() => {
      this.span = null;
      this.#place = LIST;
    });
  }

  /** Shows the refunds, one of their orders open beside them. */
  refunds(orderId: string | null = null): void {
    this.go({ screen: "refunds", orderId });
  }

  /** Shows a part of Expired & cancel, one of its orders open beside it. */
  expired(tab: ExpiredTabName = "expired", orderId: string | null = null): void {
    this.go({ screen: "expired", tab, orderId });
  }

  exports(): void {
    this.go({ screen: "exports" });
  }

  activity(): void {
    this.go({ screen: "activity" });
  }

  /** Shows the form of a new order, which may begin as a copy of another. */
  compose(copy: OrderForm | null = null): void {
    this.go({ screen: "compose", copy });
  }

  /** Shows one page of Settings. */
  settingsOf(first: Section): void {
    this.go({ screen: "settings", accountId: null, isNew: false, first });
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
    case "refunds":
      return place.orderId === null ? LIST : { screen: "refunds", orderId: null };
    case "expired":
      if (place.orderId !== null) return { ...place, orderId: null };
      return place.tab === "expired" ? LIST : { ...place, tab: "expired" };
    case "exports":
    case "activity":
    case "compose":
    case "today":
    case "lookups":
      return LIST;
    case "settings":
      if (place.accountId === null && !place.isNew) return LIST;
      return { screen: "settings", accountId: null, isNew: false };
  }
}
