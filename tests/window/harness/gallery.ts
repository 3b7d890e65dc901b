/** Owns the pictures of docs/screens: every state at both sizes, in both themes. */
import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll } from "vitest";
import { ROOT } from "./root.ts";
import type { Window } from "./window.ts";

const FOLDER = join(ROOT, "docs/screens");

/** Where the book of the pictures is: its path is on some of them, and the same in every run. */
const BOOK = join(tmpdir(), "counterfoil-screens");

/** The sizes a window is looked at. */
export const SIZES = [
  [1440, 900],
  [1024, 700],
] as const;

/** The themes. */
export const THEMES = ["light", "dark"] as const;

const convert = promisify(execFile);
/** Pictures are made smaller while the next are taken: some states last only a few seconds. */
const shrinking: Promise<unknown>[] = [];
afterAll(() => Promise.all(shrinking));

/** A folder for the book of the pictures, with nothing in it. */
export function freshBook(): string {
  rmSync(BOOK, { recursive: true, force: true });
  return BOOK;
}

/** Shows the colors of a theme, whatever is remembered. */
export async function useTheme(window: Window, theme: (typeof THEMES)[number]): Promise<void> {
  await window.browser.executeAsync((wanted: string, done: () => void) => {
    document.documentElement.dataset["theme"] = wanted;
    // What is folded away may begin to move and never end.
    setTimeout(done, 2_000);
    // Colors go over into one another; what turns for ever is not waited for.
    requestAnimationFrame(() => {
      const ending = document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
      void Promise.allSettled(ending.map((one) => one.finished)).then(() => done());
    });
  }, theme);
}

/** Takes the picture of a state at every size and in every theme. */
export async function pictures(window: Window, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  // What lies under the pointer looks as if it were meant.
  await window.browser.action("pointer").move({ x: 1, y: 1 }).perform();
  for (const [width, height] of SIZES) {
    await window.resize(width, height);
    for (const theme of THEMES) {
      await useTheme(window, theme);
      const file = join(FOLDER, `${name}-${width}-${theme}.png`);
      await window.picture(file);
      shrinking.push(shrink(file));
    }
  }
}

/** Closes every toast, so that it covers nothing that is to be seen. */
export async function closeToasts(window: Window): Promise<void> {
  await window.browser.execute(() => {
    for (const toast of document.querySelectorAll("[data-toast]")) {
      [...toast.querySelectorAll("button")].at(-1)?.click();
    }
  });
}

async function shrink(file: string): Promise<void> {
  const small = ["-strip", "-dither", "None", "-colors", "256", `png8:${file}`];
  await convert("convert", [file, ...small]);
}
