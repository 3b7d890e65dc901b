/** Owns which words of the window's vocabularies stand for what the book says of an order. */
import type { FulfilmentBriefView, RefundBriefView, StandingView } from "./call";
import type { OrderState, PaymentState, RefundState } from "$ui";

const STATES = {
  ready: "ready",
  sending: "sending",
  send_refused: "send_refused",
  send_unknown: "send_unknown",
  not_sent: "not_sent",
  withdrawn: "withdrawn",
  not_looked_up: "not_looked_up",
  gateway_knows: "gateway_knows",
  not_attempted: "not_attempted",
  attempt_running: "attempt_running",
  attempt_failed: "attempt_failed",
  unknown_word: "unknown_word",
  reported_paid: "reported_paid",
  cannot_tell: "cannot_tell",
  paid: "paid",
  amount_differs: "amount_differs",
  paid_after_expiry: "paid_after_expiry",
  paid_after_cancel: "paid_after_cancel",
  expired_unpaid: "expired_unpaid",
  closed_unpaid: "closed_unpaid",
} as const satisfies Record<StandingView, PaymentState>;

/** Returns the state whose badge stands for this standing. */
export function paymentState(standing: StandingView): PaymentState {
  return STATES[standing];
}

const BRIEFS = {
  none: "none",
  unknown: "unknown",
  pending: "pending",
  part: "part_refunded",
  all: "refunded",
} as const satisfies Record<RefundBriefView, RefundState>;

/** Returns the state whose badge stands for an order's refunds. */
export function refundBriefState(refund: RefundBriefView): RefundState {
  return BRIEFS[refund];
}

const FULFILMENTS = {
  new: "pending",
  processing: "processing",
  partially_shipped: "partially_shipped",
  shipped: "shipped",
  completed: "completed",
  cancel_sent: "cancel_sent",
  cancelled: "canceled",
} as const satisfies Record<FulfilmentBriefView, OrderState>;

/** Returns the state whose badge stands for what an order's customer was told. */
export function orderState(fulfilment: FulfilmentBriefView): OrderState {
  return FULFILMENTS[fulfilment];
}
