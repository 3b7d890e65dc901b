/** Owns the words for what a dry run says of one order. */
import type { CancelStopView, PlannedCancelView } from "$ipc/call";
import { m } from "$messages";
import type { IconName, Tone } from "$ui";

/** What the lookup showed, and what happens because of it. */
export interface PlannedWords {
  icon: IconName;
  tone: Tone;
  shown: string;
  then: string;
}

const STOPS: Record<CancelStopView, Omit<PlannedWords, "tone">> = {
  not_known: {
    icon: "info",
    shown: m.expired_plan_not_known(),
    then: m.expired_plan_left_alone(),
  },
  attempt_running: {
    icon: "s-running",
    shown: m.expired_plan_running(),
    then: m.expired_plan_looked_up_again(),
  },
  reported_paid: {
    icon: "s-reported",
    shown: m.expired_plan_reported(),
    then: m.expired_plan_looked_up_again(),
  },
  cannot_tell: {
    icon: "s-alert",
    shown: m.expired_plan_cannot_tell(),
    then: m.expired_plan_left_alone(),
  },
  paid: { icon: "s-paid", shown: m.expired_plan_paid(), then: m.expired_plan_decide() },
};

/** Says what the lookup showed of an order and what happens; `time` writes a moment. */
export function plannedWords(row: PlannedCancelView, time: (ms: number) => string): PlannedWords {
  switch (row.verdict) {
    case "paid":
      return {
        icon: "s-paid",
        tone: "good",
        shown:
          row.capturedAtMs === null
            ? m.expired_plan_paid()
            : m.expired_plan_paid_at({ time: time(row.capturedAtMs) }),
        then: m.expired_plan_decide(),
      };
    case "left_alone":
      return row.stop === null
        ? { ...STOPS.not_known, tone: "quiet" }
        : { ...STOPS[row.stop], tone: row.stop === "attempt_running" ? "busy" : "quiet" };
    case "told":
      return {
        icon: "o-cancelled",
        tone: "quiet",
        shown: m.expired_plan_told(),
        then: m.expired_plan_left_alone(),
      };
    case "cancelled":
      return {
        icon: "s-unpaid",
        tone: "quiet",
        shown: m.expired_plan_unpaid(),
        then: m.expired_plan_cancel(),
      };
  }
}
