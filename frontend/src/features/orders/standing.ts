/** Owns which word of the window's payment vocabulary stands for each standing of the book. */
import type { StandingView } from "$ipc/call";
import type { PaymentState } from "$ui";

const STATES = {
  ready: "ready",
  sending: "sending",
  send_refused: "send_refused",
  send_unknown: "send_unknown",
  not_sent: "not_sent",
  withdrawn: "withdrawn",
  not_looked_up: "not_looked_up",
  not_attempted: "not_attempted",
  attempt_running: "attempt_running",
  attempt_failed: "attempt_failed",
  unknown_word: "unknown_word",
  reported_paid: "reported_paid",
  cannot_tell: "cannot_tell",
  paid: "paid",
  amount_differs: "amount_differs",
  expired_unpaid: "expired_unpaid",
} as const satisfies Record<StandingView, PaymentState>;

/** Returns the state whose badge stands for this standing. */
export function paymentState(standing: StandingView): PaymentState {
  return STATES[standing];
}
