/** What WhatsApp says is wrong: terms to accept, and a code that no document explains. */
import { test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { connectAccount } from "../harness/connect.ts";
import { closeToasts, freshBook, pictures } from "../harness/gallery.ts";
import { fillOrder } from "../harness/order.ts";
import { Session } from "../harness/session.ts";
import { Window } from "../harness/window.ts";

test("what WhatsApp says is wrong, in the form and beside the order", async () => {
  const session = await Session.open();
  const provider = await Provider.start(session);
  const dataDir = freshBook();
  let window = await Window.open(session, { dataDir });
  await connectAccount(window, provider.account);
  await window.says("Ready.");

  await window.press("Control", "n");
  await fillOrder(window);
  await provider.needsTerms(true);
  await window.press("Control", "Enter");
  await window.says("WhatsApp refused this request");
  await window.focus("Customer’s phone");
  await pictures(window, "compose-terms");
  await closeToasts(window);
  await provider.needsTerms(false);

  await provider.answersLookupsLate(3_600_000);
  await provider.answersTheNextWithCode(987_654);
  await window.press("Control", "Enter");
  await window.says("Locked until a lookup proves it");
  await pictures(window, "compose-unknown-code");
  await closeToasts(window);
  await window.click("Open the order");
  await window.says("which no document explains");
  await pictures(window, "panel-unknown-code");

  await window.press("Control", "n");
  await fillOrder(window, "99000 00002");
  await provider.needsTerms(true);
  await window.press("Control", "Enter");
  await window.says("WhatsApp refused this request");
  await closeToasts(window);
  await window.click(/^Orders/u);
  await window.click(/K-0002/u);
  await window.says("Accept the terms…");
  await pictures(window, "panel-terms");
  await window.close();

  window = await Window.open(session, { dataDir });
  await window.says("Newest first");
  await window.press("Control", "n");
  await window.says("terms are not accepted");
  await pictures(window, "compose-terms-list");

  await window.close();
  provider.stop();
  await session.close();
});
