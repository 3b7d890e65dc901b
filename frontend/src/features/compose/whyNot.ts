/** Owns the few words for why an order cannot be sent as it is: what to do first. */
import { m } from "$messages";
import { isEmptiness } from "./attention.svelte";
import type { Composer } from "./compose.svelte";
import { placeName } from "./fields";
import type { Ending } from "./sending.svelte";

/** A lookup settles what became of it, if there can be one. */
function locked(ending: Ending | null): string | undefined {
  switch (ending?.what) {
    case "accepted":
      return undefined;
    case "unknown":
      return ending.sent.hasLookup ? m.compose_locked() : m.compose_locked_alone();
    default:
      return m.compose_locked_unsaid();
  }
}

/** What keeps the order from being sent; nothing while it can be, or while nobody knows yet. */
export function whyNot({
  checker,
  findings,
  form,
  picture,
  sending,
}: Composer): string | undefined {
  if (sending.isSettled) {
    return locked(sending.ending);
  }
  if (picture.isBusy) {
    return m.compose_picture_first();
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
