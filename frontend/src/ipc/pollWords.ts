/** Owns saying when an order is looked up next by itself, or why it is not. */
import { m } from "$messages";
import { formatSpan } from "$ui";
import type { PollView } from "./call";

type Reason = Extract<PollView, { kind: "due" }>["why"];
type End = Extract<PollView, { kind: "ended" }>["why"];

const WHY: Record<Reason, () => string> = {
  outcome_unknown: m.orders_poll_why_outcome_unknown,
  reported: m.orders_poll_why_reported,
  attempt_running: m.orders_poll_why_attempt_running,
  expiry_edge: m.orders_poll_why_expiry_edge,
  refund_pending: m.orders_poll_why_refund_pending,
  cannot_tell: m.orders_poll_why_cannot_tell,
  cancelled: m.orders_poll_why_cancelled,
  waiting: m.orders_poll_why_waiting,
  expired: m.orders_poll_why_expired,
  paid: m.orders_poll_why_paid,
};

const ENDED: Record<End, () => string> = {
  not_sent: m.orders_poll_end_not_sent,
  paid: m.orders_poll_end_paid,
  expired: m.orders_poll_end_expired,
  cancelled: m.orders_poll_end_cancelled,
  quiet: m.orders_poll_end_quiet,
  gateway_alone: m.orders_poll_end_gateway_alone,
};

/** When, how often and why an order is looked up, each for a place of its own. */
export function pollParts(poll: Extract<PollView, { kind: "due" }>) {
  return {
    next: isNow(poll) ? m.lookups_next_now() : m.lookups_next_in({ span: formatSpan(poll.inMs) }),
    every: formatSpan(poll.everyMs),
    why: WHY[poll.why](),
  };
}

/** When, how often and why; or why not. */
export function pollWords(poll: PollView): string {
  if (poll.kind === "ended") return ENDED[poll.why]();
  const [every, why] = [formatSpan(poll.everyMs), WHY[poll.why]()];
  return isNow(poll)
    ? m.orders_poll_now({ every, why })
    : m.orders_poll_due({ span: formatSpan(poll.inMs), every, why });
}

/** What comes next: the lookup that comes by itself, and what holds until then; or what to do. */
export function nextPoll(poll: PollView, words: string, meanwhile?: string): string {
  if (poll.kind === "ended") return words;
  const next = isNow(poll)
    ? m.orders_next_poll_now()
    : m.orders_next_poll({ span: formatSpan(poll.inMs) });
  return meanwhile === undefined ? next : `${next} ${meanwhile}`;
}

/** Within a second: it is due, or about to be. */
function isNow({ inMs }: Extract<PollView, { kind: "due" }>): boolean {
  return inMs < 1_000;
}
