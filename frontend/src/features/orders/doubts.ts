/** Owns the words about what is reported, contradicts, or stands in doubt beside a capture. */
import type { OrderView } from "$ipc/call";
import { m } from "$messages";
import { amount } from "$ui";

/** Who says that the money came, and what that is worth. */
export function reportedBy({ reported }: OrderView): string {
  const said = reported?.amount ?? null;
  const what =
    said === null
      ? m.orders_reported_no_amount()
      : m.orders_reported_amount({ amount: amount(said) });
  return `${what} ${reported?.isSigned === true ? m.orders_reported_signed() : m.orders_reported_unsigned()}`;
}

/** Why nobody can tell. */
export function doubtWords({ doubt }: OrderView): string {
  switch (doubt) {
    case "other_currency":
      return m.orders_doubt_other_currency();
    case "other_bill":
      return m.orders_doubt_other_bill();
    case "success_without_capture":
      return m.orders_doubt_success_without_capture();
    case "capture_without_success":
      return m.orders_doubt_capture_without_success();
    case "amounts_contradict":
      return m.orders_doubt_amounts_contradict();
    case null:
      return m.orders_cannot_tell_how();
  }
}

/** An attempt beside the capture may have paid once more. */
export function besideCapture(order: OrderView): string[] {
  const word = order.unknownWord ?? "";
  return word === "" ? [] : [m.orders_beside_capture({ word })];
}
