/** Owns how each list of orders looks and what it is called. */
import { m } from "$messages";
import type { IconName, Tone } from "$ui";
import type { ListSpanView, OrderListView } from "./call";

/** A list's color, icon and words. */
export interface ListLook {
  tone: Tone;
  icon: IconName;
  word: () => string;
  text: () => string;
}

const nothing = (): string => "";

const LOOKS: Record<OrderListView, ListLook> = {
  alarm: { tone: "bad", icon: "s-alert", word: m.today_alarm, text: m.today_alarm_text },
  outcome_unknown: {
    tone: "unknown",
    icon: "s-lock",
    word: m.today_outcome_unknown,
    text: m.today_outcome_unknown_text,
  },
  amount_differs: {
    tone: "bad",
    icon: "s-differs",
    word: m.today_amount_differs,
    text: m.today_amount_differs_text,
  },
  paid_late: {
    tone: "bad",
    icon: "s-alert",
    word: m.today_paid_late,
    text: m.today_paid_late_text,
  },
  reported_paid: {
    tone: "busy",
    icon: "s-reported",
    word: m.today_reported_paid,
    text: m.today_reported_paid_text,
  },
  send_failed: {
    tone: "bad",
    icon: "s-failed",
    word: m.today_send_failed,
    text: m.today_send_failed_text,
  },
  not_told: {
    tone: "warn",
    icon: "o-new",
    word: m.today_not_told,
    text: m.today_not_told_text,
  },
  unpaid: { tone: "warn", icon: "s-expired", word: m.today_unpaid, text: m.today_unpaid_text },
  refund_pending: {
    tone: "busy",
    icon: "r-pending",
    word: m.today_refund_pending,
    text: m.today_refund_pending_text,
  },
  cancel_sent: {
    tone: "busy",
    icon: "o-requested",
    word: m.today_list_cancel_sent,
    text: nothing,
  },
  cancelled: {
    tone: "quiet",
    icon: "o-cancelled",
    word: m.today_list_cancelled,
    text: nothing,
  },
  collected: { tone: "good", icon: "s-paid", word: m.today_list_collected, text: nothing },
  refunded: { tone: "quiet", icon: "r-done", word: m.today_list_refunded, text: nothing },
};

const OUTSTANDING: ListLook = {
  tone: "quiet",
  icon: "clock",
  word: m.today_list_outstanding,
  text: nothing,
};

/** How a part of a list of orders looks: what is unpaid is a risk only once it has expired. */
export function listLook({ list, fromMs }: ListSpanView): ListLook {
  return list === "unpaid" && fromMs !== null ? OUTSTANDING : LOOKS[list];
}
