/** Connecting an account: with a token that WhatsApp refuses, then with a good one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { connectAccount } from "../harness/connect.ts";
import { Session } from "../harness/session.ts";
import { Window } from "../harness/window.ts";

let session: Session;
let provider: Provider;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  provider = await Provider.start(session);
  window = await Window.open(session);
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("a refused token is named as what is wrong, with what to do", async () => {
  await connectAccount(window, { ...provider.account, access_token: "a-token-nobody-knows" });

  await window.says("Cannot send or look up");
  await window.says("What to do:");
  await window.says("Replace the token…");
});

test("a good token makes it work, and the field never shows it again", async () => {
  await window.click("Replace the token…");
  await window.fill("Access token", provider.account.access_token);
  await window.press("Enter");

  await window.says("Ready.");
  const page = await window.browser.execute(() => document.documentElement.outerHTML);
  expect(page).not.toContain(provider.account.access_token);
});
