/** Connecting an account, what goes wrong with it, and what nobody knows yet. */
import { test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { connectAccount } from "../harness/connect.ts";
import { pictures } from "../harness/gallery.ts";
import { fillOrder } from "../harness/order.ts";
import { Session } from "../harness/session.ts";
import { Window } from "../harness/window.ts";

test("an account, from refused to working", async () => {
  const session = await Session.open();
  const provider = await Provider.start(session);
  let window = await Window.open(session);

  await window.click("Connect an account");
  await window.says("Tested as soon as");
  await pictures(window, "connect-empty");
  await window.click("Back");
  await connectAccount(window, { ...provider.account, access_token: "a-token-nobody-knows" });
  await window.says("Cannot send or look up");
  await pictures(window, "connect-refused");
  await window.click("Replace the token…");
  await window.fill("Access token", provider.account.access_token);
  await window.press("Enter");
  await window.says("Ready.");
  await pictures(window, "connect-ready");

  await window.press("Control", "n");
  await fillOrder(window);
  session.lock();
  await window.press("Control", "Enter");
  await window.says("The keyring");
  await session.unlockInPrompt();
  await window.focus("Customer’s phone");
  await pictures(window, "compose-keyring");
  await provider.takesTheNextAndStalls(60_000);
  await window.press("Control", "Enter");
  await window.says("Sending…");
  await pictures(window, "compose-sending");
  await window.kill();

  window = await Window.open(session);
  await window.says("We don’t know yet");
  await pictures(window, "orders-recovered");
  await window.press("g");
  await window.press("u");
  await window.says("₹798.00");
  await pictures(window, "unresolved");
  await window.click("Look up now");
  await window.says("Nothing is unresolved");
  await pictures(window, "unresolved-empty");

  await window.close();
  provider.stop();
  await session.close();
});
