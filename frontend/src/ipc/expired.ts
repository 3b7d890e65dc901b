/** Owns asking about orders that expired unpaid, and about those that were cancelled. */
import { createQuery, keepPreviousData } from "@tanstack/svelte-query";
import {
  call,
  commands,
  type EnvironmentView,
  type ExpiredLineView,
  type ListSpanView,
  type OrderListView,
} from "./call";
import { client } from "./client";
import { keys } from "./keys";
import { LIST_ROWS, ListPages } from "./listPages.svelte";
import { TIME_PASSES_MS } from "./orders";

/** A whole list; of the unpaid ones only what has expired by now. */
export function wholeList(list: OrderListView): ListSpanView {
  return { list, fromMs: null, toMs: list === "unpaid" ? Date.now() : null };
}

/** The orders of one environment that expired unpaid, the last first. */
export function expiredPages(environment: EnvironmentView): ListPages<ExpiredLineView> {
  return new ListPages(
    environment,
    async (index) => {
      const span = wholeList("unpaid");
      const [count, rows] = await Promise.all([
        call(commands.orderCount(environment, span)),
        call(commands.expiredList(environment, span, index, LIST_ROWS)),
      ]);
      return { count, rows };
    },
    TIME_PASSES_MS,
  );
}

/** How many orders a list has. */
export function listCount(environment: () => EnvironmentView, list: OrderListView) {
  return createQuery(
    () => ({
      queryKey: keys.listed(environment(), list),
      queryFn: () => call(commands.orderCount(environment(), wholeList(list))),
      // An order expires without anybody writing it down.
      refetchInterval: TIME_PASSES_MS,
    }),
    () => client,
  );
}

/** The ids of the orders in a list, at most as many as one batch has. */
export const listIds = (environment: EnvironmentView, list: OrderListView) =>
  call(commands.listIds(environment, wholeList(list)));

/** What these orders ask for together; the last answer stays until the next one. */
export function ordersSum(environment: () => EnvironmentView, orderIds: () => string[]) {
  return createQuery(
    () => ({
      queryKey: keys.sum(environment(), orderIds()),
      queryFn: () => call(commands.ordersSum(orderIds())),
      enabled: orderIds().length > 0,
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
    () => client,
  );
}

/** What would come of cancelling these orders, by lookups answered since this moment, UTC. */
export const cancelPlan = (orderIds: string[], sinceMs: number) =>
  call(commands.cancelPlan(orderIds, sinceMs));
