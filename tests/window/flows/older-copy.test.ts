/** An older copy of the book refunds nothing until a person goes on; the activity tells it all. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { counterfoil, Provider } from "../harness/cli.ts";
import { fillLinkOrder } from "../harness/order.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder, tries } from "../harness/shop.ts";
import { until } from "../harness/until.ts";
import { Window } from "../harness/window.ts";

let session: Session;
let provider: Provider;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  provider = await Provider.start(session);
  const folder = mkdtempSync(join(tmpdir(), "counterfoil-copy-"));
  const [book, older] = [join(folder, "book"), join(folder, "older")];
  addAccount(session, book, provider);
  await provider.customer("KP-2401", tries("pays"));
  sendOrder(session, book, "KP-2401", "Meera Iyer");
  counterfoil(session, book, "order", "look-up", "KP-2401", "--wait=20");
  cpSync(book, older, { recursive: true });
  const refund = ["--amount", "389.00", "--reason", "damaged"];
  counterfoil(session, book, "refund", "start", "KP-2401", ...refund);
  // The folder is rolled back, as a snapshot of a disk or a synchronized folder does.
  rmSync(book, { recursive: true });
  cpSync(older, book, { recursive: true });
  window = await Window.open(session, { dataDir: book });
  await window.says("KP-2401");
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("effects are locked, and the notice and the order say so", async () => {
  await window.says("Effects are locked.");
  await window.says("an older or another copy");
  await window.click(/KP-2401/);
  await window.says("Effects of this book are locked");
  await window.press("Escape");
  await window.press("g");
  await window.press("a");
  await window.says("Every line holds");
  await window.says("Not the book that was last worked with");
  await expectAccessible(window, "the activity of a locked book");
});

test("a person goes on with a reason, and the refund that was missing counts", async () => {
  await window.click("Go on…");
  await window.says("Go on with this book?");
  await expectAccessible(window, "going on");
  await window.fill("Why this is the right book", "The newer disk is broken");
  await window.click("Go on with this book");

  await window.says("Effects are possible again");
  await window.says("went on with this book (other_copy): The newer disk is broken");
  await window.click("Verify now");
  await window.says("All anchored in the keyring");
  await window.click(/^Orders/);
  await window.click(/KP-2401/);
  await until("the order may be refunded", async () => {
    const shown = await window.text();
    return shown.includes("Can still go back") && !shown.includes("are locked");
  });
  await window.press("r");
  await window.says("Looked up");
  await window.says("Refunded elsewhere");
  await window.says("₹590.15");
  expect(await provider.refundsMade()).toEqual([38_900]);
});

test("lines are found by their kind and by their order", async () => {
  await window.press("Escape");
  await window.press("g");
  await window.press("a");
  await window.says("Book opened");
  await window.choose("Kind of line", "Alarms");
  await window.says("effects locked");
  await window.focus("Reference id");
  await window.type("KP-9999");
  await window.press("Enter");
  await window.says("no order");
  await window.click("Show everything");
  await window.focus("Reference id");
  await window.type("KP-2401");
  await window.press("Enter");
  await window.says("send of KP-2401: prepared");
});

test("what WhatsApp cannot be asked about leaves on a person’s word of what the gateway shows", async () => {
  await window.press("Control", "n");
  await fillLinkOrder(window);
  await window.press("Control", "Enter");
  await window.says("Say first what the gateway shows");
  await expectAccessible(window, "the word of a person");

  await window.fill("What the gateway shows", "No payment, and no request in the chat.");
  await window.press("Control", "Enter");

  await window.says("WhatsApp cannot say whether it was paid");
  await window.press("g");
  await window.press("a");
  await window.says("by what the gateway shows: No payment, and no request in the chat.");
});
