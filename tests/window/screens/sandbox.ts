/** The screens a newcomer sees, from the first start to the paid order. */
import { test } from "vitest";
import { closeToasts, freshBook, pictures } from "../harness/gallery.ts";
import { lookUpUntil } from "../harness/look-up.ts";
import { Session } from "../harness/session.ts";
import { Window } from "../harness/window.ts";

test("from the first start to the paid order", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  const window = await Window.open(session, { dataDir });

  await window.says("Try it with the sandbox");
  await pictures(window, "welcome");
  await window.click("Start the sandbox");
  await window.says("No orders yet");
  await pictures(window, "orders-empty");
  await window.press("n");
  await window.says("Send ₹979.15 request");
  await pictures(window, "compose-ready");
  await window.click("Paste a request");
  await window.says("The request, as JSON");
  await pictures(window, "compose-paste");
  await window.press("Escape");
  await window.fill("Item 1, sale price", "450");
  await window.press("Tab");
  await window.says("must be below the price");
  await pictures(window, "compose-finding");
  await window.click("Start over");
  await window.says("Start this order over?");
  await pictures(window, "compose-start-over");
  await window.click("Keep the draft");
  await window.fill("Item 1, sale price", "399");
  await window.says("Send ₹979.15 request");
  await window.click("JSON");
  await pictures(window, "compose-json");
  await window.press("Control", "Enter");
  await window.says("WhatsApp accepted it");
  await pictures(window, "orders-sent");
  await lookUpUntil(window, "Paid ₹979.15");
  await closeToasts(window);
  for (const tab of ["Timeline", "Bill", "Details", "Raw"]) {
    await window.click(tab);
    await pictures(window, `panel-${tab.toLowerCase()}`);
  }
  await window.press("Control", "k");
  await window.says("Go to");
  await pictures(window, "palette-begin");
  await window.type("S-0001");
  await window.says("Found in the book");
  await pictures(window, "palette");
  await window.press("Control", "a");
  await window.type("nothing like this");
  await window.says("Nothing");
  await pictures(window, "palette-nothing");
  await window.press("Escape");
  await window.press("g");
  await window.press("s");
  await window.says("Accounts");
  await pictures(window, "accounts");
  await window.click(/Phone number id/);
  await window.says("The simulator’s own");
  await pictures(window, "account-sandbox");
  await window.fill("Name", "Trying things out");
  await window.click("Appearance");
  await window.says("Leave without saving?");
  await pictures(window, "account-leave");
  await window.click("Leave without saving");
  await window.says("System follows");
  await pictures(window, "appearance");
  await window.click("Notifications");
  await window.says("The system shows the reference id");
  await pictures(window, "notifications");
  await window.click("About");
  await pictures(window, "about");

  await window.close();
  await session.close();
});
