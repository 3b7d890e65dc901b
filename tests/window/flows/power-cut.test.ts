/** The program ends in the middle of a send: it is unknown, said so, and proven by a lookup. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { connectAccount } from "../harness/connect.ts";
import { fillOrder } from "../harness/order.ts";
import { Session } from "../harness/session.ts";
import { until } from "../harness/until.ts";
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

test("after a power cut the send is unknown, and a lookup proves that it arrived", async () => {
  await window.press("Control", "n");
  await fillOrder(window);
  await provider.takesTheNextAndStalls(20_000);
  await window.press("Control", "Enter");
  await window.says("Sending…");
  await until("the provider has it", async () => (await provider.messages()).length === 1);
  // The program looks it up by itself, and on a slow computer before anybody has seen it.
  await provider.answersLookupsLate(600_000);
  await window.kill();

  window = await Window.open(session);
  await window.says("We don’t know yet");
  await window.press("g");
  await window.press("u");
  await window.says("₹798.00");
  await provider.answersLookupsLate(0);
  await window.click("Look up now");

  await window.says("Nothing is unresolved");
  expect(await provider.messages()).toHaveLength(1);
});

test("closing while a send is on its way asks first, and waits for the answer", async () => {
  await window.press("Control", "n");
  await fillOrder(window, "99000 00004");
  await provider.answersAfter(6_000);
  await window.press("Control", "Enter");
  await window.says("Sending…");

  await window.askToClose();
  await window.says("Keep it open");
  await window.says("30 s");
  await window.click("Wait and close");
  await window.ended();
  await provider.answersAfter(0);

  window = await Window.open(session);
  await window.says("Not looked up yet");
  expect(await provider.messages()).toHaveLength(2);
});
