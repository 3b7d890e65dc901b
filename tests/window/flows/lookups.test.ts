/** Payments are seen without anybody asking; Today and the queue, by keyboard, in both themes. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { Provider } from "../harness/cli.ts";
import { Session } from "../harness/session.ts";
import { addAccount, everyPayment, sendOrder } from "../harness/shop.ts";
import { bookOf, Window } from "../harness/window.ts";

let session: Session;
let provider: Provider;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  const dataDir = bookOf(session);
  provider = await Provider.start(session);
  addAccount(session, dataDir, provider);
  await everyPayment(session, dataDir, provider);
  window = await Window.open(session);
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("every payment is seen without anybody asking", async () => {
  await window.says("Newest first");
  for (const word of [
    "Paid",
    "Not attempted",
    "Attempt failed",
    "Attempt running",
    "Reported paid",
    "Amount differs",
    "Send refused",
    "Send unknown",
  ]) {
    await window.says(word, 60_000);
  }
});

test("Today adds them up, and a figure leads to its orders", async () => {
  await window.press("g");
  await window.press("t");
  await window.says("6 orders need a person");
  await window.says("₹3,916.60");
  await expectAccessible(window, "today");

  await tabTo("1, Show Amount differs");
  await window.press("Enter");
  await window.says("KP-2306");
  expect(await window.text()).not.toContain("KP-2305");
  await expectAccessible(window, "a part of a list");
  await window.press("Escape");
  await window.says("KP-2305");
});

test("several orders are chosen by keyboard and looked up at once", async () => {
  await window.press("ArrowDown");
  await window.press("Space");
  await window.press("ArrowDown");
  await window.press("Space");
  await window.says("2 chosen");
  await expectAccessible(window, "chosen orders");
  await window.click("Look them up");

  await window.press("g");
  await window.press("l");
  await window.says("2 orders were looked up");
  await expectAccessible(window, "the queue");
});

test("the queue is paused and goes on", async () => {
  await window.click("Pause");
  await window.says("Nothing is looked up by itself");
  await expectAccessible(window, "the queue, paused");
  await window.click("Resume");
  await window.says("On time");
});

test("without the provider it is said on every screen, and ends by itself", async () => {
  provider.stop();
  await window.says("Nothing leaves this computer", 90_000);
  await expectAccessible(window, "the queue, offline");
  await window.press("g");
  await window.press("o");
  await window.says("Offline since");
});

/** Goes from one thing to the next until it is this one. */
async function tabTo(name: string): Promise<void> {
  for (let at = 0; at < 60; at += 1) {
    if ((await window.focused()) === name) return;
    await window.press("Tab");
  }
  throw new Error(`Tab does not lead to ${name}`);
}
