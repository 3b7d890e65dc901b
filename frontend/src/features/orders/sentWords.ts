/** Owns the words for how the send of a prepared request ended, told once when it comes back. */
import type { SentView } from "$ipc/call";
import { complaintLine } from "$ipc/complaints";
import { m } from "$messages";
import type { ToastWords } from "$ui";
import { amount } from "$ui";

/** Says how a send ended, and what that means for the money. */
export function sentWords(sent: SentView): ToastWords {
  const { kind, referenceId: reference, total, state, complaint } = sent;
  switch (state) {
    case "accepted":
    case "confirmed":
      if (kind === "order_status") {
        return {
          tone: "good",
          title: m.operations_told_title({ reference }),
          consequence: m.operations_told_text(),
        };
      }
      return {
        tone: "good",
        title: m.operations_sent_title({ reference }),
        consequence: m.operations_sent_text({ amount: amount(total) }),
      };
    case "refused": {
      return {
        tone: "bad",
        title: m.operations_refused_title({ reference }),
        consequence:
          complaint === null
            ? m.operations_refused_text_unsaid()
            : m.operations_refused_text({ why: complaintLine(complaint) }),
      };
    }
    case "not_sent":
      return {
        tone: "warn",
        title: m.operations_not_sent_title({ reference }),
        consequence: m.operations_not_sent_text(),
      };
    case "unknown":
    case "in_flight":
    case "prepared":
      return {
        tone: "unknown",
        title: m.operations_unknown_title({ reference }),
        consequence: unknownWords(sent),
      };
    case "withdrawn":
    case "disproved":
    case "decided":
      return {
        tone: "quiet",
        title: m.operations_other_title({ reference }),
        consequence: m.operations_other_text(),
      };
  }
}

/** Where no lookup can prove it, only a person settles it. */
function unknownWords({ kind, hasLookup }: SentView): string {
  if (kind === "order_status") {
    return m.operations_told_unknown();
  }
  return hasLookup ? m.operations_unknown_text() : m.operations_unknown_alone_text();
}
