/** Owns looking an order up until what is expected is true, as an impatient operator would. */
import { until } from "./until.ts";
import type { Window } from "./window.ts";

/** A simulated customer takes a few seconds; nobody asks more often than this, in milliseconds. */
const PAUSE_MS = 1_000;

/** Looks the open or focused order up until the window says this. */
export async function lookUpUntil(window: Window, words: string): Promise<void> {
  await until(
    `lookups lead to “${words}”`,
    async () => {
      await window.press("l");
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      return (await window.text()).includes(words);
    },
    40_000,
  );
}
