/** Owns where focus begins in a dialog: the first field, else the way out, never the red button. */

const FIELD =
  "input:not([type=hidden]):not(:disabled):not([readonly]), select:not(:disabled), textarea:not(:disabled):not([readonly])";
const WAY_OUT = "[data-way-out]:not(:disabled)";

/** Returns what to focus; a dialog always has its cross. */
export function firstFocus(dialog: HTMLElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>(FIELD) ??
    dialog.querySelector<HTMLElement>(WAY_OUT) ??
    dialog.querySelector<HTMLElement>("button")
  );
}
