/** Connecting an account, what goes wrong with it, and what nobody knows yet. */
import { test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { connectInTrouble } from "../harness/connect.ts";
import { closeToasts, freshBook, pictures } from "../harness/gallery.ts";
import { fillOrder, leavePrepared } from "../harness/order.ts";
import { Session } from "../harness/session.ts";
import { Window } from "../harness/window.ts";

test("an account, from refused to working, and the orders it does not know the end of", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  const provider = await Provider.start(session);
  let window = await Window.open(session, { dataDir });

  await window.click("Connect an account");
  await window.says("Tested as soon as");
  await pictures(window, "connect-empty");
  await window.click("Back");
  await connectInTrouble(session, provider, window, (trouble) => pictures(window, trouble));

  await window.press("Control", "n");
  await fillOrder(window);
  session.lock();
  await window.press("Control", "Enter");
  await session.dismissPrompt();
  await window.says("The keyring is locked");
  // With every new size WebKit brings what has the focus into sight.
  await window.focus("Customer’s phone");
  await pictures(window, "compose-keyring");
  await provider.refusesTheNext();
  await window.press("Control", "Enter");
  await session.unlockInPrompt();
  await window.says("WhatsApp refused this request");
  await window.focus("Customer’s phone");
  await pictures(window, "compose-refused");
  await provider.answersLookupsLate(3_600_000);
  await provider.takesTheNextAndFails();
  await window.press("Control", "Enter");
  await window.says("Locked until a lookup proves it");
  await pictures(window, "compose-unknown");
  await closeToasts(window);
  await window.click("New order");
  await fillOrder(window, "99000 00004");
  await provider.takesTheNextAndStalls(60_000);
  await window.press("Control", "Enter");
  await window.says("Sending…");
  await pictures(window, "compose-sending");
  await window.askToClose();
  await window.says("Keep it open");
  await pictures(window, "close-guard");
  await window.kill();

  window = await Window.open(session, { dataDir });
  await window.says("We don’t know yet");
  await pictures(window, "orders-recovered");
  await window.close();

  leavePrepared(session, dataDir);
  window = await Window.open(session, { dataDir });
  await window.says("Newest first");
  await window.press("g");
  await window.press("u");
  await window.says("is ready and was not sent");
  await pictures(window, "unresolved");
  await window.click("Withdraw…");
  await window.says("Keep it");
  await pictures(window, "unresolved-withdraw");
  await window.click("Withdraw KP-2291");
  await window.says("KP-2291 was withdrawn");
  await closeToasts(window);
  await provider.answersLookupsLate(0);
  await window.says("Nothing is unresolved", 120_000);
  await pictures(window, "unresolved-empty");

  await window.close();
  provider.stop();
  await session.close();
});
