/** A refund loses its answer, is locked and said so, and resolves; another is settled by hand. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { Provider } from "../harness/cli.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder, tries } from "../harness/shop.ts";
import { Window } from "../harness/window.ts";

let session: Session;
let provider: Provider;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  provider = await Provider.start(session);
  const dataDir = mkdtempSync(join(tmpdir(), "counterfoil-refunds-"));
  addAccount(session, dataDir, provider);
  for (const [reference, name] of [
    ["KP-2401", "Meera Iyer"],
    ["KP-2402", "Farida Shaikh"],
  ] as const) {
    await provider.customer(reference, tries("pays"));
    sendOrder(session, dataDir, reference, name);
  }
  window = await Window.open(session, { dataDir });
  await window.says("KP-2402");
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("a part is refunded, the answer is lost, the lock says so, and a lookup resolves it", async () => {
  await provider.refunds({ lookup_lag_ms: 8_000, fate: { settles: { after_ms: 0 } } });
  await open("KP-2401");
  await window.press("r");
  await window.says("Refund KP-2401");
  await window.says("Looked up");
  await window.type("389");
  await window.says("₹590.15");
  await window.says("₹389.00 goes back to Meera Iyer");
  await chooseReason();
  await expectAccessible(window, "the refund dialog");
  await provider.makesTheNextRefundAndFails();

  await window.click("Refund ₹389.00");

  await window.says("We don’t know yet whether the ₹389.00 refund went through.");
  await window.says("It is locked until a lookup proves it either way.");
  await window.says("A second refund could pay twice. Wait for the proof.");
  await window.says("Unknown, counted as gone");
  await window.press("g");
  await window.press("r");
  await window.says("Refund unknown");
  await expectAccessible(window, "refunds");
  await window.says("Refunded", 60_000);
  await open("KP-2401");
  await window.says("₹590.15 of it can still go back");
  expect(await provider.refundsMade()).toEqual([38_900]);
});

test("what nothing proves is settled by hand, with a reason and what was checked", async () => {
  await provider.refunds({});
  await open("KP-2402");
  await provider.losesTheNextRefund();
  await window.press("r");
  await window.says("Looked up");
  await window.click("All ₹979.15");
  await chooseReason();
  await window.click("Refund ₹979.15");
  await window.says("We don’t know yet whether the ₹979.15 refund went through.");

  await window.click("Settle by hand…");
  await window.says("The evidence, before and after");
  await window.says("Leave it locked");
  await expectAccessible(window, "settling by hand");
  await window.click(/It did not happen/);
  await window.focus("What you looked at");
  await window.press("ArrowDown");
  await window.fill("What you saw", "no such refund in the dashboard");
  await window.click("Settle: it did not happen");

  await window.says("Somebody settled that the ₹979.15 refund did not happen");
  await window.says("Settled by hand, not shown by a lookup");
  expect(await provider.refundsMade()).toEqual([38_900]);
});

/** Opens an order beside the list. */
async function open(reference: string): Promise<void> {
  await window.press("g");
  await window.press("o");
  await window.says("Newest first");
  await window.click(new RegExp(reference));
  await window.says("Can still go back");
}

/** Takes the first reason of the list, by keyboard. */
async function chooseReason(): Promise<void> {
  await window.focus("Reason");
  await window.press("ArrowDown");
}
