/** Owns the pictures of docs/screens: every state at both sizes, in both themes. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";
import type { Window } from "./window.ts";

const FOLDER = join(ROOT, "docs/screens");

/** The sizes a window is looked at. */
export const SIZES = [
  [1440, 900],
  [1024, 700],
] as const;

/** The themes. */
export const THEMES = ["light", "dark"] as const;

/** Shows the colors of a theme, whatever is remembered. */
export async function useTheme(window: Window, theme: (typeof THEMES)[number]): Promise<void> {
  await window.browser.execute((wanted) => {
    document.documentElement.dataset["theme"] = wanted;
  }, theme);
}

/** Takes the picture of a state at every size and in every theme. */
export async function pictures(window: Window, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const [width, height] of SIZES) {
    await window.resize(width, height);
    for (const theme of THEMES) {
      await useTheme(window, theme);
      const file = join(FOLDER, `${name}-${width}-${theme}.png`);
      await window.picture(file);
      execFileSync("convert", [
        file,
        "-strip",
        "-dither",
        "None",
        "-colors",
        "256",
        `png8:${file}`,
      ]);
    }
  }
}
