/** Owns the words for how a refund ended, told once when its answer comes back. */
import type { MoneyView, RefundedView } from "$ipc/call";
import { complaintLine } from "$ipc/complaints";
import { m } from "$messages";
import { amount, type ToastWords } from "$ui";

/** Says how a refund of this amount ended, and what that means for the money. */
export function refundedWords({ state, complaint }: RefundedView, moved: MoneyView): ToastWords {
  const money = { amount: amount(moved) };
  switch (state) {
    case "accepted":
    case "confirmed":
      return {
        tone: "good",
        title: m.refunds_accepted_title(money),
        consequence: m.refunds_accepted_text(),
      };
    case "refused":
      return {
        tone: "bad",
        title: m.refunds_refused_title(money),
        consequence: m.refunds_refused_text({
          why: complaint === null ? "" : complaintLine(complaint),
        }),
      };
    case "not_sent":
    case "withdrawn":
      return {
        tone: "warn",
        title: m.refunds_not_sent_title(money),
        consequence: m.refunds_not_sent_text(),
      };
    case "prepared":
    case "in_flight":
    case "unknown":
    case "disproved":
    case "decided":
      return {
        tone: "unknown",
        title: m.refunds_unknown_title(money),
        consequence: m.refunds_unknown_text(),
      };
  }
}
