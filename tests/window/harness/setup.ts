/** Owns what happens after every test: a failed one leaves its picture and words, and nothing runs on. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { ROOT } from "./root.ts";
import { endAll } from "./start.ts";
import { openWindows } from "./window.ts";

const FOLDER = join(ROOT, "out/window");

/** A window in which something was refused has failed its test, whatever else it showed. */
afterEach(async () => {
  for (const window of openWindows) await window.expectNothingRefused();
});

afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  mkdirSync(FOLDER, { recursive: true });
  for (const [index, window] of [...openWindows].entries()) {
    const file = join(FOLDER, `${task.name.replaceAll(/\W+/g, "-")}-${index + 1}`);
    await window.picture(`${file}.png`).catch(() => undefined);
    writeFileSync(`${file}.txt`, await window.text().catch(String));
  }
});

afterAll(async () => {
  for (const window of openWindows) await window.close();
  endAll();
});
