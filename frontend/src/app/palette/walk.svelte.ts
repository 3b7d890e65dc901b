/** Owns which row of the palette Enter would take, and when Enter has to wait for the book. */

/** A row of the palette. */
export interface Choice {
  id: string;
  canRun: boolean;
  run: () => void;
}

/** The way over the rows by arrows, pointer and Enter. */
export class Walk {
  /** What arrows or the pointer went to; typing begins anew. */
  #chosen = $state<string>();
  #isEnterOwed = $state(false);
  readonly #rows: () => readonly Choice[];
  readonly #isAnswered: () => boolean;
  readonly #onTake: (run: () => void) => void;

  readonly active = $derived.by(() => {
    const rows = this.#rows();
    return (
      rows.find(({ id }) => id === this.#chosen) ?? rows.find(({ canRun }) => canRun) ?? rows[0]
    );
  });

  constructor(
    rows: () => readonly Choice[],
    isAnswered: () => boolean,
    onTake: (run: () => void) => void,
  ) {
    this.#rows = rows;
    this.#isAnswered = isAnswered;
    this.#onTake = onTake;
    $effect(() => {
      // Enter right after a paste means the order that was pasted, not whatever stood there before.
      if (this.#isEnterOwed && isAnswered()) this.#take();
    });
  }

  point = (id: string): void => {
    this.#chosen = id;
  };

  type = (): void => {
    this.#chosen = undefined;
    this.#isEnterOwed = false;
  };

  /** Uses a key; says whether it did, and where the way leads now. */
  press(key: string): boolean {
    switch (key) {
      case "ArrowDown":
        this.#move(1);
        return true;
      case "ArrowUp":
        this.#move(-1);
        return true;
      case "Enter":
        if (this.#isAnswered() || this.#chosen !== undefined) this.#take();
        else this.#isEnterOwed = true;
        return true;
      default:
        return false;
    }
  }

  #move(by: number): void {
    const rows = this.#rows();
    const at = rows.findIndex(({ id }) => id === this.active?.id);
    this.#chosen = rows[(at + by + rows.length) % rows.length]?.id;
  }

  #take(): void {
    this.#isEnterOwed = false;
    if (this.active?.canRun) this.#onTake(this.active.run);
  }
}
