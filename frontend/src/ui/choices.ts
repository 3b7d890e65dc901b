/** Owns what a combobox offers, and what it tells its control about itself. */
import type { HTMLInputAttributes } from "svelte/elements";

/** A line of the list. */
export interface Choice {
  label: string;
  /** Another name or a fact, shown quietly beside it. */
  note?: string | undefined;
  /** Whether it is the value already; left out where nothing is a value yet. */
  isChosen?: boolean;
}

/** Puts back what was there before a choice, unless something was typed since; says whether it did. */
export type TakeBack = () => boolean;

/** A choice that fills in what it stands for. */
export interface Suggestion extends Choice {
  choose: () => TakeBack;
}

/** Asks what fits a text that is being typed. */
export type Ask = (typed: string) => Promise<readonly Suggestion[]>;

/** What the control of a combobox says of itself. */
export type ComboboxAttributes = Pick<
  HTMLInputAttributes,
  "role" | "aria-expanded" | "aria-controls" | "aria-autocomplete" | "aria-activedescendant"
>;
