/** A page that is loaded again in the middle of a send loses nothing and sends nothing twice. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { connectAccount } from "../harness/connect.ts";
import { fillOrder } from "../harness/order.ts";
import { Session } from "../harness/session.ts";
import { Window } from "../harness/window.ts";

let session: Session;
let provider: Provider;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  provider = await Provider.start(session);
  window = await Window.open(session);
  await connectAccount(window, provider.account);
  await window.says("Ready.");
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("the draft is still there after a reload", async () => {
  await window.press("Control", "n");
  await fillOrder(window);
  await window.says("Draft saved");

  await window.reload();
  await window.says("No orders yet");
  await window.press("Control", "n");
  await window.says("restored");
  await window.says("₹798.00");
});

test("a send that was on its way arrives once, and the list tells how it ended", async () => {
  await provider.answersAfter(3_000);
  await window.says(/Send ₹/);
  await window.press("Control", "Enter");
  await window.says("Sending…");

  await window.reload();

  await window.says("Sending");
  await window.says("Not looked up yet");
  expect(await provider.messages()).toHaveLength(1);
});
