/** Owns asking about orders. */
import { createQuery, keepPreviousData } from "@tanstack/svelte-query";
import { call, commands, type EnvironmentView } from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** How often what is shown is read again without a change of the book, which time may outdate. */
export const TIME_PASSES_MS = 60_000;

/** Everything known about one order. */
export function orderShow(orderId: () => string) {
  return createQuery(
    () => ({
      queryKey: keys.order(orderId()),
      queryFn: () => call(commands.orderShow(orderId())),
      // An order expires without anybody writing it down.
      refetchInterval: TIME_PASSES_MS,
    }),
    () => client,
  );
}

/** Orders that fit what was typed or pasted. */
export function orderFind(environment: () => EnvironmentView, text: () => string) {
  return createQuery(
    () => ({
      queryKey: keys.found(environment(), text()),
      queryFn: () => call(commands.orderFind(environment(), text())),
      enabled: text().trim() !== "",
      // What was found stays in sight until the next answer; `isPlaceholderData` tells.
      placeholderData: keepPreviousData,
      gcTime: 60_000,
    }),
    () => client,
  );
}

/** What the book knows of an order now; read again if it changed. */
export function orderNow(orderId: string) {
  return client.fetchQuery({
    queryKey: keys.order(orderId),
    queryFn: () => call(commands.orderShow(orderId)),
  });
}

/** Asks the provider for the payment of an order, now. */
export const orderLookUp = (orderId: string) => call(commands.orderLookUp(orderId));

/** The raw requests and answers of an order, without their bodies. */
export function exchangeList(orderId: () => string) {
  return createQuery(
    () => ({
      queryKey: keys.exchanges(orderId()),
      queryFn: () => call(commands.exchangeList(orderId())),
    }),
    () => client,
  );
}

/** One raw body. */
export function exchangeShow(orderId: () => string, exchangeId: () => string) {
  return createQuery(
    () => ({
      queryKey: keys.exchange(orderId(), exchangeId()),
      queryFn: () => call(commands.exchangeShow(orderId(), exchangeId())),
      enabled: exchangeId() !== "",
    }),
    () => client,
  );
}
