/** Owns the words of the timeline: what happened, and on whose word we know it. */
import type { MoneyView, PaymentStateView, TimelineEntryView } from "$ipc/call";
import { meaningWords } from "$ipc/complaints";
import { m } from "$messages";
import { amount, formatTime, type Here, type IconName, type Tone } from "$ui";
import { messageLine, statusLine } from "./toldWords";
import { answered, book, line, lookup, quote, type TimelineLine } from "./timelineLine";

type Kind = TimelineEntryView["what"];
type LookedUp = Extract<Kind, { kind: "looked_up" }>;

/** Puts one entry into words; `total` is what the order asks for. */
export function timelineLine(entry: TimelineEntryView, total: MoneyView, here: Here): TimelineLine {
  const line = lineOf(entry.what, amount(total));
  return { ...line, source: [...line.source, ...seenAgain(entry, here)] };
}

function lineOf(what: Kind, asked: string): TimelineLine {
  const money = { amount: asked };
  switch (what.kind) {
    case "prepared":
      return line("quiet", "clock", m.orders_event_prepared(money), book());
    case "sent":
      return line("quiet", "m-sent", m.orders_event_sent(money), answered());
    case "send_refused": {
      const code = what.code === null ? null : m.orders_source_code({ code: what.code });
      const source = answered(code, meaningWords(what.meaning), quote(what.words));
      return line("bad", "s-failed", m.orders_event_send_refused(money), source);
    }
    case "send_unknown":
      return line("unknown", "s-lock", m.orders_event_send_unknown(), book(quote(what.words)));
    case "not_sent":
      return line("warn", "s-failed", m.orders_event_not_sent(), book(quote(what.words)));
    case "withdrawn":
      return line("quiet", "s-unpaid", m.orders_event_withdrawn(money), book(quote(what.words)));
    case "send_confirmed":
      return line("good", "check", m.orders_event_send_confirmed(), lookup());
    case "send_disproved":
      return line("quiet", "s-unpaid", m.orders_event_send_disproved(), book(quote(what.words)));
    case "send_decided":
      return line("quiet", "s-hand", m.orders_event_send_decided(), book(quote(what.words)));
    case "refund":
      return refund(what);
    case "refunded_elsewhere": {
      const moved = what.amount === null ? m.refunds_amount_unclear() : amount(what.amount);
      const event = m.orders_event_refunded_elsewhere({ amount: moved });
      return line("quiet", "r-part", event, lookup(what.refundId));
    }
    case "status":
      return statusLine(what);
    case "message_reported":
      return messageLine(what);
    case "looked_up":
      return lookedUp(what);
    case "reported":
      return line("busy", "s-reported", reported(what), [
        what.isSigned ? m.orders_source_signed() : m.orders_source_unsigned(),
      ]);
    case "lookup_silent": {
      const source = lookup(meaningWords(what.meaning), quote(what.words));
      return line("quiet", "search", m.orders_event_lookup_silent(), source);
    }
  }
}

function refund(what: Extract<Kind, { kind: "refund" }>): TimelineLine {
  const { amount: money, state, words } = what;
  const moved = { amount: amount(money) };
  switch (state) {
    case "prepared":
    case "in_flight":
      return line("quiet", "clock", m.orders_event_refund_prepared(moved), book());
    case "accepted":
      return line("busy", "r-pending", m.orders_event_refund_accepted(moved), answered(words));
    case "refused": {
      const source = answered(meaningWords(what.meaning), quote(words));
      return line("bad", "s-failed", m.orders_event_refund_refused(moved), source);
    }
    case "not_sent":
      return line("warn", "s-failed", m.orders_event_refund_not_sent(moved), book(quote(words)));
    case "unknown":
      return line("unknown", "s-lock", m.orders_event_refund_unknown(moved), book(quote(words)));
    case "confirmed":
      return line("good", "r-done", m.orders_event_refund_confirmed(moved), lookup(words));
    case "disproved":
      return line("bad", "s-failed", m.orders_event_refund_disproved(moved), lookup());
    case "decided":
      return line("quiet", "s-hand", m.orders_event_refund_decided(moved), book(quote(words)));
    case "withdrawn":
      return line("quiet", "s-unpaid", m.orders_event_refund_withdrawn(moved), book(quote(words)));
  }
}

function lookedUp(what: LookedUp): TimelineLine {
  const [tone, icon] = LOOKS[what.payment];
  return line(tone, icon, found(what), lookup(what.gatewayPaymentId));
}

const LOOKS: Record<PaymentStateView, readonly [Tone, IconName]> = {
  not_known: ["quiet", "search"],
  not_attempted: ["quiet", "s-none"],
  attempt_running: ["busy", "s-running"],
  attempt_failed: ["warn", "s-tryfail"],
  unknown_word: ["warn", "s-running"],
  reported_paid: ["busy", "s-reported"],
  cannot_tell: ["bad", "s-alert"],
  captured: ["good", "s-paid"],
  captured_other_amount: ["bad", "s-differs"],
};

function found({ payment, captured, failure, unknownWord }: LookedUp): string {
  switch (payment) {
    case "not_known":
      return m.orders_event_not_known();
    case "not_attempted":
      return m.orders_event_not_attempted();
    case "attempt_running":
      return m.orders_event_attempt_running();
    case "attempt_failed":
      return failure === null
        ? m.orders_event_attempt_failed()
        : m.orders_event_attempt_failed_words({ words: failure });
    case "unknown_word":
      return m.orders_event_unknown_word({ word: unknownWord ?? "" });
    case "reported_paid":
      return m.orders_event_reported_still();
    case "cannot_tell":
      return m.orders_event_cannot_tell();
    case "captured":
      return captured === null
        ? m.orders_event_captured_no_amount()
        : m.orders_event_captured({ amount: amount(captured) });
    case "captured_other_amount":
      return captured === null
        ? m.orders_event_captured_other_amount_no_amount()
        : m.orders_event_captured_other_amount({ amount: amount(captured) });
  }
}

function reported({ amount: said }: Extract<Kind, { kind: "reported" }>): string {
  return said === null
    ? m.orders_event_reported_no_amount()
    : m.orders_event_reported({ amount: amount(said) });
}

function seenAgain({ times, lastSeenAtMs }: TimelineEntryView, here: Here): string[] {
  if (times === null || times < 2 || lastSeenAtMs === null) {
    return [];
  }
  return [m.orders_source_seen({ times, time: formatTime(lastSeenAtMs, "seconds", here) })];
}
