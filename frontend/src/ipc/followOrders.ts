/** Owns reading a list anew whenever an order of its environment changes. */
import { events, type BookChanged } from "./bindings";
import type { EnvironmentView } from "./call";

/** Changes of the book that come closer together than this are read once, in milliseconds. */
export const CHANGES_WAIT_MS = 100;

/** Calls `reload` soon after changes of orders and of what else is named, and every `tickMs` where that is
 * given. Returns how to stop. */
export function followOrders(
  environment: EnvironmentView,
  reload: () => void,
  tickMs?: number,
  also: readonly BookChanged["what"][] = [],
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reloadSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      reload();
    }, CHANGES_WAIT_MS);
  };
  const listening = events.bookChanged.listen(({ payload }) => {
    if (isAbout(payload, environment) || also.includes(payload.what)) reloadSoon();
  });
  const ticking = tickMs === undefined ? undefined : setInterval(reloadSoon, tickMs);
  return () => {
    clearInterval(ticking);
    clearTimeout(timer);
    void listening.then((stop) => stop());
  };
}

function isAbout(changed: BookChanged, environment: EnvironmentView): boolean {
  switch (changed.what) {
    case "order":
      return changed.environment === environment;
    case "accounts":
    case "batches":
    case "exports":
    case "polling":
      return false;
    case "anything":
      return true;
  }
}
