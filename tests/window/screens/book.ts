/** The list over a large book, and what is shown while a book waits or cannot be opened. */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { counterfoil, Provider } from "../harness/cli.ts";
import { freshBook, pictures } from "../harness/gallery.ts";
import { Interference } from "../harness/interference.ts";
import { Session } from "../harness/session.ts";
import { until } from "../harness/until.ts";
import { Window } from "../harness/window.ts";

test("a book with many orders", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  counterfoil(session, dataDir, "book", "seed", "--orders=3000", "--seed=7");
  const window = await Window.open(session, { dataDir });

  await window.says("3,000 in this sandbox");
  await window.press("ArrowDown");
  await pictures(window, "orders-full");
  await window.press("Enter");
  await window.says("Timeline");
  await pictures(window, "orders-panel");

  await window.press("Escape");
  const kept = await Interference.keepBook(dataDir);
  await window.press("End");
  await until("the end is asked for", async () => !(await window.text()).includes("S7-0002"));
  await pictures(window, "orders-loading");
  kept.end();
  await window.says("S7-0000000");

  const keptAgain = await Interference.keepBook(dataDir);
  await window.reload();
  await window.says("Opening the book…");
  await pictures(window, "opening");
  keptAgain.end();
  await window.says("3,000 in this sandbox");

  await window.press("ArrowDown");
  const stopped = await Interference.stopDesk(window.pid);
  await window.press("Enter");
  await window.says("The window cannot reach the desk");
  await pictures(window, "unreachable");
  stopped.end();
  await window.says("Timeline");

  const elsewhere = await Session.open();
  const second = await Window.open(elsewhere, { dataDir });
  await second.says("Another Counterfoil");
  await pictures(second, "book-in-use");

  await second.close();
  await elsewhere.close();
  await window.close();
  await session.close();
});

test("a book with something in its way", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  counterfoil(session, dataDir, "book", "seed", "--orders=20", "--seed=7");

  const simulator = await Provider.start(session, dataDir);
  let window = await Window.open(session, { dataDir });
  await window.says("The sandbox could not start.");
  await pictures(window, "sandbox-down");
  await window.close();
  simulator.stop();

  const file = openSync(join(dataDir, "book.sqlite3"), "r+");
  writeSync(file, Buffer.alloc(2_000, 0xff), 0, 2_000, 100);
  closeSync(file);
  window = await Window.open(session, { dataDir });
  await window.says("The book is damaged");
  await pictures(window, "book-damaged");

  await window.close();
  await session.close();
});
