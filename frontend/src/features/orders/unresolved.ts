/** Owns the sentence about an operation nobody knows the end of: what is known, who must act. */
import type { MoneyView, UnresolvedView } from "$ipc/call";
import { m } from "$messages";
import { amount, at, type Here, statusLook, when } from "$ui";
import { blockedWords } from "$ipc/blocked";
import { complaintUnclear, withoutLink } from "$ipc/complaints";
import type { StateSentence } from "./sentence";

type Words = Pick<StateSentence, "lead" | "rest" | "next">;

/** Says what is known of an unresolved operation and what is being done about it. */
export function unresolvedSentence(row: UnresolvedView, here: Here): StateSentence {
  const { tone, icon } = statusLook({ vocabulary: "operation", state: row.state });
  const { lead, rest, next } = wordsOf(row, here);
  const complaint =
    row.state === "unknown" && row.complaint !== null ? withoutLink(row.complaint) : null;
  return { tone, icon, lead, rest, next: m.orders_next({ words: next }), complaint };
}

function wordsOf(row: UnresolvedView, here: Here): Words {
  switch (row.kind) {
    case "send":
      return ofSend(row, here);
    case "refund":
      return ofRefund(row, row.refund ?? row.total);
    case "order_status":
      return ofTelling(row, here);
    case "cancel":
      return ofCancel(row, here);
  }
}

function ofTelling(row: UnresolvedView, here: Here): Words {
  switch (row.state) {
    case "prepared":
      return {
        lead: m.operations_tell_prepared_lead(),
        rest: [
          m.operations_tell_prepared_how({
            when: when(row.preparedAtMs, here),
            amount: amount(row.total),
          }),
        ],
        next: m.operations_prepared_next(),
      };
    case "in_flight":
      return {
        lead: m.operations_tell_in_flight_lead(),
        rest: [m.operations_in_flight_how()],
        next: m.operations_in_flight_next(),
      };
    default:
      return {
        lead: m.operations_tell_unknown_lead(),
        rest: seen(row),
        next: m.operations_tell_unknown_next(),
      };
  }
}

function ofCancel(row: UnresolvedView, here: Here): Words {
  const money = { amount: amount(row.total) };
  switch (row.state) {
    case "prepared":
      return {
        lead: m.operations_cancel_prepared_lead(money),
        rest: [m.operations_prepared_how({ when: when(row.preparedAtMs, here) })],
        next: m.operations_prepared_next(),
      };
    case "in_flight":
      return {
        lead: m.operations_cancel_in_flight_lead(money),
        rest: [m.operations_in_flight_how()],
        next: m.operations_in_flight_next(),
      };
    default:
      return {
        lead: m.operations_cancel_unknown_lead(money),
        rest: [...seen(row), ...lookedUpSince(row, here)],
        next: row.hasLookup
          ? m.operations_cancel_unknown_next()
          : m.operations_cancel_unknown_alone_next(),
      };
  }
}

/** What was seen instead of an answer. */
function seen({ words, complaint }: UnresolvedView): string[] {
  if (complaint !== null) return complaintUnclear(complaint);
  return words === null ? [] : [m.operations_unknown_words({ words })];
}

function ofRefund(row: UnresolvedView, moved: MoneyView): Words {
  const money = { amount: amount(moved) };
  switch (row.state) {
    case "prepared":
      return {
        lead: m.refunds_say_prepared(money),
        rest: [m.refunds_say_prepared_how()],
        next: m.refunds_say_prepared_next(),
      };
    case "in_flight":
      return {
        lead: m.refunds_say_sending(money),
        rest: [],
        next: m.refunds_say_sending_next(),
      };
    default:
      return {
        lead: m.refunds_say_unknown(money),
        rest: [...seen(row), m.refunds_say_unknown_how()],
        next: m.refunds_say_unknown_next(),
      };
  }
}

function ofSend(row: UnresolvedView, here: Here): Words {
  const money = { amount: amount(row.total) };
  switch (row.state) {
    case "prepared":
      return {
        lead: m.operations_prepared_lead(money),
        rest: [m.operations_prepared_how({ when: when(row.preparedAtMs, here) })],
        next: row.actions.send.isAllowed
          ? m.operations_prepared_next()
          : m.orders_ready_next_blocked(),
      };
    case "in_flight":
      return {
        lead:
          row.inFlightAtMs === null
            ? m.operations_in_flight_lead_unsaid(money)
            : m.operations_in_flight_lead({
                ...money,
                time: at(row.inFlightAtMs, here, "seconds"),
              }),
        rest: [m.operations_in_flight_how()],
        next: m.operations_in_flight_next(),
      };
    case "unknown":
      return {
        lead: m.operations_unknown_lead(money),
        rest: [...seen(row), ...lookedUpSince(row, here)],
        next: unknownNext(row),
      };
    case "not_sent":
    case "refused":
    case "accepted":
    case "confirmed":
    case "disproved":
    case "decided":
    case "withdrawn":
      // It ended between the reading of the list and this moment; the list is read again.
      return { lead: m.operations_ended_lead(money), rest: [], next: m.operations_ended_next() };
  }
}

function unknownNext({ actions, hasLookup }: UnresolvedView): string {
  if (!hasLookup) {
    return m.operations_unknown_alone_next();
  }
  const why = blockedWords(actions.lookUp);
  return why === undefined ? m.operations_unknown_next() : m.orders_next_look_up_blocked({ why });
}

/** A lookup from before the send says nothing about it, and of some orders there is none. */
function lookedUpSince(row: UnresolvedView, here: Here): string[] {
  const { hasLookup, lookedUpAtMs, inFlightAtMs } = row;
  if (!hasLookup) {
    return [m.operations_unknown_alone()];
  }
  if (lookedUpAtMs === null || (inFlightAtMs !== null && lookedUpAtMs < inFlightAtMs)) {
    return [m.operations_unknown_never()];
  }
  return [m.operations_unknown_looked_up({ when: when(lookedUpAtMs, here) })];
}
