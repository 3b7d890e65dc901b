/** The activity, and a book in doubt. */
import { cpSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { counterfoil, Provider } from "../harness/cli.ts";
import { closeToasts, freshBook, pictures } from "../harness/gallery.ts";
import { fillLinkOrder } from "../harness/order.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder, tries } from "../harness/shop.ts";
import { Window } from "../harness/window.ts";

const OLDER = join(tmpdir(), "counterfoil-screens-older");

test("who did what", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  const provider = await Provider.start(session);
  addAccount(session, dataDir, provider);
  for (let nth = 1; nth <= 9; nth += 1) {
    const reference = `KP-240${nth}`;
    await provider.customer(reference, tries("pays"));
    sendOrder(session, dataDir, reference, "Meera Iyer");
    counterfoil(session, dataDir, "order", "look-up", reference, "--wait=20");
  }
  rmSync(OLDER, { recursive: true, force: true });
  cpSync(dataDir, OLDER, { recursive: true });
  const refund = ["--amount", "389.00", "--reason", "damaged", "--note", "Oil bottle leaked"];
  counterfoil(session, dataDir, "refund", "start", "KP-2401", ...refund);

  let window = await Window.open(session, { dataDir });
  await window.says("KP-2401");
  await window.press("g");
  await window.press("a");
  await window.says("Every line holds");
  await window.says("refund of KP-2401");
  await pictures(window, "activity");
  await window.focus("Kind of line");
  await window.press("End");
  await window.press("ArrowUp");
  await window.press("ArrowUp");
  await window.says("No line of this kind");
  await pictures(window, "activity-empty");
  await window.close();

  rmSync(dataDir, { recursive: true });
  cpSync(OLDER, dataDir, { recursive: true });
  window = await Window.open(session, { dataDir });
  await window.says("Effects are locked.");
  await pictures(window, "locked-book");
  await window.press("g");
  await window.press("a");
  await window.says("Not the book that was last worked with");
  await pictures(window, "activity-locked");
  await window.click("Go on…");
  await window.says("Go on with this book?");
  await window.fill("Why this is the right book", "The newer disk is broken");
  await pictures(window, "go-on");
  await window.click("Go on with this book");
  await window.says("Effects are possible again");
  await closeToasts(window);

  await window.press("Control", "n");
  await fillLinkOrder(window);
  await window.press("Control", "Enter");
  await window.says("Say first what the gateway shows");
  await pictures(window, "compose-gateway-word");

  await window.close();
  provider.stop();
  await session.close();
});
