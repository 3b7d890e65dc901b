/** Owns the words of the timeline for what the customer was told, and what became of it. */
import type { OrderStatusView, TimelineEntryView } from "$ipc/call";
import { meaningWords } from "$ipc/complaints";
import { m } from "$messages";
import { type IconName, statusLook } from "$ui";
import {
  answered,
  book,
  line,
  lookup,
  quote,
  signed,
  type TimelineLine,
  unsigned,
} from "./timelineLine";

type Kind = TimelineEntryView["what"];
type Status = Extract<Kind, { kind: "status" }>;
type Reported = Extract<Kind, { kind: "message_reported" }>;

/** Puts a step of a status message into words. */
export function statusLine(what: Status): TimelineLine {
  const told = { status: statusWord(what.status) };
  const by = what.template === null ? null : m.orders_source_template({ name: what.template });
  const { words } = what;
  switch (what.state) {
    case "prepared":
    case "in_flight":
      return line(
        "quiet",
        "clock",
        m.orders_event_status_prepared(told),
        book(by, quote(words), seen(what.gatewaySays)),
      );
    case "accepted":
      return line(...acceptedLook(what.status), accepted(what.status), answered(by, words));
    case "refused":
      return line(
        "bad",
        "s-failed",
        m.orders_event_status_refused(told),
        answered(by, meaningWords(what.meaning), quote(words)),
      );
    case "not_sent":
      return line("warn", "s-failed", m.orders_event_status_not_sent(told), book(quote(words)));
    case "unknown":
      return line("unknown", "s-lock", m.orders_event_status_unknown(told), book(quote(words)));
    case "confirmed":
      return line("good", "o-cancelled", m.orders_event_cancel_confirmed(), lookup());
    case "disproved":
      return line("bad", "s-alert", m.orders_event_cancel_disproved(), lookup(quote(words)));
    case "decided":
      return line("quiet", "s-hand", m.orders_event_status_decided(told), book(quote(words)));
    case "withdrawn":
      return line("quiet", "s-unpaid", m.orders_event_status_withdrawn(told), book(quote(words)));
  }
}

/** What a person saw at the gateway. */
function seen(words: string | null): string | null {
  return words === null ? null : m.orders_source_gateway_seen({ words });
}

/** Puts what a webhook says became of a message into words. */
export function messageLine(what: Reported): TimelineLine {
  const { status, word, isSigned } = what;
  const message =
    status === null
      ? m.orders_message_request()
      : m.orders_message_status({ status: statusWord(status) });
  const why = [meaningWords(what.meaning), quote(what.words)];
  const source = isSigned ? signed(...why) : unsigned(...why);
  switch (word) {
    case "sent":
      return line("quiet", "m-sent", m.orders_event_message_sent({ message }), source);
    case "delivered":
      return line("quiet", "m-read", m.orders_event_message_delivered({ message }), source);
    case "read":
      return line("quiet", "m-read", m.orders_event_message_read({ message }), source);
    case "failed":
      return line("bad", "s-failed", m.orders_event_message_failed({ message }), source);
  }
}

function statusWord(status: OrderStatusView): string {
  return statusLook({ vocabulary: "order", state: status }).word();
}

/** What WhatsApp accepts of a cancel is a request. */
function accepted(status: OrderStatusView): string {
  return status === "canceled"
    ? m.orders_event_cancel_accepted()
    : m.orders_event_status_accepted({ status: statusWord(status) });
}

function acceptedLook(status: OrderStatusView): ["quiet" | "busy", IconName] {
  return status === "canceled"
    ? ["busy", "o-requested"]
    : ["quiet", statusLook({ vocabulary: "order", state: status }).icon];
}
