/** A disk that fills up: every screen says so, nothing leaves, and the work goes on when there is room. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { counterfoil, Provider } from "../harness/cli.ts";
import { Disk } from "../harness/disk.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder, tries } from "../harness/shop.ts";
import { until } from "../harness/until.ts";
import { Window } from "../harness/window.ts";

let session: Session;
let provider: Provider;
let disk: Disk;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  provider = await Provider.start(session);
  const dataDir = mkdtempSync(join(tmpdir(), "counterfoil-full-"));
  addAccount(session, dataDir, provider);
  await provider.customer("KP-2401", tries("pays"));
  sendOrder(session, dataDir, "KP-2401", "Meera Iyer");
  counterfoil(session, dataDir, "order", "look-up", "KP-2401", "--wait=20");
  disk = new Disk(session);
  window = await Window.open(session, { dataDir });
  await window.says("KP-2401");
});

afterAll(async () => {
  disk.makeRoom();
  await window.close();
  provider.stop();
  await session.close();
});

test("nothing leaves while the disk is full, every screen says so, and it passes by itself", async () => {
  await window.click(/KP-2401/);
  await window.says("Can still go back");
  await window.press("r");
  await window.says("Looked up");
  await window.type("389");
  await window.says("₹590.15");
  await window.focus("Reason");
  await window.press("ArrowDown");
  disk.fill();

  await window.click("Refund ₹389.00");

  await window.says("The disk is full");
  await window.press("Escape");
  await window.says("Nothing can be written down, so nothing is sent.");
  await expectAccessible(window, "a full disk");
  await window.press("g");
  await window.press("t");
  await window.says("Nothing can be written down, so nothing is sent.");
  expect(await provider.refundsMade()).toEqual([]);

  disk.makeRoom();
  await until("the notice goes by itself", async () => {
    return !(await window.text()).includes("Nothing can be written down");
  });
  await window.press("g");
  await window.press("r");
  await window.says("No refunds yet");
});
