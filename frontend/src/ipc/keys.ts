/** Owns the names of what the window has asked, and the only place that decides what an event makes
 * stale. */
import type { BookChanged, EnvironmentView, OrderListView, OrderStatusView } from "./bindings";

/** The keys of every query, from the widest to the narrowest. */
export const keys = {
  start: ["start"] as const,
  activity: ["activity"] as const,
  exportStart: ["exportStart"] as const,
  exportProgress: (turn: number) => ["exportProgress", turn] as const,
  exported: ["exported"] as const,
  accounts: ["accounts"] as const,
  accountTest: (accountId: string) => ["accountTest", accountId] as const,
  orders: (environment: EnvironmentView) => ["orders", environment] as const,
  listed: (environment: EnvironmentView, list: OrderListView) =>
    ["orders", environment, "listed", list] as const,
  sum: (environment: EnvironmentView, orderIds: readonly string[]) =>
    ["sum", environment, orderIds] as const,
  batches: ["batches"] as const,
  batchList: (environment: EnvironmentView) => ["batches", environment] as const,
  care: ["care"] as const,
  phrase: (status: OrderStatusView) => ["phrase", status] as const,
  templates: (orderId: string) => ["templates", orderId] as const,
  today: (environment: EnvironmentView) => ["today", environment] as const,
  polling: (environment: EnvironmentView) => ["polling", environment] as const,
  unresolved: (environment: EnvironmentView) => ["unresolved", environment] as const,
  found: (environment: EnvironmentView, text: string) =>
    ["orders", environment, "found", text] as const,
  order: (orderId: string) => ["order", orderId] as const,
  refunds: (environment: EnvironmentView) => ["refunds", environment] as const,
  refundPlan: (orderId: string, typed: string, again: string) =>
    ["order", orderId, "plan", typed, again] as const,
  refundProof: (orderId: string, operationId: string) =>
    ["order", orderId, "proof", operationId] as const,
  exchanges: (orderId: string) => ["order", orderId, "exchanges"] as const,
  exchange: (orderId: string, exchangeId: string) =>
    ["order", orderId, "exchange", exchangeId] as const,
  pictures: (accountId: string) => ["pictures", accountId] as const,
  configurations: (accountId: string) => ["configurations", accountId] as const,
};

/** What has to be asked again after a change in the book. */
export function staleKeys(changed: BookChanged): (readonly unknown[])[] {
  switch (changed.what) {
    case "order":
      return [
        keys.orders(changed.environment),
        keys.unresolved(changed.environment),
        keys.refunds(changed.environment),
        keys.today(changed.environment),
        keys.order(changed.orderId),
      ];
    case "batches":
      return [keys.batches];
    case "exports":
      return [keys.exported];
    case "polling":
      return [["polling"]];
    case "accounts":
      // Whether there is an account at all decides what the window shows.
      return [keys.start, keys.accounts, ["configurations"]];
    case "anything":
      return [[]];
  }
}
