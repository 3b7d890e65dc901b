/** The main job, by keyboard alone: first start, sandbox, send, captured, panel. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookUpUntil } from "../harness/look-up.ts";
import { Session } from "../harness/session.ts";
import { Window } from "../harness/window.ts";

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  window = await Window.open(session);
});

afterAll(async () => {
  await window.close();
  await session.close();
});

test("the first start leads into the sandbox, which nobody can miss", async () => {
  await window.says("Try it with the sandbox");

  await window.press("Tab");
  expect(await window.focused()).toBe("Start the sandbox");
  await window.press("Enter");

  await window.says("SANDBOX");
  await window.says("No orders yet");
});

test("an order is sent with one key, and WhatsApp accepts it", async () => {
  await window.press("Control", "n");
  await window.says("₹979.15");
  await window.says("Send ₹979.15 request");

  await window.press("Control", "Enter");

  await window.says("WhatsApp accepted it");
  await window.says("S-0001");
});

test("a lookup finds the money, and the panel says so first", async () => {
  await lookUpUntil(window, "Paid ₹979.15");

  await window.says("A lookup");
});
