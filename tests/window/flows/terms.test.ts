/** A business that has not accepted the payments terms: its order is refused, with the way out. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { Browser } from "../harness/browser.ts";
import { Provider } from "../harness/cli.ts";
import { connectAccount } from "../harness/connect.ts";
import { fillOrder } from "../harness/order.ts";
import { Session } from "../harness/session.ts";
import { until } from "../harness/until.ts";
import { Window } from "../harness/window.ts";

const TERMS = "https://fb.me/sandbox-payments-terms";

let session: Session;
let browser: Browser;
let provider: Provider;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  browser = new Browser(session);
  provider = await Provider.start(session);
  window = await Window.open(session);
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("the terms are opened in the browser, and then the same draft is sent", async () => {
  await connectAccount(window, provider.account);
  await window.says("Ready.");
  await window.press("Control", "n");
  await fillOrder(window);
  await provider.needsTerms(true);

  await window.press("Control", "Enter");
  await window.says("WhatsApp refused this request");
  await window.says("Open the link, accept the terms, then try again.");
  await expectAccessible(window, "terms that are not accepted");
  await window.click("Accept the terms…");
  await until("the browser opens", () => browser.opened().length > 0);
  expect(browser.opened()).toEqual([TERMS]);

  await provider.needsTerms(false);
  await window.press("Control", "Enter");
  await window.says("Sent ₹798.00");
});
