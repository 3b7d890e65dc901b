/** Owns which parts of the form are unfolded: by hand, or because something inside is to be fixed. */
import { SvelteMap } from "svelte/reactivity";
import type { Fold } from "./fields";

export class Folds {
  readonly #isNeeded: (fold: Fold) => boolean;
  #byHand = new SvelteMap<Fold, boolean>();

  constructor(isNeeded: (fold: Fold) => boolean) {
    this.#isNeeded = isNeeded;
  }

  /** Whether a part is unfolded. A caller keeps it derived: a fold that is set again to what it was
   * would undo a press whose own event is still to come. */
  isOpen(fold: Fold): boolean {
    return this.#byHand.get(fold) ?? this.#isNeeded(fold);
  }

  set(fold: Fold, isOpen: boolean): void {
    this.#byHand.set(fold, isOpen);
  }
}
