/** A disk that is full, as every screen says it. */
import { test } from "vitest";
import { counterfoil, Provider } from "../harness/cli.ts";
import { Disk } from "../harness/disk.ts";
import { freshBook, pictures } from "../harness/gallery.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder, tries } from "../harness/shop.ts";
import { Window } from "../harness/window.ts";

test("nothing can be written", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  const provider = await Provider.start(session);
  addAccount(session, dataDir, provider);
  await provider.customer("KP-2401", tries("pays"));
  sendOrder(session, dataDir, "KP-2401", "Meera Iyer");
  counterfoil(session, dataDir, "order", "look-up", "KP-2401", "--wait=20");
  const disk = new Disk(session);
  const window = await Window.open(session, { dataDir });
  await window.says("KP-2401");
  disk.fill();
  await window.click(/KP-2401/);
  await window.says("Can still go back");
  await window.press("l");
  await window.says("Nothing can be written down");
  await pictures(window, "disk-full");

  disk.makeRoom();
  await window.close();
  provider.stop();
  await session.close();
});
