/** The picture above a message: chosen, on its way, there, refused, used again, and gone. */
import { test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { answerFileDialog } from "../harness/file-dialog.ts";
import { freshBook, pictures } from "../harness/gallery.ts";
import { pictureFiles } from "../harness/picture-files.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder } from "../harness/shop.ts";
import { Window } from "../harness/window.ts";

const CHOOSE = "Choose a picture…";
const MINUTE_MS = 60_000;

test("The picture above a message", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  const files = pictureFiles();
  const provider = await Provider.start(session);
  addAccount(session, dataDir, provider);
  sendOrder(session, dataDir, "KP-2401", "Meera Iyer");
  const window = await Window.open(session, { dataDir });
  await window.says("KP-2401");
  await window.press("n");
  await window.says("Order KP-2402");
  await window.fill("Item 1, name", "Filter coffee 500 g");
  await window.fill("Item 1, price", "450");
  await window.fill("Text", "Your Diwali hamper is packed.");
  await window.click("Footer, picture and button");
  await window.click("Uploaded");
  await seen(window, "picture-none");

  await choose(window, files.large);
  await window.says("shop front.jpg is larger than 5 MB");
  await seen(window, "picture-too-large");

  await choose(window, files.diwali);
  await window.says("WhatsApp has diwali.jpg.");
  await window.says("The uploaded picture, diwali.jpg");
  await seen(window, "picture-uploaded");

  await provider.takesTheNextUploadAndStalls(2 * MINUTE_MS);
  await choose(window, files.pongal);
  await window.says("Uploading pongal sweets.jpg, 2.2 MB…");
  await seen(window, "picture-uploading");
  await window.click("Call it off");
  await window.says("The upload was called off");

  await provider.refusesTheNextUpload();
  await window.click("Upload it again");
  await window.says("WhatsApp could not fetch or use the image");
  await seen(window, "picture-refused");
  await window.click("Upload it again");
  await window.says("WhatsApp has pongal sweets.jpg.");

  await window.fill("Id of the uploaded picture", "1188223344556677");
  await window.says("Not uploaded from here");
  await seen(window, "picture-typed");

  await window.close();
  provider.stop();
  await session.close();
});

async function choose(window: Window, path: string): Promise<void> {
  await window.click(CHOOSE);
  await answerFileDialog(path);
}

/** With every new size WebKit brings what has the focus into sight. */
async function seen(window: Window, name: string): Promise<void> {
  await window.focus("Callback data");
  await pictures(window, name);
}
