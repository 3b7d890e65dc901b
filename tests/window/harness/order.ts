/** Owns an order as the tests type it: the example of the documentation, by keyboard alone. */
import type { Window } from "./window.ts";

/** What is typed; the customer's number decides what the simulated customer does. */
export interface Typed {
  phone?: string;
  reference?: string;
}

/** Fills the form of a new order so that it can be sent: ₹979.15 in all. */
export async function fillOrder(window: Window, typed: Typed = {}): Promise<void> {
  await window.says("Customer’s phone");
  await window.fill("Customer’s phone", typed.phone ?? "99000 00001");
  if (typed.reference !== undefined) await window.fill("Reference", typed.reference);
  await window.fill("Item 1, name", "Filter coffee 500 g");
  await window.press("Tab");
  await window.type("2");
  await window.press("Tab");
  await window.type("450");
  await window.press("Tab");
  await window.type("399");
  await window.fill("Text", "Your Kaveri order is ready. Please check and pay.");
}
