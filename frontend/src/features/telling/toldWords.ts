/** Owns the words for how a status message ended, told once when its answer comes back. */
import type { OrderStatusView, ToldView } from "$ipc/call";
import { m } from "$messages";
import { complaintLine } from "$ipc/complaints";
import { statusLook, type ToastWords } from "$ui";

/** Says how it ended, and what that means; no lookup can prove a cancel that only the gateway knows. */
export function toldWords(
  told: ToldView,
  status: OrderStatusView,
  reference: string,
  isProvable = true,
): ToastWords {
  const word = statusLook({ vocabulary: "order", state: status }).word();
  const about = { reference, status: word };
  if (told.isPaid) {
    return {
      tone: "warn",
      title: m.telling_toast_paid_title(about),
      consequence: m.telling_toast_paid_text(),
    };
  }
  switch (told.state) {
    case "accepted":
    case "confirmed":
      return status === "canceled"
        ? {
            tone: "good",
            title: m.telling_toast_cancel_title(about),
            consequence: isProvable
              ? m.telling_toast_cancel_text()
              : m.telling_toast_cancel_gateway_text(),
          }
        : {
            tone: "good",
            title: m.telling_toast_told_title(about),
            consequence: m.telling_toast_told_text(),
          };
    case "refused":
      return {
        tone: "bad",
        title: m.telling_toast_refused_title(about),
        consequence: told.complaint === null ? undefined : complaintLine(told.complaint),
      };
    case "not_sent":
    case "withdrawn":
      return {
        tone: "warn",
        title: m.telling_toast_not_sent_title(about),
        consequence: m.telling_toast_not_sent_text(),
      };
    case "prepared":
    case "in_flight":
    case "unknown":
    case "disproved":
    case "decided":
      return {
        tone: "unknown",
        title: m.telling_toast_unknown_title(about),
        consequence: m.telling_toast_unknown_text(),
      };
  }
}
