/** Owns asking about what customers are told, telling them, and deciding what came late. */
import { createMutation, createQuery } from "@tanstack/svelte-query";
import { call, commands, type CareView, type MessageAskedView, type OrderStatusView } from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** What customers were told last with a status. */
export function statusPhrase(status: () => OrderStatusView) {
  return createQuery(
    () => ({
      queryKey: keys.phrase(status()),
      queryFn: () => call(commands.statusPhrase(status())),
      gcTime: 0,
    }),
    () => client,
  );
}

/** The approved order status templates of an order's account; asked for when they are needed. */
export function statusTemplates(orderId: () => string, isNeeded: () => boolean) {
  return createQuery(
    () => ({
      queryKey: keys.templates(orderId()),
      queryFn: () => call(commands.statusTemplates(orderId())),
      enabled: isNeeded(),
      staleTime: 300_000,
    }),
    () => client,
  );
}

/** Tells a customer the status of an order, or cancels it. */
export function statusSend() {
  return createMutation(
    () => ({
      mutationFn: ({ orderId, asked }: { orderId: string; asked: MessageAskedView }) =>
        call(commands.statusSend(orderId, asked)),
    }),
    () => client,
  );
}

/** Keeps money that came late, and fulfils its order. */
export function orderFulfil() {
  return createMutation(
    () => ({ mutationFn: (orderId: string) => call(commands.orderFulfil(orderId)) }),
    () => client,
  );
}

/** What the desk does by itself for customers. */
export function careShow() {
  return createQuery(
    () => ({ queryKey: keys.care, queryFn: () => call(commands.careShow()) }),
    () => client,
  );
}

/** Lets the desk do this by itself for customers from now on. */
export function careChoose() {
  return createMutation(
    () => ({
      mutationFn: (care: CareView) => call(commands.careChoose(care)),
      onSuccess: () => client.invalidateQueries({ queryKey: keys.care }),
    }),
    () => client,
  );
}
