/** Owns how each state of the four vocabularies looks and what it is called. */
import { m } from "$messages";
import type { IconName } from "./icons";

/** What a color says; tokens.css has the meaning of each. */
export type Tone = "good" | "busy" | "warn" | "bad" | "unknown" | "quiet" | "accent";

interface Look {
  icon: IconName;
  tone: Tone;
  /** Filled, because a person must act. */
  loud?: true;
  word: () => string;
}

const PAYMENT = {
  sending: { icon: "s-sending", tone: "busy", word: m.ui_state_payment_sending },
  send_refused: { icon: "s-failed", tone: "bad", word: m.ui_state_payment_send_refused },
  send_unknown: {
    icon: "s-lock",
    tone: "unknown",
    loud: true,
    word: m.ui_state_payment_send_unknown,
  },
  not_sent: { icon: "s-failed", tone: "warn", word: m.ui_state_payment_not_sent },
  ready: { icon: "clock", tone: "warn", word: m.ui_state_payment_ready },
  withdrawn: { icon: "s-unpaid", tone: "quiet", word: m.ui_state_payment_withdrawn },
  gateway_knows: { icon: "s-none", tone: "quiet", word: m.ui_state_payment_gateway_knows },
  not_looked_up: { icon: "s-none", tone: "quiet", word: m.ui_state_payment_not_looked_up },
  not_attempted: { icon: "s-none", tone: "quiet", word: m.ui_state_payment_not_attempted },
  attempt_running: { icon: "s-running", tone: "busy", word: m.ui_state_payment_attempt_running },
  attempt_failed: { icon: "s-tryfail", tone: "warn", word: m.ui_state_payment_attempt_failed },
  cannot_tell: {
    icon: "s-alert",
    tone: "bad",
    loud: true,
    word: m.ui_state_payment_cannot_tell,
  },
  unknown_word: { icon: "s-running", tone: "warn", word: m.ui_state_payment_unknown_word },
  reported_paid: { icon: "s-reported", tone: "busy", word: m.ui_state_payment_reported_paid },
  paid: { icon: "s-paid", tone: "good", word: m.ui_state_payment_paid },
  marked_paid: { icon: "s-hand", tone: "good", word: m.ui_state_payment_marked_paid },
  marked_failed: { icon: "s-failed", tone: "bad", word: m.ui_state_payment_marked_failed },
  amount_differs: {
    icon: "s-differs",
    tone: "bad",
    loud: true,
    word: m.ui_state_payment_amount_differs,
  },
  expired_unpaid: { icon: "s-expired", tone: "warn", word: m.ui_state_payment_expired_unpaid },
  closed_unpaid: { icon: "s-unpaid", tone: "quiet", word: m.ui_state_payment_closed_unpaid },
  paid_after_expiry: {
    icon: "s-paid",
    tone: "warn",
    loud: true,
    word: m.ui_state_payment_paid_after_expiry,
  },
  paid_after_cancel: {
    icon: "s-alert",
    tone: "bad",
    loud: true,
    word: m.ui_state_payment_paid_after_cancel,
  },
} as const satisfies Record<string, Look>;

const REFUND = {
  none: { icon: "minus", tone: "quiet", word: m.ui_state_refund_none },
  needs_approval: { icon: "r-approval", tone: "warn", word: m.ui_state_refund_needs_approval },
  sending: { icon: "s-sending", tone: "busy", word: m.ui_state_refund_sending },
  unknown: { icon: "s-lock", tone: "unknown", loud: true, word: m.ui_state_refund_unknown },
  pending: { icon: "r-pending", tone: "busy", word: m.ui_state_refund_pending },
  part_refunded: { icon: "r-part", tone: "quiet", word: m.ui_state_refund_part_refunded },
  refunded: { icon: "r-done", tone: "quiet", word: m.ui_state_refund_refunded },
  failed: { icon: "s-failed", tone: "bad", word: m.ui_state_refund_failed },
  ready: { icon: "clock", tone: "warn", word: m.ui_state_refund_ready },
  probably_not: {
    icon: "s-lock",
    tone: "unknown",
    loud: true,
    word: m.ui_state_refund_probably_not,
  },
  failing: { icon: "s-tryfail", tone: "warn", word: m.ui_state_refund_failing },
  refused: { icon: "s-failed", tone: "bad", word: m.ui_state_refund_refused },
  not_sent: { icon: "s-failed", tone: "warn", word: m.ui_state_refund_not_sent },
  withdrawn: { icon: "s-unpaid", tone: "quiet", word: m.ui_state_refund_withdrawn },
  said_happened: { icon: "s-hand", tone: "quiet", word: m.ui_state_refund_said_happened },
  said_not: { icon: "s-hand", tone: "warn", word: m.ui_state_refund_said_not },
  released: { icon: "s-hand", tone: "quiet", word: m.ui_state_refund_released },
} as const satisfies Record<string, Look>;

const ORDER = {
  pending: { icon: "o-new", tone: "quiet", word: m.ui_state_order_pending },
  processing: { icon: "o-processing", tone: "quiet", word: m.ui_state_order_processing },
  partially_shipped: { icon: "o-part", tone: "quiet", word: m.ui_state_order_partially_shipped },
  shipped: { icon: "o-shipped", tone: "quiet", word: m.ui_state_order_shipped },
  completed: { icon: "o-completed", tone: "quiet", word: m.ui_state_order_completed },
  // Only asked for: WhatsApp may still say no, so it must not look settled.
  cancel_sent: { icon: "o-requested", tone: "busy", word: m.ui_state_order_cancel_sent },
  canceled: { icon: "o-cancelled", tone: "quiet", word: m.ui_state_order_canceled },
} as const satisfies Record<string, Look>;

const OPERATION = {
  prepared: { icon: "clock", tone: "warn", word: m.ui_state_operation_prepared },
  in_flight: { icon: "s-sending", tone: "busy", word: m.ui_state_operation_in_flight },
  not_sent: { icon: "s-failed", tone: "warn", word: m.ui_state_operation_not_sent },
  refused: { icon: "s-failed", tone: "bad", word: m.ui_state_operation_refused },
  accepted: { icon: "s-reported", tone: "busy", word: m.ui_state_operation_accepted },
  unknown: { icon: "s-lock", tone: "unknown", loud: true, word: m.ui_state_operation_unknown },
  confirmed: { icon: "s-paid", tone: "good", word: m.ui_state_operation_confirmed },
  disproved: { icon: "s-unpaid", tone: "quiet", word: m.ui_state_operation_disproved },
  decided: { icon: "s-hand", tone: "quiet", word: m.ui_state_operation_decided },
  withdrawn: { icon: "s-unpaid", tone: "quiet", word: m.ui_state_operation_withdrawn },
} as const satisfies Record<string, Look>;

const MESSAGE = {
  sent: { icon: "m-sent", tone: "quiet", word: m.ui_state_message_sent },
  delivered: { icon: "m-read", tone: "quiet", word: m.ui_state_message_delivered },
  read: { icon: "m-read", tone: "busy", word: m.ui_state_message_read },
  undelivered: { icon: "s-failed", tone: "warn", word: m.ui_state_message_undelivered },
} as const satisfies Record<string, Look>;

export type PaymentState = keyof typeof PAYMENT;
export type RefundState = keyof typeof REFUND;
export type OrderState = keyof typeof ORDER;
export type OperationState = keyof typeof OPERATION;
export type MessageState = keyof typeof MESSAGE;

/** A state and the vocabulary it belongs to, which never mix. */
export type Status =
  | { vocabulary: "payment"; state: PaymentState }
  | { vocabulary: "refund"; state: RefundState }
  | { vocabulary: "order"; state: OrderState }
  | { vocabulary: "operation"; state: OperationState }
  | { vocabulary: "message"; state: MessageState };

/** Returns icon, tone, loudness and word of a state. */
export function statusLook(status: Status): Look {
  switch (status.vocabulary) {
    case "payment":
      return PAYMENT[status.state];
    case "refund":
      return REFUND[status.state];
    case "order":
      return ORDER[status.state];
    case "operation":
      return OPERATION[status.state];
    case "message":
      return MESSAGE[status.state];
  }
}

/** Every state of every vocabulary. */
export const STATUSES: readonly Status[] = [
  ...keysOf(PAYMENT).map((state) => ({ vocabulary: "payment" as const, state })),
  ...keysOf(REFUND).map((state) => ({ vocabulary: "refund" as const, state })),
  ...keysOf(ORDER).map((state) => ({ vocabulary: "order" as const, state })),
  ...keysOf(OPERATION).map((state) => ({ vocabulary: "operation" as const, state })),
  ...keysOf(MESSAGE).map((state) => ({ vocabulary: "message" as const, state })),
];

function keysOf<Key extends string>(table: Record<Key, Look>): Key[] {
  const isKey = (key: string): key is Key => key in table;
  return Object.keys(table).filter(isKey);
}
