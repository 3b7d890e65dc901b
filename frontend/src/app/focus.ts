/** Owns where the keyboard's focus goes when a screen or a panel comes or goes. */

const ROW = '[role="grid"] [role="row"][tabindex="0"]';

/** Moves into a new screen: to its title, unless the screen has chosen a place itself. */
export function focusScreen(main: HTMLElement): void {
  const at = document.activeElement;
  if (at !== null && at !== main && main.contains(at)) return;
  const title = main.querySelector<HTMLElement>("h1");
  if (title === null) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

/** Moves to the row of the list that arrows go on from; false where there is no list. */
export function focusRow(main: HTMLElement): boolean {
  const row = main.querySelector<HTMLElement>(ROW);
  row?.focus();
  return row !== null;
}

/** Says whether a closed panel took the focus with it. */
export function hasLostFocus(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body;
}
