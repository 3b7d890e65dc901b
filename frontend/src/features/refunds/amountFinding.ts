/** Owns the words for why a typed amount cannot go back. */
import type { RefundPlanView } from "$ipc/call";
import { m } from "$messages";
import { amount, type Finding } from "$ui";

/** What is wrong with the amount, if anything is and something was typed. */
export function amountFinding({ fault, left }: RefundPlanView): Finding[] {
  switch (fault?.kind) {
    case undefined:
    case "missing":
      return [];
    case "unreadable":
      return [{ severity: "error", text: m.refunds_amount_unreadable({ words: fault.words }) }];
    case "nothing":
      return [{ severity: "error", text: m.refunds_amount_nothing() }];
    case "more_than_left":
      return [{ severity: "error", text: m.refunds_amount_more({ left: amount(left) }) }];
  }
}
