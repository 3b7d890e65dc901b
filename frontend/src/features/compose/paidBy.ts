/** Owns saying in one line how the customer will pay: through which gateway, to whom, on which page. */
import type { OrderForm } from "$ipc/call";
import { gatewayName } from "$ipc/paymentWords";
import { m } from "$messages";
import { isolated } from "$ui";
import { hostOf } from "./links";

/** How it is paid; none while nobody can say. By UPI it is paid to `payee`, if that is known. */
export function paidBy({ payment }: OrderForm, payee: string | null): string | null {
  switch (payment.mode) {
    case "payment_gateway":
      return m.compose_paid_gateway({ gateway: gatewayName(payment.gateway) });
    case "upi_intent_link":
    case "upi_configuration":
      return payee === null ? null : m.compose_paid_upi({ payee: isolated(payee) });
    case "payment_link": {
      const host = hostOf(payment.paymentLink);
      return host === null ? null : m.compose_paid_link({ host });
    }
  }
}
