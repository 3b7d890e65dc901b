/** Finance exports a month by keyboard, is told why a folder will not do, and anybody can check the file. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { counterfoil, Provider } from "../harness/cli.ts";
import { answerFileDialog, leaveFileDialog } from "../harness/file-dialog.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder, tries } from "../harness/shop.ts";
import { until } from "../harness/until.ts";
import { Window } from "../harness/window.ts";

/** A folder in which nobody makes files, not even whoever may do everything. */
const CLOSED = "/sys/movements.csv";
const TABS_MAX = 20;
/** How the command ends where a file is not what was exported. */
const CHANGED = 10;

let session: Session;
let provider: Provider;
let window: Window;
let dataDir: string;
let file: string;
let manifest: string;

beforeAll(async () => {
  session = await Session.open();
  provider = await Provider.start(session);
  dataDir = mkdtempSync(join(tmpdir(), "counterfoil-exports-"));
  // The sandbox is said in the name, whatever name was typed.
  const folder = mkdtempSync(join(tmpdir(), "counterfoil-finance-"));
  file = join(folder, "SANDBOX-november.csv");
  manifest = `${file}.manifest.json`;
  addAccount(session, dataDir, provider);
  await provider.refunds({ fate: { settles: { after_ms: 0 } } });
  for (const reference of ["KP-2401", "KP-2402", "KP-2403"]) {
    await provider.customer(reference, tries("pays"));
    sendOrder(session, dataDir, reference, "Meera Iyer");
    counterfoil(session, dataDir, "order", "look-up", reference, "--wait=20");
  }
  const refund = ["--amount", "389.00", "--reason", "damaged"];
  counterfoil(session, dataDir, "refund", "start", "KP-2401", ...refund);
  counterfoil(session, dataDir, "order", "look-up", "KP-2401", "--wait=20");
  window = await Window.open(session, { dataDir });
  await window.says("KP-2403");
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("the month's movements are exported by keyboard alone, and what was chosen outlasts a refusal", async () => {
  await window.press("g");
  await window.press("e");
  await window.says("Nothing was exported yet");
  await expectAccessible(window, "Exports");
  await tabTo("Export movements…");
  await window.press("Enter");

  await window.says("4 rows");
  await window.says(/Came in\s+₹2,937\.45\s+Went back\s+₹389\.00\s+Net\s+₹2,548\.45/u);
  await expectAccessible(window, "the export dialog");
  // From the field that has the focus on: Enter exports.
  await window.press("Enter");
  await leaveFileDialog();
  await window.says("The system asks where it goes.");
  expect(await window.text()).not.toContain("called off");
  await tabTo("Export…");
  await window.press("Enter");
  await answerFileDialog(CLOSED);
  await window.says("Counterfoil may not write or read there");
  await window.says("nothing of the export was left behind");
  await expectAccessible(window, "a folder that will not do");
  await window.press("Enter");
  await answerFileDialog(file.replace("SANDBOX-", ""));

  await window.says("Movements: 4 rows are in the file.");
  await window.says("SANDBOX-november.csv.manifest.json");
  expect(await window.focused()).toBe("Done");
  await window.press("Enter");
  await window.says(/Exported movements from .*: 4 rows/u);
  await until("the focus is back where it was", async () => {
    return (await window.focused()) === "Export movements…";
  });

  const written = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, unknown>;
  expect(written).toMatchObject({ kind: "movements", rows: 4, file: "SANDBOX-november.csv" });
  expect(readFileSync(file, "utf8")).toContain("environment [SANDBOX]");
  expect(existsSync(CLOSED)).toBe(false);
});

test("the file is checked in the window, and by anybody without it", async () => {
  await tabTo("Verify a file…");
  await window.press("Enter");
  await answerFileDialog(file);
  await window.says("SANDBOX-november.csv is what this book exported.");
  await expectAccessible(window, "a file that holds");
  await window.close();

  counterfoil(session, dataDir, "export", "verify", file);
  writeFileSync(file, readFileSync(file, "utf8").replace("389.00", "398.00"));
  expect(() => counterfoil(session, dataDir, "export", "verify", file)).toThrow(
    expect.objectContaining({ status: CHANGED }),
  );
});

/** Goes to what has this name by the Tab key. */
async function tabTo(name: string): Promise<void> {
  for (let at = 0; (await window.focused()) !== name; at += 1) {
    expect(at, `Tab leads to “${name}”, and not only to “${await window.focused()}”`).toBeLessThan(
      TABS_MAX,
    );
    await window.press("Tab");
  }
}
