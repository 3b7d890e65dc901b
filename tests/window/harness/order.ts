/** Owns orders as the tests make them: typed by keyboard alone, or left behind by a power cut. */
import { join } from "node:path";
import { counterfoilUntil } from "./cli.ts";
import { ROOT } from "./root.ts";
import type { Session } from "./session.ts";
import type { Window } from "./window.ts";

/** Fills the form of a new order so that it can be sent: ₹798.00 in all. */
export async function fillOrder(window: Window, phone = "99000 00001"): Promise<void> {
  await window.says("Customer’s phone");
  await window.fill("Customer’s phone", phone);
  await window.fill("Item 1, name", "Filter coffee 500 g");
  await window.fill("Item 1, quantity", "2");
  await window.fill("Item 1, price", "450");
  await window.fill("Item 1, sale price", "399");
  await window.fill("Text", "Your Kaveri order is ready. Please check and pay.");
  await window.click("Origin and importer");
  await window.fill("Importer", "Kaveri Provisions LLP");
  await window.fill("Address", "7 Mill Road");
  await window.fill("City", "Mysuru");
  await window.fill("State code", "KA");
  await window.fill("PIN code", "570002");
  await window.says("Send ₹798.00 request");
}

/** Fills the form of a new order that is paid on a gateway's page, after one with an origin: ₹450.00. */
export async function fillLinkOrder(window: Window): Promise<void> {
  await window.says("Customer’s phone");
  await window.click("Payment link");
  await window.says("WhatsApp cannot tell whether this was paid");
  await window.fill("Customer’s phone", "99000 00002");
  await window.fill("Link to the gateway’s page", "https://rzp.io/i/Kv81xQ");
  await window.fill("Item 1, name", "Filter coffee 500 g");
  await window.fill("Item 1, price", "450");
  await window.fill("Text", "Your order is ready.");
  await window.says("Send ₹450.00 request");
}

/** Leaves an order in the book that is written down and has not left. */
export function leavePrepared(session: Session, dataDir: string): void {
  const order = join(ROOT, "docs/example-order.json");
  counterfoilUntil("commit.between", session, dataDir, "order", "send", order);
}
