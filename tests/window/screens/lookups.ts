/** Today, the queue of lookups, and every state of a payment that lookups tell apart. */
import { test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { closeToasts, freshBook, pictures } from "../harness/gallery.ts";
import { Session } from "../harness/session.ts";
import { addAccount, everyPayment } from "../harness/shop.ts";
import { Window } from "../harness/window.ts";

test("the figures of the day and what they rest on", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  const provider = await Provider.start(session);
  addAccount(session, dataDir, provider);
  let window = await Window.open(session, { dataDir });
  await window.says("No orders yet");
  await window.press("g");
  await window.press("t");
  await window.says("Nothing needs a person");
  await pictures(window, "today-empty");
  await window.press("g");
  await window.press("l");
  await window.says("No order is watched");
  await pictures(window, "lookups-empty");
  await window.close();

  await everyPayment(session, dataDir, provider);
  window = await Window.open(session, { dataDir });
  await window.says("Newest first");
  await window.press("g");
  await window.press("t");
  await window.says("Amount differs");
  await window.says("₹1,958.30", 60_000);
  await window.says("₹3,916.60", 60_000);
  await pictures(window, "today");
  await window.press("g");
  await window.press("l");
  await window.says("orders watched");
  await pictures(window, "lookups");
  await window.click("Pause");
  await window.says("Nothing is looked up by itself");
  await pictures(window, "lookups-paused");
  await window.click("Resume");
  await window.says("On time");

  await window.press("g");
  await window.press("o");
  await window.says("Newest first");
  for (const [reference, name] of [
    ["KP-2303", "not-attempted"],
    ["KP-2304", "attempt-failed"],
    ["KP-2305", "attempt-running"],
    ["KP-2306", "amount-differs"],
    ["KP-2307", "reported"],
  ]) {
    await window.click(new RegExp(`${reference}`));
    await window.says("Timeline");
    await pictures(window, `payment-${name}`);
    await window.press("Escape");
  }
  await window.press("Home");
  for (const _ of [1, 2, 3]) {
    await window.press("Space");
    await window.press("ArrowDown");
  }
  await window.says("3 chosen");
  await pictures(window, "orders-chosen");
  await window.click("Look them up");
  await window.says("Looking up 3 orders");
  await window.press("g");
  await window.press("l");
  await window.says("3 orders were looked up");
  await closeToasts(window);
  await pictures(window, "lookups-job");

  await window.press("g");
  await window.press("t");
  await window.click(/Show Sends refused/);
  await window.says("KP-2308");
  await pictures(window, "orders-listed");

  provider.stop();
  await window.says("nothing leaves this computer", 90_000);
  await pictures(window, "offline");
  await window.press("g");
  await window.press("l");
  await window.says("The next try");
  await pictures(window, "lookups-offline");

  await window.close();
  await session.close();
});
