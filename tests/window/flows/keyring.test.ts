/** A keyring that is locked: said soon, the window goes on, and trying again is enough. */
import { afterEach, beforeEach, test } from "vitest";
import { Session, type Keyring } from "../harness/session.ts";
import { Window } from "../harness/window.ts";

/** The desk gives a keyring three seconds; the window needs a moment to say so. */
const SAID_MS_MAX = 4_000;

let session: Session;
let window: Window;

async function open(keyring: Keyring): Promise<void> {
  session = await Session.open(keyring);
  window = await Window.open(session);
  await window.says("Try it with the sandbox");
}

beforeEach(() => open("unlocked"));

afterEach(async () => {
  await window.close();
  await session.close();
});

test("a locked keyring sends nothing, says so, and lets the person go on", async () => {
  await window.click("Start the sandbox");
  await window.says("No orders yet");
  await window.press("n");
  await window.says("Send ₹979.15 request");
  session.lock();

  await window.press("Control", "Enter");
  await window.says("The keyring", SAID_MS_MAX);
  await window.says(/[Nn]othing was sent/);
  await window.fill("Item 1, quantity", "3");
  await window.says("₹1,378.15");

  await session.unlockInPrompt();
  await window.press("Control", "Enter");
  await window.says("WhatsApp accepted it");
});

test("the keyring that dies under the program is started again without a restart", async () => {
  await window.click("Start the sandbox");
  await window.says("No orders yet");
  await window.press("n");
  await window.says("Send ₹979.15 request");
  session.killKeyring();

  await window.press("Control", "Enter");
  await window.says(/keyring/i, SAID_MS_MAX);

  await session.unlockInPrompt();
  await window.press("Control", "Enter");
  await window.says("WhatsApp accepted it");
});
