/** Every screen can be used by everybody, in both themes: nothing serious or critical. */
import { afterAll, beforeAll, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { Session } from "../harness/session.ts";
import { until } from "../harness/until.ts";
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

test("the first start", async () => {
  await window.says("Try it with the sandbox");
  await expectAccessible(window, "first start");
  await window.click("Start the sandbox");
  await window.says("No orders yet");
  await expectAccessible(window, "no orders");
});

test("a new order, right and wrong, and its request", async () => {
  await window.press("n");
  await window.says("Send ₹979.15 request");
  await expectAccessible(window, "new order");
  await window.fill("Item 1, sale price", "450");
  await window.press("Tab");
  await window.says("must be below the price");
  await expectAccessible(window, "new order with a finding");
  await window.fill("Item 1, sale price", "399");
  await window.click("JSON");
  await window.says("Send ₹979.15 request");
  await expectAccessible(window, "request");
});

test("orders, the panel and its parts", async () => {
  await window.press("Control", "Enter");
  await window.says("WhatsApp accepted it");
  for (const part of ["Timeline", "Bill", "Details", "Raw"]) {
    await window.click(part);
    await expectAccessible(window, part);
  }
  await window.click("Unresolved");
  await window.says("Nothing is unresolved");
  await expectAccessible(window, "unresolved");
});

test("the palette", async () => {
  await window.press("Control", "k");
  await window.says("Go to");
  await expectAccessible(window, "palette before anything is typed");
  await window.type("S-0001");
  await window.says("Found in the book");
  await expectAccessible(window, "palette");
  await window.press("Escape");
});

test("settings", async () => {
  await window.press("g");
  await window.press("s");
  await window.says("Appearance");
  await expectAccessible(window, "accounts");
  await window.click("Connect an account");
  await window.says("Tested as soon as");
  await expectAccessible(window, "connect");
  for (const page of ["Appearance", "About"]) {
    await window.click(page);
    await expectAccessible(window, page);
  }
});

test("what earlier orders offer to a new one", async () => {
  await window.press("n");
  await window.says("S-0002");
  await window.type("99");
  await until("the list is open", () =>
    window.browser.execute(() => document.querySelector('[role="option"]') !== null),
  );
  await window.press("ArrowDown");
  await expectAccessible(window, "suggestions");
});
