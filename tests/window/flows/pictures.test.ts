/** A picture is chosen from the system's dialog and uploaded, whatever goes wrong on the way, and stands
 * above an order. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { Provider } from "../harness/cli.ts";
import { answerFileDialog, leaveFileDialog } from "../harness/file-dialog.ts";
import { pictureFiles } from "../harness/picture-files.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder } from "../harness/shop.ts";
import { until } from "../harness/until.ts";
import { Window } from "../harness/window.ts";

const CHOOSE = "Choose a picture…";
const ID = "Id of the uploaded picture";
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const files = pictureFiles();
let session: Session;
let provider: Provider;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  provider = await Provider.start(session);
  const dataDir = mkdtempSync(join(tmpdir(), "counterfoil-pictures-"));
  addAccount(session, dataDir, provider);
  // The next order begins with what usually stays the same.
  sendOrder(session, dataDir, "KP-2401", "Meera Iyer");
  window = await Window.open(session, { dataDir });
  await window.says("KP-2401");
  await compose("KP-2402");
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("what is no picture is told before anything leaves, and leaving the dialog says nothing", async () => {
  await window.focus("Uploaded");
  await choose();
  await leaveFileDialog();
  await until("the dialog says nothing", async () => {
    return !(await window.text()).includes("The system asks which picture it is.");
  });

  await choose();
  await answerFileDialog(files.page);
  await window.says("menu.png is neither JPEG nor PNG");
  await window.says(files.page);
  await expectAccessible(window, "a file that is no picture");
  await choose();
  await answerFileDialog(files.large);
  await window.says("shop front.jpg is larger than 5 MB");

  expect(await provider.uploads()).toEqual([]);
});

test("an upload that is refused, lost or called off says so, and the same file is tried again", async () => {
  await provider.refusesTheNextUpload();
  await choose();
  await answerFileDialog(files.diwali);
  await window.says("WhatsApp could not fetch or use the image");
  await window.says("131053");
  await provider.takesTheNextUploadAndFails();
  await window.click("Upload it again");
  await window.says("It is not known whether the picture was uploaded");
  await provider.takesTheNextUploadAndStalls(MINUTE_MS);
  await window.click("Upload it again");
  await window.says("Uploading diwali.jpg, 239 KB…");
  await window.says("Wait for the picture first");
  await expectAccessible(window, "a picture on its way");
  await window.click("Call it off");
  await window.says("The upload was called off");

  await window.click("Upload it again");

  await window.says("WhatsApp has diwali.jpg.");
  await window.says(/diwali\.jpg, 239 KB\. Can be used until/u);
  expect((await provider.uploads()).at(-1)).toBe(await idInForm());
  await expectAccessible(window, "a picture that was uploaded");
});

test("the order carries it, and the next one uses it again without another upload", async () => {
  const uploads = await provider.uploads();
  await fill();
  await window.click("JSON");
  await window.says(`"id": "${uploads.at(-1)}"`);
  await window.press("Control", "Enter");
  await window.says("Timeline");

  await compose("KP-2403");
  await window.choose("Uploaded before", "diwali.jpg");
  expect(await idInForm()).toBe(uploads.at(-1));
  await choose();
  await answerFileDialog(files.diwali);
  await window.says(/WhatsApp has had this picture since .*, as diwali\.jpg/u);

  expect(await provider.uploads()).toEqual(uploads);
});

test("after its thirty days a picture is said to be gone", async () => {
  await fill();
  await provider.passes(31 * DAY_MS);
  await window.says("Can be used until");
  // Only the provider could know. Its answers also tell what time it is: one alone may be odd.
  const before = await provider.sends();
  for (const nth of [1, 2]) {
    await window.press("Control", "Enter");
    await until("it was asked to be sent", async () => (await provider.sends()) === before + nth);
    await window.says("has expired");
  }
  await window.fill("Text", "Your order is packed.");

  await window.says("gone since");
  await window.says(/he uploaded picture’s id: WhatsApp keeps an uploaded picture for 30 days/u);
});

/** Begins a new order, as far as the place for an uploaded picture. */
async function compose(reference: string): Promise<void> {
  await window.press("n");
  await window.says(`Order ${reference}`);
  await window.click("Footer, picture and button");
  await window.click("Uploaded");
  await window.says(CHOOSE);
}

/** Opens the system's dialog by keyboard. */
async function choose(): Promise<void> {
  await window.browser.execute((name: string) => {
    const named = [...document.querySelectorAll("button")];
    named.find((button) => button.textContent?.trim() === name)?.focus();
  }, CHOOSE);
  expect(await window.focused()).toBe(CHOOSE);
  await window.press("Enter");
}

async function fill(): Promise<void> {
  await window.fill("Customer’s phone", "99000 00004");
  await window.fill("Item 1, name", "Filter coffee 500 g");
  await window.fill("Item 1, price", "450");
  await window.fill("Text", "Your order is ready.");
  await window.says("Send ₹450.00 request");
}

async function idInForm(): Promise<string> {
  await window.focus(ID);
  return window.browser.execute(() => {
    const on = document.activeElement;
    return on instanceof HTMLInputElement ? on.value : "";
  });
}
