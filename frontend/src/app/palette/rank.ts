/** Owns which actions fit what was typed, the best first. */
import type { IconName } from "$ui";
import fuzzysort from "fuzzysort";

/** Something the palette can do, or a screen it can go to. */
export interface Action {
  id: string;
  group: "do" | "go";
  icon: IconName;
  label: string;
  /** Other words by which people look for it. */
  also: string;
  /** Shown beside the label, quietly. */
  detail?: string | undefined;
  /** The keys that do the same, one after another. */
  keys?: readonly string[] | undefined;
  /** Why it cannot run now. */
  why?: string | undefined;
  run: () => void;
}

/** Below this, letters are found scattered and mean nothing. */
const SCORE_MIN = 0.5;

/** Returns what fits, the best first; everything, in its own order, where nothing was typed. */
export function ranked(actions: readonly Action[], typed: string): readonly Action[] {
  if (typed === "") return actions;
  const fits = fuzzysort.go(typed, actions, { keys: ["label", "also"], threshold: SCORE_MIN });
  return fits.map(({ obj }) => obj);
}
