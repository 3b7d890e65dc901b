/** The main job as a newcomer does it, with a picture of every step. */
import { test } from "vitest";
import { Session } from "../harness/session.ts";
import { Window } from "../harness/window.ts";
import { lookUpUntil } from "../harness/look-up.ts";
import { ROOT } from "../harness/root.ts";
import { join } from "node:path";

test("the main job", async () => {
  const session = await Session.open();
  const window = await Window.open(session, { width: 1280, height: 800 });
  let number = 0;
  const step = async (name: string) => {
    number += 1;
    const file = `${number}-${name}.png`;
    await window.picture(join(ROOT, "out/run", file));
    console.log(`  ${file}`);
  };

  await window.says("Try it with the sandbox");
  await step("first-start");
  await window.press("Tab");
  await window.press("Enter");
  await window.says("No orders yet");
  await step("sandbox");
  await window.press("Control", "n");
  await window.says("Send ₹979.15 request");
  await step("new-order");
  await window.press("Control", "Enter");
  await window.says("WhatsApp accepted it");
  await step("sent");
  await lookUpUntil(window, "Paid ₹979.15");
  await step("paid");
  await window.press("Control", "k");
  await window.type("S-0001");
  await window.says("Found in the book");
  await step("found");

  await window.close();
  await session.close();
});
