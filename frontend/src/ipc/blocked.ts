/** Owns the words for why something may not be done now; the book decides, the window says it. */
import type { BlockedBecause, MayView } from "./call";
import { m } from "$messages";

const WORDS: Record<BlockedBecause, () => string> = {
  nothing_sent: m.orders_blocked_nothing_sent,
  on_its_way: m.orders_blocked_on_its_way,
  not_prepared: m.orders_blocked_not_prepared,
  account_removed: m.orders_blocked_account_removed,
  no_credential: m.orders_blocked_no_credential,
  expired: m.orders_blocked_expired,
  already_known: m.orders_blocked_already_known,
  gateway_alone: m.orders_blocked_gateway_alone,
  nothing_captured: m.orders_blocked_nothing_captured,
  refund_unresolved: m.orders_blocked_refund_unresolved,
  nothing_left: m.orders_blocked_nothing_left,
  book_locked: m.orders_blocked_book_locked,
  being_told: m.orders_blocked_being_told,
  nothing_follows: m.orders_blocked_nothing_follows,
  paid: m.orders_blocked_paid,
  being_paid: m.orders_blocked_being_paid,
  may_be_paid: m.orders_blocked_may_be_paid,
};

/** Says why it may not be done; nothing where it may. */
export function blockedWords(may: MayView): string | undefined {
  if (may.isAllowed) {
    return undefined;
  }
  return may.blockedBecause === null ? m.orders_blocked_unsaid() : WORDS[may.blockedBecause]();
}
