/** Owns waiting until somebody pauses, so that not every letter is a question to the book. */

/** How long a pause is, in milliseconds. */
export const PAUSE_MS = 80;

/** A text as it was when the typing last paused. */
export class Settled {
  text = $state("");

  constructor(typed: () => string) {
    $effect(() => {
      const text = typed();
      const timer = setTimeout(() => (this.text = text), PAUSE_MS);
      return () => clearTimeout(timer);
    });
  }
}
