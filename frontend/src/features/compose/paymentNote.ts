/** Owns saying in a few words what the folded details of a payment hold. */
import type { PaymentForm } from "$ipc/call";
import { m } from "$messages";
import { brief, isolated } from "$ui";
import { hostOf } from "./links";
import { countOfNotes, namesOfNotes } from "./notes";
import { appShown, wayShown } from "./words";

/** What is set, one after the other; only what counts in the mode. */
export function paymentNote(payment: PaymentForm): string {
  const said = parts(payment);
  return said.length === 0 ? m.compose_payment_none() : said.join(", ");
}

function parts(payment: PaymentForm): string[] {
  const app = appShown(payment.preferredApp);
  switch (payment.mode) {
    case "payment_gateway":
      return [
        ...receiptOf(payment),
        ...notesOf(payment),
        ...app,
        ...wayShown(payment.enabledOption),
      ];
    case "upi_configuration":
      return app;
    case "payment_link":
      return hostsOf([payment.successUrl, payment.cancelUrl]);
    case "upi_intent_link":
      return [];
  }
}

function receiptOf({ gateway, receipt }: PaymentForm): string[] {
  const isSaid = namesOfNotes(gateway) === null && receipt.trim() !== "";
  return isSaid ? [m.compose_receipt_note({ receipt: isolated(brief(receipt)) })] : [];
}

function notesOf({ gateway, notes }: PaymentForm): string[] {
  const count = countOfNotes(gateway, notes);
  if (count === 0) {
    return [];
  }
  return [count === 1 ? m.compose_notes_one() : m.compose_notes_many({ count })];
}

function hostsOf(links: readonly string[]): string[] {
  const said = links.filter((link) => link.trim() !== "").map((link) => hostOf(link) ?? link);
  return [...new Set(said)].map((host) => m.compose_leads_to({ host }));
}
