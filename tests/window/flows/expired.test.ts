/** Fifty expired orders are cancelled, three pay in between, and the program is killed on the way. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { Clock, counterfoil, Provider } from "../harness/cli.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendExpired, sendOrder, SENT_AGO_MS, tries } from "../harness/shop.ts";
import { until } from "../harness/until.ts";
import { Window } from "../harness/window.ts";

const ORDERS = Array.from({ length: 50 }, (_, at) => `EX-${String(at + 1).padStart(2, "0")}`);
/** Two pay in the moment in which they are cancelled, one pays while others are. */
const AT_THE_CANCEL = ["EX-17", "EX-41"];
const MEANWHILE = "EX-33";
/** The account allows about one lookup a second, and there are fifty. */
const LONG_MS = 120_000;

let session: Session;
let provider: Provider;
let window: Window;
let dataDir: string;

beforeAll(async () => {
  session = await Session.open();
  const clock = new Clock(session);
  clock.isAhead(-SENT_AGO_MS);
  provider = await Provider.start(session, undefined, clock);
  dataDir = mkdtempSync(join(tmpdir(), "counterfoil-expired-"));
  addAccount(session, dataDir, provider);
  const orders = ORDERS.map((reference) => ({
    reference,
    name: `Customer ${reference}`,
    paysWhenCancelled: AT_THE_CANCEL.includes(reference),
  }));
  sendExpired(session, dataDir, clock, orders);
  await provider.customer("KP-2501", tries("pays"));
  sendOrder(session, dataDir, "KP-2501", "Farida Shaikh");
  counterfoil(session, dataDir, "order", "look-up", "KP-2501", "--wait=20");
  window = await Window.open(session, { dataDir });
  await window.says("KP-2501");
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test(
  "50 are cancelled by keyboard alone, over a kill, and 3 wait for a decision",
  async () => {
    await window.press("g");
    await window.press("x");
    await window.says(/Expired, unpaid\s+50/u);
    await window.says("Customer EX-50");
    await window.press("ArrowDown");
    await window.press("Control", "a");
    await window.says("50 chosen");
    await window.says("₹48,957.50");
    await expectAccessible(window, "expired");
    await window.press("c");
    await window.says("Cancel 50 of 50?", LONG_MS);
    await window.says("Cancel, then look up again");
    await expectAccessible(window, "the dry run");
    await provider.answersAfter(60);
    for (let at = 0; (await window.focused()) !== "Cancel 50 orders"; at += 1) {
      expect(at, "Tab leads to it").toBeLessThan(20);
      await window.press("Tab");
    }
    await window.press("Enter");

    await window.says("Cancelling 50 orders.");
    await window.says(/\b[5-9] cancel sent|\b1\d cancel sent/u, LONG_MS);
    // The next order waits for its lookup: no cancel is on its way, which nobody could know the end of.
    await provider.stallsLookups(LONG_MS);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await window.kill();
    await provider.answersAfter(0);
    await provider.stallsLookups(0);
    // Nobody has cancelled it yet, and its customer pays.
    const elapsed_ms = SENT_AGO_MS + 1_000;
    const paying = {
      starts_after_ms: elapsed_ms,
      ends_after_ms: elapsed_ms,
      outcome: "pays",
    } as const;
    const before = await provider.told("canceled");
    expect(before.length).toBeGreaterThan(3);
    expect(before).not.toContain(MEANWHILE);
    await provider.customer(MEANWHILE, [paying]);

    window = await Window.open(session, { dataDir });
    await window.says("Cancelling 50 orders is paused.");
    await window.click("Go on");
    await window.says("Cancelling 50 orders has ended.", LONG_MS);
    await window.says("47 cancel sent · 3 paid meanwhile");
    await window.click("Decide");

    await window.says("These customers paid late.");
    await window.says("Customer EX-33 paid after the order had expired.");
    await window.says("Customer EX-17 paid although we asked to cancel.");
    await window.says("Customer EX-41 paid although we asked to cancel.");
    expect(await cards()).toEqual(["EX-17", "EX-33", "EX-41"]);
    await expectAccessible(window, "paid at the last second");
    const others = ORDERS.filter((reference) => reference !== MEANWHILE);
    expect((await provider.told("canceled")).sort(), "each once").toEqual(others);
  },
  LONG_MS * 2,
);

test("a late payment is fulfilled, and another refunded in one step", async () => {
  await window.browser.execute((reference: string) => {
    const cards = [...document.querySelectorAll("article")];
    const card = cards.find((one) => one.textContent?.includes(reference));
    const buttons = [...(card?.querySelectorAll("button") ?? [])];
    buttons.find((one) => one.textContent?.includes("Fulfil…"))?.click();
  }, MEANWHILE);
  await window.says(`Fulfil ${MEANWHILE}?`);
  await window.click("Keep ₹979.15");
  await window.says(`Tell the customer about ${MEANWHILE}`);
  await window.click("Tell “Processing”");
  await window.says(`${MEANWHILE}: customer told “Processing”`);
  await until("it has left the queue", async () => !(await cards()).includes(MEANWHILE));

  await window.click("Refund ₹979.15…");
  await window.says("Looked up");
  await window.click("All ₹979.15");
  await window.choose("Reason", "Paid");
  await window.click("Refund ₹979.15");
  await window.says(/Paid at the last second\s+1/u);
});

test("a customer who wrote too long ago is told by template, with everything kept", async () => {
  await window.press("g");
  await window.press("o");
  await window.says("Newest first");
  await window.click(/KP-2501/u);
  await window.says("Can still go back");
  await window.press("t");
  await window.says("Tell the customer about KP-2501");
  await window.fill("Text", "Your coffee leaves the store today.");
  await provider.refusesTheNext();
  await window.click("Tell “Processing”");

  await window.says("The customer wrote more than 24 hours ago.");
  await window.says("Template");
  await expectAccessible(window, "the status composer");
  await window.choose("Template", "(en");
  await window.click(/^Tell “Processing” by template/u);
  await window.says("KP-2501: customer told “Processing”");
  await window.says("Processing");
});

/** The orders in the queue of those who paid late. */
function cards(): Promise<string[]> {
  return window.browser.execute(() =>
    [...document.querySelectorAll("article .head button")]
      .map((name) => name.textContent?.trim() ?? "")
      .sort(),
  );
}
