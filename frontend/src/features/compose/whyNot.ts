/** Owns the few words for why an order cannot be sent as it is: what to do first. */
import { m } from "$messages";
import { isEmptiness } from "./attention.svelte";
import type { Composer } from "./compose.svelte";
import { placeName } from "./fields";

/** What keeps the order from being sent; nothing while it can be, or while nobody knows yet. */
export function whyNot({ checker, findings, form, sending }: Composer): string | undefined {
  if (sending.isSettled) {
    return sending.ending?.what === "accepted" ? undefined : m.compose_locked();
  }
  if (checker.fault !== null) {
    return m.compose_unchecked();
  }
  const [first] = findings.errors;
  if (first === undefined || checker.answer?.mayBeSent === true) {
    return undefined;
  }
  const place = placeName(first.field, form);
  return isEmptiness(first) ? m.compose_fill_first({ place }) : m.compose_fix_first({ place });
}
