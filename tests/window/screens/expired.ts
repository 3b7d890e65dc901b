/** Expired & cancel: the list, the dry run, how far it is, what came late, and telling customers. */
import { test } from "vitest";
import { Clock, counterfoil, Provider } from "../harness/cli.ts";
import { closeToasts, freshBook, pictures } from "../harness/gallery.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendExpired, sendOrder, SENT_AGO_MS, tries } from "../harness/shop.ts";
import { Window } from "../harness/window.ts";

const NAMES = [
  "Kiran Ahlawat",
  "Pallavi Joshi",
  "Vikram Sethi",
  "Anita Fernandes",
  "Mohan Dasgupta",
  "Zoya Mirza",
  "Naveen Reddy",
  "Kavita Bhatt",
  "Deepak Verma",
  "Hema Krishnan",
  "Irfan Baig",
  "Jyoti Saxena",
];

test("what expired", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  const clock = new Clock(session);
  clock.isAhead(-SENT_AGO_MS);
  const provider = await Provider.start(session, undefined, clock);
  addAccount(session, dataDir, provider);
  let window = await Window.open(session, { dataDir });
  await window.says("No orders yet");
  await window.press("g");
  await window.press("x");
  await window.says("Nothing has expired unpaid");
  await pictures(window, "expired-empty");
  await window.close();

  const reference = (at: number) => `KP-26${String(at + 1).padStart(2, "0")}`;
  await provider.customer(reference(3), tries("fails"));
  await provider.customer(reference(4), tries("pays", null));
  const orders = NAMES.map((name, at) => ({
    reference: reference(at),
    name,
    paysWhenCancelled: at === 8,
  }));
  sendExpired(session, dataDir, clock, orders);
  for (const at of [3, 4, 6]) counterfoil(session, dataDir, "order", "look-up", reference(at));
  await provider.customer("KP-2651", tries("pays"));
  sendOrder(session, dataDir, "KP-2651", "Farida Shaikh");
  counterfoil(session, dataDir, "order", "look-up", "KP-2651", "--wait=20");

  window = await Window.open(session, { dataDir });
  await window.says("KP-2651");
  await window.press("g");
  await window.press("x");
  await window.says("Kiran Ahlawat");
  await window.says("Running");
  await pictures(window, "expired");
  await window.click(/KP-2602/u);
  await window.says("Timeline");
  await pictures(window, "expired-panel");
  await window.press("Escape");
  await window.click("Choose all 12");
  await window.says("12 chosen");
  await pictures(window, "expired-selection");
  const paid_ms = SENT_AGO_MS + 1_000;
  await provider.customer(reference(2), [
    { starts_after_ms: paid_ms, ends_after_ms: paid_ms, outcome: "pays" },
  ]);
  await provider.answersAfter(4_000);
  await window.click(/^Check and cancel/u);
  await window.says("Nothing is changed by it.");
  await pictures(window, "expired-checking");
  await provider.answersAfter(0);
  await window.says("came in, not cancelled", 60_000);
  await pictures(window, "expired-dry-run");
  await provider.answersAfter(3_000);
  await window.click(/^Cancel 10 orders/u);
  await window.says("Cancelling 10 orders.");
  await window.says("1 cancel sent", 60_000);
  await pictures(window, "expired-progress");
  await window.click("Pause");
  await window.says("is paused", 60_000);
  await pictures(window, "expired-paused");
  await provider.answersAfter(0);
  await window.click("Go on");
  await window.says("has ended", 60_000);
  await closeToasts(window);
  await pictures(window, "expired-ended");
  await window.click("Show orders");
  await window.says("How far");
  await pictures(window, "expired-batch");
  await window.press("Escape");
  await window.click("Decide");
  await window.says("although we asked to cancel");
  await pictures(window, "expired-late");
  await window.click("Fulfil…");
  await window.says("We keep ₹979.15.");
  await pictures(window, "expired-fulfil");
  await window.press("Escape");
  await window.click(/^Cancel sent/u);
  await window.says("which proves nothing");
  await pictures(window, "expired-sent");
  await window.press("g");
  await window.press("s");
  await window.click("Automatic work");
  await window.says("Cancel orders that expired unpaid");
  await pictures(window, "settings-automatic-work");

  await window.press("g");
  await window.press("o");
  await window.click(/KP-2651/u);
  await window.says("Can still go back");
  await window.press("t");
  await window.says("Tell the customer about KP-2651");
  await pictures(window, "status");
  await provider.refusesTheNext();
  await window.click("Tell “Processing”");
  await window.says("The customer wrote more than 24 hours ago.");
  await window.focus("Template");
  await window.press("ArrowDown");
  await pictures(window, "status-template");
  await window.press("Escape");
  await window.press("Escape");
  await window.press("g");
  await window.press("t");
  await window.says("Paid, customer not told");
  await window.click(/^1, Show Paid, customer not told/u);
  await window.says("Tell the customer “Processing”…");
  await pictures(window, "not-told");
  await window.click("Tell the customer “Processing”…");
  await window.says("Tell 1 customer");
  await pictures(window, "tell-many");
  await window.press("Escape");
  await window.press("g");
  await window.press("l");
  await window.click("Take in webhooks…");
  await window.says("Drop the files here");
  await pictures(window, "webhooks");
  await window.close();
  provider.stop();
  await session.close();
});
