/** Owns which parts of the form are unfolded: by hand, or because something inside is to be fixed. */
import { SvelteMap } from "svelte/reactivity";
import { rowFold, rowOf, type Fold } from "./fields";

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

  /** A row of the items is gone, and those below it moved up. */
  removeRow(at: number): void {
    const known = [...this.#byHand];
    this.#byHand.clear();
    for (const [fold, isOpen] of known) {
      const row = rowOf(fold);
      if (row !== at) {
        this.#byHand.set(row !== null && row > at ? rowFold(row - 1) : fold, isOpen);
      }
    }
  }
}
