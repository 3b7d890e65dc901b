/** Owns how the customer of a new order is named: by the book, else by their number. */
import { brief, formatPhone, isolated } from "$ui";
import type { Composer } from "./compose.svelte";

/** The name the book knows, else the number as it was understood. */
export function customerName({ checker, form }: Composer): string {
  const { customer = null, customerPhone = null } = checker.answer ?? {};
  const name = customer?.name ?? null;
  if (name !== null) {
    return isolated(brief(name));
  }
  return customerPhone === null ? form.customerPhone : formatPhone(customerPhone);
}
