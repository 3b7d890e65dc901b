/** Exports: the place for finance, the dialog in each of its states, and checking a file. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { counterfoil, Provider } from "../harness/cli.ts";
import { answerFileDialog } from "../harness/file-dialog.ts";
import { freshBook, pictures } from "../harness/gallery.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder, tries } from "../harness/shop.ts";
import { SlowDisk } from "../harness/slow-disk.ts";
import { Window } from "../harness/window.ts";

/** Its path is on some pictures, and the same in every run. */
const FOLDER = join(tmpdir(), "Finance");
const MOVEMENTS = join(FOLDER, "SANDBOX-movements.csv");
/** Orders enough that what is told of them takes half a minute from a slow disk. */
const MANY = 5_000;
const PAGE_MS = 4;
/** Before all of them. */
const LONG_AGO_MS = 120 * 86_400_000;

test("a place for finance", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  const provider = await Provider.start(session);
  addAccount(session, dataDir, provider);
  await provider.refunds({ fate: { settles: { after_ms: 0 } } });
  for (let nth = 1; nth <= 9; nth += 1) {
    const reference = `KP-240${nth}`;
    await provider.customer(reference, tries("pays"));
    sendOrder(session, dataDir, reference, "Meera Iyer");
    counterfoil(session, dataDir, "order", "look-up", reference, "--wait=20");
  }
  const refund = ["--amount", "389.00", "--reason", "damaged", "--note", "Oil bottle leaked"];
  counterfoil(session, dataDir, "refund", "start", "KP-2401", ...refund);
  counterfoil(session, dataDir, "order", "look-up", "KP-2401", "--wait=20");

  const window = await Window.open(session, { dataDir });
  await window.says("KP-2409");
  await window.press("g");
  await window.press("e");
  await window.says("Nothing was exported yet");
  await expectAccessible(window, "exports without any");
  await pictures(window, "exports-empty");

  await window.click("Export movements…");
  await window.says(/Net\s+₹/u);
  await expectAccessible(window, "the export dialog");
  await pictures(window, "export");
  await window.choose("Days", "Chosen days");
  await window.fill("To", "2026-02-30");
  await window.says("There is no such day.");
  await pictures(window, "export-days");
  await window.choose("Days", "This month");
  await window.focus("Time zone");
  await window.type("eur li");
  await window.says("Europe/Lisbon");
  await expectAccessible(window, "the list of zones");
  await pictures(window, "export-zone");
  await window.press("Escape");
  await window.click("How the file is written");
  await window.click("1234,50");
  await window.says("every amount stands in quotes");
  await expectAccessible(window, "how the file is written");
  await pictures(window, "export-csv");
  await window.click("1234.50");
  await window.click("How the file is written");
  await window.choose("What", "Refunds");
  await window.choose("Days", "Last month");
  await window.says("an empty file with its manifest is an answer too");
  await pictures(window, "export-nothing");

  await window.choose("What", "Movements");
  await window.choose("Days", "This month");
  await window.click(/^Export…/u);
  await answerFileDialog("/sys/movements.csv");
  await window.says("Counterfoil may not write or read there");
  await expectAccessible(window, "an export that failed");
  await pictures(window, "export-failed");
  await window.click("Try again");
  await answerFileDialog(MOVEMENTS);
  await window.says("Keep the manifest beside the file");
  await expectAccessible(window, "an export that was made");
  await pictures(window, "export-made");
  await window.click("Export another");
  await window.choose("What", "Orders");
  await window.click("Excel workbook");
  await window.click(/^Export…/u);
  await answerFileDialog(join(FOLDER, "SANDBOX-orders.xlsx"));
  await window.click("Done");

  await window.click("Verify a file…");
  await answerFileDialog(MOVEMENTS);
  await window.says("is what this book exported");
  await expectAccessible(window, "a file that holds");
  await pictures(window, "exports");
  writeFileSync(MOVEMENTS, readFileSync(MOVEMENTS, "utf8").replace("979.15", "997.15"));
  await window.click("Verify another…");
  await answerFileDialog(MOVEMENTS);
  await window.says("cannot be trusted");
  await expectAccessible(window, "a file that does not hold");
  await pictures(window, "exports-broken");

  await window.press("g");
  await window.press("t");
  await window.says("Collected");
  await window.click(/^Collected ₹/u);
  await window.click("Export the orders in this list…");
  await window.says("9 rows");
  await pictures(window, "export-list");
  await window.close();
  provider.stop();
  await session.close();
  rmSync(FOLDER, { recursive: true });
});

test("an export that takes long", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  rmSync(FOLDER, { recursive: true, force: true });
  counterfoil(session, dataDir, "book", "seed", `--orders=${MANY}`, "--seed=7");
  mkdirSync(FOLDER);
  const disk = new SlowDisk(session);
  const window = await Window.open(session, { dataDir });
  await window.says(/in this sandbox/u);
  await window.press("g");
  await window.press("e");
  await window.click("Export activity…");
  await window.says("Kind of line");
  await window.choose("Days", "Chosen days");
  await window.fill("From", new Date(Date.now() - LONG_AGO_MS).toISOString().slice(0, 10));
  await window.says(/1\d,\d{3} rows/u);
  await window.click(/^Export…/u);
  disk.isSlow(PAGE_MS);
  await answerFileDialog(join(FOLDER, "SANDBOX-activity.csv"));
  await window.says(/[1-9]\d* rows a second/u, 60_000);
  await expectAccessible(window, "an export that is made");
  await pictures(window, "export-progress");
  await window.click("Call off");
  await window.says("The export was called off; nothing of it was left.");
  disk.isFast();
  await pictures(window, "export-called-off");
  await window.close();
  await session.close();
  rmSync(FOLDER, { recursive: true });
});
