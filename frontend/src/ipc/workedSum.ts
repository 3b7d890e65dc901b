/** Owns the lines of the worked sum of what may still go back. */
import { m } from "$messages";
import type { MoneyView, RefundableView } from "./call";

/** A line of it, as `WorkedSum` shows it. */
export interface SumLine {
  label: string;
  money: MoneyView;
  kind?: "taken" | "unknown" | "total" | "after";
}

/** The lines: what came, everything that went back or may have, and what is left. */
export function sumLines(sum: RefundableView): SumLine[] {
  const lines: SumLine[] = [
    { label: m.refunds_sum_captured(), money: sum.captured },
    { label: m.refunds_sum_refunded(), money: sum.refunded, kind: "taken" },
    { label: m.refunds_sum_pending(), money: sum.pending, kind: "taken" },
    { label: m.refunds_sum_unknown(), money: sum.unknown, kind: "unknown" },
  ];
  // These two are rare, and a line of nothing would only raise the question what they are.
  if (sum.decided.minor !== 0) {
    lines.push({ label: m.refunds_sum_decided(), money: sum.decided, kind: "taken" });
  }
  if (sum.elsewhere.minor !== 0) {
    lines.push({ label: m.refunds_sum_elsewhere(), money: sum.elsewhere, kind: "taken" });
  }
  const label = sum.left.minor < 0 ? m.refunds_sum_over() : m.refunds_sum_left();
  return [...lines, { label, money: sum.left, kind: "total" }];
}
