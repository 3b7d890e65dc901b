/** What goes wrong is said so that everybody can read it and go on, in both themes. */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { counterfoil, counterfoilUntil, Provider } from "../harness/cli.ts";
import { connectInTrouble } from "../harness/connect.ts";
import { Interference } from "../harness/interference.ts";
import { fillOrder, leavePrepared } from "../harness/order.ts";
import { Session } from "../harness/session.ts";
import { bookOf, Window } from "../harness/window.ts";

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

test("an account that is refused, tested, and ready", async () => {
  await connectInTrouble(session, provider, window, (trouble) => expectAccessible(window, trouble));
});

test("the questions before something is lost", async () => {
  await window.click("Remove account…");
  await window.says("Remove Kaveri?");
  await expectAccessible(window, "removing an account");
  await window.click("Keep the account");
  await window.fill("Name", "Kaveri, Mysuru");
  await window.click("About");
  await window.says("Leave without saving?");
  await expectAccessible(window, "leaving unsaved changes");
  await window.click("Leave without saving");
  await window.says("Data folder");

  await window.press("Control", "n");
  await fillOrder(window);
  await window.click("Start over");
  await window.says("Start this order over?");
  await expectAccessible(window, "starting over");
  await window.click("Keep the draft");
  await window.click("Paste a request");
  await window.fill("The request, as JSON", "{}");
  await window.click("Read it into the form");
  await window.says(/keeps? it from being read/);
  await expectAccessible(window, "pasting what cannot be read");
  await window.press("Escape");
});

test("a send that is refused, and one nobody knows the end of", async () => {
  await provider.refusesTheNext();
  await window.press("Control", "Enter");
  await window.says("WhatsApp refused this request");
  await expectAccessible(window, "refused send");

  await provider.takesTheNextAndFails();
  await window.press("Control", "Enter");
  await window.says("Locked until a lookup proves it");
  await expectAccessible(window, "unknown send");
});

test("a send on its way when the window is closed, and after the program has ended", async () => {
  await window.click("New order");
  await fillOrder(window, "99000 00004");
  await provider.takesTheNextAndStalls(60_000);
  await window.press("Control", "Enter");
  await window.says("Sending…");
  await expectAccessible(window, "send on its way");
  await window.askToClose();
  await window.says("Keep it open");
  await expectAccessible(window, "closing over a send");
  await window.kill();

  window = await Window.open(session);
  await window.says("We don’t know yet");
  await expectAccessible(window, "orders after an end in the middle of a send");
});

test("unresolved requests, and withdrawing one of them", async () => {
  await window.close();
  leavePrepared(session, bookOf(session));
  window = await Window.open(session);
  await window.says("Newest first");
  await window.press("g");
  await window.press("u");
  await window.says("is ready and was not sent");
  await expectAccessible(window, "unresolved requests");

  await window.click("Withdraw…");
  await window.says("Keep it");
  await expectAccessible(window, "withdrawing");
  await window.click("Keep it");
});

test("a book that was restored", async () => {
  await window.close();
  const saved = counterfoil(session, bookOf(session), "--json", "book", "backup");
  const { path } = JSON.parse(saved) as { path: string };
  // A restore that goes through withdraws by itself; one that was cut off is finished by the window.
  counterfoilUntil("restore.moving", session, bookOf(session), "book", "restore", path);
  window = await Window.open(session);
  await window.says("This book was restored from a backup");
  await expectAccessible(window, "restored book");
});

test("a sandbox that is used elsewhere", async () => {
  await window.close();
  const elsewhere = await Provider.start(session, bookOf(session));
  window = await Window.open(session);
  await window.says("The sandbox could not start.");
  await expectAccessible(window, "sandbox that could not start");
  elsewhere.stop();
});

test("a desk that cannot be reached says so, and that it can be again", async () => {
  await window.says("Newest first");
  const stopped = await Interference.stopDesk(window.pid);
  await window.press("g");
  await window.press("u");
  await window.press("Control", "n");
  await window.says("The window cannot reach the desk");
  await expectAccessible(window, "desk out of reach");

  stopped.end();
  await window.says("Customer’s phone");
});

test("a book that is damaged", async () => {
  await window.close();
  const file = openSync(join(bookOf(session), "book.sqlite3"), "r+");
  writeSync(file, Buffer.alloc(2_000, 0xff), 0, 2_000, 100);
  closeSync(file);
  window = await Window.open(session);
  await window.says("The book is damaged");
  await expectAccessible(window, "damaged book");
});
