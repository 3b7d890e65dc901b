/** Owns asking axe whether everybody can use what is on the page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "vitest";
import { THEMES, useTheme } from "./gallery.ts";
import type { Window } from "./window.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Found {
  id: string;
  impact: string;
  where: string[];
}

/** Fails where anything serious or critical keeps somebody from using the page, in any theme. */
export async function expectAccessible(window: Window, screen: string): Promise<void> {
  for (const theme of THEMES) {
    await useTheme(window, theme);
    await window.browser.execute(AXE);
    const found = await window.browser.executeAsync((done: (found: Found[]) => void) => {
      const { axe } = globalThis as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; impact: string; nodes: { html: string }[] }[];
          }>;
        };
      };
      void axe.run().then(({ violations }) =>
        done(
          violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .map(({ id, impact, nodes }) => ({
              id,
              impact,
              where: nodes.map(({ html }) => html),
            })),
        ),
      );
    });
    expect(found, `${screen}, ${theme}`).toEqual([]);
  }
}
