/** Owns the one sentence of truth about an order: what is so, how we know, what comes next. */
import type { ComplaintView, OrderView } from "$ipc/call";
import { m } from "$messages";
import { amount, at, type Here, type IconName, statusLook, type Tone, when } from "$ui";
import { blockedWords } from "$ipc/blocked";
import {
  asClause,
  complaintSaid,
  complaintUnclear,
  complaintWords,
  withoutLink,
} from "$ipc/complaints";
import { besideCapture, doubtWords, reportedBy } from "./doubts";
import { nextPoll } from "$ipc/pollWords";
import { refundSentence } from "$ipc/refundWords";
import { paymentState } from "$ipc/standing";

/** The sentence, ready to be shown. */
export interface StateSentence {
  tone: Tone;
  icon: IconName;
  /** What is so, with the amount. */
  lead: string;
  /** How we know, and what it means. */
  rest: string[];
  next: string;
  /** What the provider said was wrong, where it is about that. */
  complaint: ComplaintView | null;
}

type Words = Pick<StateSentence, "lead" | "rest" | "next">;

/** Says what is true of an order; a refund nobody knows the end of goes before its payment. */
export function sentence(order: OrderView, here: Here): StateSentence {
  const refund = order.refunding.refunds.find(({ stage }) => stage === "unresolved");
  if (refund !== undefined) {
    const { next = "", ...told } = refundSentence(refund, here);
    return { ...told, next, complaint: unlinked(refund.own?.complaint ?? null) };
  }
  const { tone, icon } = statusLook({ vocabulary: "payment", state: paymentState(order.standing) });
  const isAboutSend = order.standing === "send_refused" || order.standing === "send_unknown";
  const about = isAboutSend ? order.sendComplaint : null;
  const complaint = order.standing === "send_refused" ? about : unlinked(about);
  const truth = { tone, icon, ...wordsOf(order, here), complaint };
  if (order.actions.preparedId !== null && order.standing !== "ready") {
    truth.rest.push(m.orders_still_prepared());
    truth.next = m.orders_still_prepared_next();
  }
  const { lead, rest, next } = truth;
  if (!order.contradictedLater) {
    return { ...truth, next: m.orders_next({ words: next }) };
  }
  const showed = order.captured;
  return {
    tone: "bad",
    icon: "s-alert",
    complaint,
    lead: showed === null ? lead : m.orders_contradicted_lead({ amount: amount(showed) }),
    rest: showed === null ? [...rest, m.orders_contradicted()] : rest,
    next: m.orders_next({ words: m.orders_contradicted_next() }),
  };
}

function wordsOf(order: OrderView, here: Here): Words {
  const money = { amount: amount(order.total) };
  switch (order.standing) {
    case "ready":
      return {
        lead: m.orders_ready_lead(money),
        rest: [m.orders_ready_how({ when: when(preparedAt(order), here) })],
        next: order.actions.send.isAllowed ? m.orders_ready_next() : m.orders_ready_next_blocked(),
      };
    case "sending":
      return {
        lead: m.orders_sending_lead(money),
        rest: [m.orders_sending_how()],
        next: m.orders_sending_next(),
      };
    case "send_refused":
      return {
        lead: m.orders_send_refused_lead(money),
        rest: [...said(order.sendComplaint), m.orders_send_refused_how()],
        next: refusedNext(order),
      };
    case "send_unknown":
      return {
        lead: m.orders_send_unknown_lead(money),
        rest: [
          ...(order.sendComplaint === null
            ? quoted(order.sendWords, m.orders_send_unknown_words)
            : complaintUnclear(order.sendComplaint)),
          order.hasLookup
            ? m.orders_send_unknown_how({ reference: order.referenceId })
            : m.orders_send_unknown_alone({ reference: order.referenceId }),
          ...silentLookup(order, here),
        ],
        next: order.hasLookup
          ? lookUpNext(order, m.orders_send_unknown_next())
          : m.orders_send_unknown_alone_next(),
      };
    case "not_sent":
      return {
        lead: m.orders_not_sent_lead(money),
        rest:
          order.send === "disproved"
            ? [m.orders_not_sent_disproved()]
            : [m.orders_not_sent_how(), ...quoted(order.sendWords, m.orders_not_sent_words)],
        next: m.orders_not_sent_next(),
      };
    case "withdrawn":
      return {
        lead: m.orders_withdrawn_lead(money),
        rest: [m.orders_withdrawn_how(), ...quoted(whyWithdrawn(order), m.orders_not_sent_words)],
        next: m.orders_withdrawn_next(),
      };
    case "not_looked_up":
      return {
        lead: m.orders_not_looked_up_lead(money),
        rest: [
          order.send === "decided"
            ? m.orders_not_looked_up_decided()
            : m.orders_not_looked_up_how(),
          ...silentLookup(order, here),
          ...payableUntil(order, here),
        ],
        next: lookUpNext(order, m.orders_not_looked_up_next()),
      };
    case "gateway_knows":
      return gatewayKnows(order, here);
    case "not_attempted":
      return {
        lead: m.orders_not_attempted_lead(money),
        rest: [...lookedUp(order, here), ...payableUntil(order, here)],
        next: lookUpNext(order, m.orders_not_attempted_next()),
      };
    case "attempt_running":
      return {
        lead: m.orders_attempt_running_lead(money),
        rest: [m.orders_attempt_running_how(), ...lookedUp(order, here)],
        next: lookUpNext(
          order,
          m.orders_attempt_running_next(),
          m.orders_attempt_running_meanwhile(),
        ),
      };
    case "attempt_failed":
      return {
        lead: m.orders_attempt_failed_lead(money),
        rest: [
          ...quoted(order.failure, m.orders_attempt_failed_words),
          m.orders_attempt_failed_how(),
          ...lookedUp(order, here),
          ...payableUntil(order, here),
        ],
        next: lookUpNext(order, m.orders_attempt_failed_next()),
      };
    case "unknown_word":
      return {
        lead: m.orders_unknown_word_lead(money),
        rest: [
          ...quoted(order.unknownWord, ({ words }) => m.orders_unknown_word_how({ word: words })),
          ...lookedUp(order, here),
        ],
        next: lookUpNext(order, m.orders_unknown_word_next(), m.orders_unknown_word_meanwhile()),
      };
    case "reported_paid":
      return {
        lead: m.orders_reported_lead(money),
        rest: [...withoutTheMoney(order, here), reportedBy(order)],
        next: lookUpNext(order, m.orders_reported_next(), m.orders_reported_meanwhile()),
      };
    case "cannot_tell":
      return {
        lead: m.orders_cannot_tell_lead(money),
        rest: [doubtWords(order), ...lookedUp(order, here)],
        next: m.orders_cannot_tell_next(),
      };
    case "paid":
      return {
        lead: m.orders_paid_lead(money),
        rest: [
          byLookup(order, here, m.orders_paid_how_at, m.orders_paid_how),
          ...besideCapture(order),
          ...aboutRefunds(order, here),
        ],
        next: paidNext(order),
      };
    case "amount_differs":
      return {
        lead:
          order.captured === null
            ? m.orders_amount_differs_lead_no_amount(money)
            : m.orders_amount_differs_lead({ ...money, captured: amount(order.captured) }),
        rest: [
          byLookup(order, here, m.orders_amount_differs_how_at, m.orders_amount_differs_how),
          ...besideCapture(order),
        ],
        next: m.orders_amount_differs_next(),
      };
    case "paid_after_expiry":
      return {
        lead: m.orders_paid_after_expiry_lead(money),
        rest: [byLookup(order, here, m.orders_paid_how_at, m.orders_paid_how)],
        next: m.orders_paid_late_next(),
      };
    case "paid_after_cancel":
      return {
        lead: m.orders_paid_after_cancel_lead(money),
        rest: [byLookup(order, here, m.orders_paid_how_at, m.orders_paid_how)],
        next: m.orders_paid_late_next(),
      };
    case "expired_unpaid":
      return expired(order, here);
    case "closed_unpaid":
      return {
        lead: m.orders_closed_unpaid_lead(money),
        rest: [m.orders_closed_unpaid_how(), ...lookedUp(order, here)],
        next: m.orders_closed_unpaid_next(),
      };
  }
}

/** The newest refund that is on its way, or that only a person's word has settled. */
function aboutRefunds({ refunding }: OrderView, here: Here): string[] {
  const newest = refunding.refunds.find(
    ({ stage, standing }) => stage === "on_its_way" || standing === "said_not_to_have",
  );
  return newest === undefined ? [] : [refundSentence(newest, here).lead];
}

/** What was refunded in full is not handed over. */
function paidNext({ refunding }: OrderView): string {
  const { captured, left } = refunding.sum;
  if (left.minor === captured.minor) return m.orders_paid_next();
  return left.minor > 0
    ? m.orders_paid_next_refunded({ left: amount(left) })
    : m.orders_paid_next_refunded_all();
}

/** A payment in the last minutes is known only to a lookup made after them. */
function expired(order: OrderView, here: Here): Words {
  const money = { amount: amount(order.total) };
  const { expiresAtMs, lookedUpAtMs } = order;
  const ended =
    expiresAtMs === null ? [] : [m.orders_expired_unpaid_how({ when: when(expiresAtMs, here) })];
  if (expiresAtMs !== null && (lookedUpAtMs === null || lookedUpAtMs < expiresAtMs)) {
    return {
      lead: m.orders_expired_unpaid_lead_open(money),
      rest: [...ended, m.orders_expired_unpaid_open()],
      next: lookUpNext(order, m.orders_expired_unpaid_next_open()),
    };
  }
  return {
    lead: m.orders_expired_unpaid_lead(money),
    rest: [...ended, ...lookedUp(order, here)],
    next: m.orders_expired_unpaid_next(),
  };
}

/** A cancel of it proves nothing, and no lookup ever will. */
function gatewayKnows(order: OrderView, here: Here): Words {
  const isCancelled = order.fulfilment.cancel !== null;
  return {
    lead: m.orders_gateway_knows_lead({ amount: amount(order.total) }),
    rest: [
      order.send === "decided" ? m.orders_gateway_knows_decided() : m.orders_gateway_knows_how(),
      ...(isCancelled ? [m.orders_gateway_knows_cancelled()] : payableUntil(order, here)),
    ],
    next: isCancelled ? m.orders_gateway_knows_cancelled_next() : m.orders_gateway_knows_next(),
  };
}

/** What comes next, where that is a lookup; or why a lookup has to wait. */
function lookUpNext(order: OrderView, words: string, meanwhile?: string): string {
  const why = blockedWords(order.actions.lookUp);
  return why === undefined
    ? nextPoll(order.poll, words, meanwhile)
    : m.orders_next_look_up_blocked({ why });
}

/** What may have happened is not tried again, so nothing invites to it. */
const unlinked = (complaint: ComplaintView | null): ComplaintView | null =>
  complaint === null ? null : withoutLink(complaint);

const said = (complaint: ComplaintView | null): string[] =>
  complaint === null ? [] : complaintSaid(complaint);

function refusedNext({ sendComplaint }: OrderView): string {
  return sendComplaint === null
    ? m.orders_send_refused_next()
    : asClause(complaintWords(sendComplaint).next);
}

function quoted(words: string | null, say: (inputs: { words: string }) => string): string[] {
  return words === null || words === "" ? [] : [say({ words })];
}

function whyWithdrawn(order: OrderView): string | null {
  for (const { what } of order.timeline) {
    if (what.kind === "withdrawn") {
      return what.words;
    }
  }
  return null;
}

/** An order that was refused once may be prepared again. */
function preparedAt({ timeline, createdAtMs }: OrderView): number {
  return timeline.find(({ what }) => what.kind === "prepared")?.atMs ?? createdAtMs;
}

function lookedUp({ lookedUpAtMs }: OrderView, here: Here): string[] {
  return lookedUpAtMs === null ? [] : [m.orders_looked_up_at({ when: when(lookedUpAtMs, here) })];
}

function withoutTheMoney({ lookedUpAtMs }: OrderView, here: Here): string[] {
  if (lookedUpAtMs === null) return [];
  return [m.orders_reported_looked_up({ when: when(lookedUpAtMs, here) })];
}

/** The newest thing that happened was a lookup that did not help. */
function silentLookup(order: OrderView, here: Here): string[] {
  const newest = order.timeline[0];
  if (newest?.what.kind !== "lookup_silent") {
    return [];
  }
  return [m.orders_last_lookup_silent({ when: when(newest.lastSeenAtMs ?? newest.atMs, here) })];
}

function payableUntil({ expiresAtMs }: OrderView, here: Here): string[] {
  if (expiresAtMs === null) {
    return [];
  }
  return [
    expiresAtMs > here.nowMs
      ? m.orders_payable_until({ time: at(expiresAtMs, here) })
      : m.orders_payable_until_over({ when: when(expiresAtMs, here) }),
  ];
}

/** When the answer came that first showed the payment as it stands. */
function byLookup(
  order: OrderView,
  here: Here,
  withTime: (inputs: { when: string }) => string,
  without: () => string,
): string {
  const shown = order.timeline.find(
    ({ what }) => what.kind === "looked_up" && what.payment === order.payment,
  );
  const ms = shown?.atMs ?? order.lookedUpAtMs;
  return ms === null ? without() : withTime({ when: when(ms, here) });
}
