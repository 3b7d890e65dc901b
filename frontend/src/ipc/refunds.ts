/** Owns asking about refunds, starting one, and settling by hand. */
import { createMutation, createQuery, keepPreviousData } from "@tanstack/svelte-query";
import {
  call,
  commands,
  type CurrencyView,
  type DecisionAskedView,
  type EnvironmentView,
  type RefundAskedView,
} from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** How many refunds each part of the list has. */
export function refundCounts(environment: () => EnvironmentView) {
  return createQuery(
    () => ({
      queryKey: keys.refunds(environment()),
      queryFn: () => call(commands.refundList(environment(), null, 0, 0)),
    }),
    () => client,
  );
}

/** What a refund of the typed amount would come to; the last answer stays until the next one. */
export function refundPlan(orderId: () => string, typed: () => string, again: () => string) {
  return createQuery(
    () => ({
      queryKey: keys.refundPlan(orderId(), typed(), again()),
      queryFn: () => call(commands.refundPlan(orderId(), typed(), again())),
      placeholderData: keepPreviousData,
      gcTime: 60_000,
    }),
    () => client,
  );
}

/** What lookups showed before a refund, and show now. */
export function refundProof(orderId: () => string, operationId: () => string) {
  return createQuery(
    () => ({
      queryKey: keys.refundProof(orderId(), operationId()),
      queryFn: () => call(commands.refundProof(operationId())),
    }),
    () => client,
  );
}

/** Looks the payment up and asks for a refund, once. */
export function refundStart() {
  return createMutation(
    () => ({ mutationFn: (asked: RefundAskedView) => call(commands.refundStart(asked)) }),
    () => client,
  );
}

/** Settles an operation by a person's word. */
export function operationDecide() {
  return createMutation(
    () => ({ mutationFn: (asked: DecisionAskedView) => call(commands.operationDecide(asked)) }),
    () => client,
  );
}

/** Notes that a person has seen the alarms about an order. */
export const alarmsAcknowledge = (orderId: string) => call(commands.alarmsAcknowledge(orderId));

/** Changes above which amount a refund is typed once more. */
export function refundLimitChoose() {
  return createMutation(
    () => ({
      mutationFn: ({ typed, currency }: { typed: string; currency: CurrencyView }) =>
        call(commands.refundLimitChoose(typed, currency)),
      onSuccess: () => client.invalidateQueries({ queryKey: keys.start }),
    }),
    () => client,
  );
}
