/** Owns the short words for how a send ended, for when the form is no longer in sight. */
import { m } from "$messages";
import { faultWords } from "$ipc/words";
import { formatMoney, type ToastWords } from "$ui";
import type { Ended } from "./sending.svelte";

/** What is told of a send wherever the person is by now. */
export function toldAnywhere(
  ending: Ended,
  customer: string,
  onOpenOrder: (orderId: string) => void,
): ToastWords {
  switch (ending.what) {
    case "accepted": {
      const { total } = ending.sent;
      const amount = formatMoney(total.minor, total.currency);
      return {
        tone: "good",
        title: m.compose_sent_title({ amount, customer }),
        consequence: m.compose_sent_meaning(),
      };
    }
    case "refused":
      return {
        tone: "bad",
        title: m.compose_refused_toast({ reference: ending.sent.referenceId }),
        consequence: m.compose_draft_stays(),
      };
    case "not_sent":
      return {
        tone: "warn",
        title: m.compose_not_sent_toast({ reference: ending.sent.referenceId }),
        consequence: m.compose_draft_stays(),
      };
    case "unknown": {
      const { orderId, referenceId } = ending.sent;
      return {
        tone: "unknown",
        title: m.compose_unknown_toast({ reference: referenceId }),
        consequence: m.compose_unknown_next(),
        action: { label: m.compose_open_order(), run: () => onOpenOrder(orderId) },
      };
    }
    case "lost":
      return { tone: "unknown", ...said(ending.error) };
    case "stopped":
      return { tone: "bad", ...said(ending.error) };
  }
}

function said(error: Parameters<typeof faultWords>[0]): { title: string; consequence: string } {
  const { title, meaning } = faultWords(error);
  return { title, consequence: meaning };
}
