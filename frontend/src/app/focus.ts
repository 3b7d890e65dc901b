/** Owns where the keyboard's focus goes when a screen or a panel comes or goes. */

const ROW = '[role="grid"] [role="row"][tabindex="0"]';

/** How long a new screen may still put other things in place of its first ones, in milliseconds. */
const SETTLES_MS = 2_000;

/** Moves into a new screen: to its title, unless the screen has chosen a place itself. */
export function focusScreen(main: HTMLElement): void {
  const at = document.activeElement;
  if (at !== main && main.contains(at)) return;
  moveTo(main, "h1");
  // A screen that asks the desk first is drawn anew with the answer, its title included.
  const redrawn = new MutationObserver(() => {
    if (hasLostFocus()) moveTo(main, "h1");
    // The screen has chosen; and between two of its fields nothing has the focus for a moment.
    else if (document.activeElement?.localName !== "h1") redrawn.disconnect();
  });
  redrawn.observe(main, { childList: true, subtree: true });
  setTimeout(() => redrawn.disconnect(), SETTLES_MS);
}

/** Moves into the panel beside the list; false where there is none. */
export function focusPanel(main: HTMLElement): boolean {
  return moveTo(main, "aside");
}

/** Moves to the row of the list that arrows go on from; false where there is no list. */
export function focusRow(main: HTMLElement): boolean {
  const row = main.querySelector<HTMLElement>(ROW);
  row?.focus();
  return row !== null;
}

/** Says whether what has gone took the focus with it. */
export function hasLostFocus(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body;
}

/** Moves to what is read and not used, which the Tab key therefore passes by. */
function moveTo(main: HTMLElement, place: string): boolean {
  const to = main.querySelector<HTMLElement>(place);
  if (to === null) return false;
  to.tabIndex = -1;
  to.focus({ preventScroll: true });
  return true;
}
