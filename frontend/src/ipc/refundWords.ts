/** Owns the words about a refund: its badge, what is known of it, and what comes next. */
import { m } from "$messages";
import {
  amount,
  formatTime,
  statusLook,
  when,
  type Here,
  type IconName,
  type RefundState,
  type Tone,
} from "$ui";
import { asClause, complaintSaid, complaintUnclear, complaintWords } from "./complaints";
import type { AlarmView, ReasonView, RefundStandingView, RefundView } from "./call";
import { nextPoll } from "./pollWords";

/** What is so, how we know, and what comes next. */
export interface RefundSentence {
  tone: Tone;
  icon: IconName;
  lead: string;
  rest: string[];
  /** Nothing where nothing more comes. */
  next: string | undefined;
}

const STATES = {
  prepared: "ready",
  sending: "sending",
  unknown: "unknown",
  probably_not: "probably_not",
  on_its_way: "pending",
  failing: "failing",
  went_back: "refunded",
  failed: "failed",
  refused: "refused",
  not_sent: "not_sent",
  withdrawn: "withdrawn",
  said_to_have_happened: "said_happened",
  said_not_to_have: "said_not",
  released: "released",
} as const satisfies Record<RefundStandingView, RefundState>;

/** The reasons a refund may have, as a list shows them. */
export const REASON_WORDS = [
  "customer_request",
  "not_delivered",
  "damaged",
  "paid_twice",
  "paid_late",
  "billed_wrong",
  "other",
] as const satisfies readonly ReasonView[];

/** What each is called. */
export const REASONS: Record<ReasonView, () => string> = {
  customer_request: m.refunds_reason_customer_request,
  not_delivered: m.refunds_reason_not_delivered,
  damaged: m.refunds_reason_damaged,
  paid_twice: m.refunds_reason_paid_twice,
  paid_late: m.refunds_reason_paid_late,
  billed_wrong: m.refunds_reason_billed_wrong,
  other: m.refunds_reason_other,
};

/** The state whose badge stands for this standing. */
export const refundState = (standing: RefundStandingView): RefundState => STATES[standing];

/** What somebody has to be told aloud and has not seen yet. */
export function ringing(refund: RefundView): AlarmView | undefined {
  return refund.alarms.find(({ isSeen }) => !isSeen);
}

/** Says what turned out otherwise. */
export function alarmWords(alarm: AlarmView): string {
  switch (alarm.kind) {
    case "happened_after_all":
      return m.refunds_alarm_happened_after_all();
    case "decided_wrongly":
      return m.refunds_alarm_decided_wrongly();
    case "given_up_after_all":
      return m.refunds_alarm_given_up_after_all();
    case "over_refunded":
      return m.refunds_alarm_over_refunded({
        amount: alarm.amount === null ? "" : amount(alarm.amount),
      });
    case "paid_after_cancel":
      return m.refunds_alarm_paid_after_cancel();
  }
}

/** Says what is known of a refund. */
export function refundSentence(refund: RefundView, here: Here): RefundSentence {
  const { tone, icon } = statusLook({ vocabulary: "refund", state: STATES[refund.standing] });
  const said = refund.own === null ? elsewhere(refund) : own(refund, refund.own, here);
  const alarm = ringing(refund);
  if (alarm === undefined) {
    const next = said.next === undefined ? undefined : m.orders_next({ words: said.next });
    return { tone, icon, ...said, next };
  }
  return {
    tone: "bad",
    icon: "s-alert",
    lead: alarmWords(alarm),
    rest: [said.lead, ...said.rest],
    next: m.orders_next({ words: m.refunds_alarm_next() }),
  };
}

type Said = Pick<RefundSentence, "lead" | "rest" | "next">;

function elsewhere(refund: RefundView): Said {
  const money = moneyOf(refund);
  const rest = [m.refunds_say_elsewhere_how()];
  switch (refund.standing) {
    case "went_back":
      return { lead: m.refunds_say_elsewhere_went_back(money), rest, next: undefined };
    case "failing":
    case "failed":
      return { lead: m.refunds_say_elsewhere_failing(money), rest, next: undefined };
    default:
      return { lead: m.refunds_say_elsewhere_on_its_way(money), rest, next: undefined };
  }
}

function own(refund: RefundView, known: NonNullable<RefundView["own"]>, here: Here): Said {
  const money = moneyOf(refund);
  const words = known.words ?? "";
  const { complaint } = known;
  const reason = known.decision?.reason ?? "";
  const probable =
    refund.refundId !== null && !refund.isProven
      ? [m.refunds_say_probable({ id: refund.refundId })]
      : [];
  switch (refund.standing) {
    case "prepared":
      return {
        lead: m.refunds_say_prepared(money),
        rest: [m.refunds_say_prepared_how()],
        next: m.refunds_say_prepared_next(),
      };
    case "sending":
      return {
        lead: m.refunds_say_sending(money),
        rest: [],
        next: m.refunds_say_sending_next(),
      };
    case "unknown":
      return {
        lead: m.refunds_say_unknown(money),
        rest: [...unanswered(known), ...probable, m.refunds_say_unknown_how()],
        next: nextPoll(refund.poll, m.refunds_say_unknown_next()),
      };
    case "probably_not":
      return {
        lead: m.refunds_say_probably_not(money),
        rest: [m.refunds_say_probably_not_how({ count: known.silentLookups })],
        next: m.refunds_say_probably_not_next(),
      };
    case "on_its_way":
      return { ...onItsWay(refund, known, here), rest: [...promise(known, here), ...probable] };
    case "failing":
      return {
        lead: m.refunds_say_failing(money),
        rest: [m.refunds_say_failing_how()],
        next: nextPoll(refund.poll, m.refunds_say_on_its_way_next()),
      };
    case "went_back":
      return {
        lead: m.refunds_say_went_back(money),
        rest: [m.refunds_say_went_back_how(), ...probable],
        next: undefined,
      };
    case "failed":
      return {
        lead: m.refunds_say_failed(money),
        rest: [m.refunds_say_failed_how()],
        next: undefined,
      };
    case "refused":
      return {
        lead: m.refunds_say_refused(money),
        rest: [
          m.refunds_say_refused_how(),
          ...(complaint === null ? [] : complaintSaid(complaint)),
        ],
        next: complaint === null ? undefined : asClause(complaintWords(complaint).next),
      };
    case "not_sent":
      return {
        lead: m.refunds_say_not_sent(money),
        rest: [m.refunds_say_not_sent_how({ words })],
        next: undefined,
      };
    case "withdrawn":
      return { lead: m.refunds_say_withdrawn(money), rest: [], next: undefined };
    case "said_to_have_happened":
      return {
        lead: m.refunds_say_said_happened({ ...money, reason }),
        rest: [],
        next: undefined,
      };
    case "said_not_to_have":
      return {
        lead: m.refunds_say_said_not({ ...money, reason }),
        rest: [m.refunds_say_said_not_how()],
        next: undefined,
      };
    case "released":
      return { lead: m.refunds_say_released({ ...money, reason }), rest: [], next: undefined };
  }
}

/** What was seen instead of an answer that says how it ended. */
function unanswered({ complaint, words }: NonNullable<RefundView["own"]>): string[] {
  if (complaint !== null) return complaintUnclear(complaint);
  return words === null ? [] : [m.refunds_say_unknown_words({ words })];
}

function onItsWay(refund: RefundView, known: NonNullable<RefundView["own"]>, here: Here): Said {
  return {
    lead: m.refunds_say_on_its_way(moneyOf(refund)),
    rest: promise(known, here),
    next: known.isLate ? m.refunds_say_on_its_way_late_next() : m.refunds_say_on_its_way_next(),
  };
}

function promise(known: NonNullable<RefundView["own"]>, here: Here): string[] {
  const { sentAtMs, promisedByMs, isLate } = known;
  if (sentAtMs === null || promisedByMs === null) return [m.refunds_say_on_its_way_plain()];
  const inputs = { when: when(sentAtMs, here), date: formatTime(promisedByMs, "date", here) };
  return [isLate ? m.refunds_say_on_its_way_late(inputs) : m.refunds_say_on_its_way_how(inputs)];
}

function moneyOf(refund: RefundView): { amount: string } {
  return { amount: refund.amount === null ? m.refunds_amount_unclear() : amount(refund.amount) };
}
