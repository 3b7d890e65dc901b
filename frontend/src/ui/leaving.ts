/** Owns asking whoever has unsaved work before a screen is left. */

/** Goes on at once, or once the person has agreed. */
type Keeper = (goOn: () => void) => void;

let keeper: Keeper | undefined;

/** Lets `keep` decide about leaving until the returned function is called. */
export function keepBeforeLeaving(keep: Keeper): () => void {
  keeper = keep;
  return () => {
    if (keeper === keep) keeper = undefined;
  };
}

/** Leaves, unless somebody has unsaved work and the person stays with it. */
export function leave(goOn: () => void): void {
  if (keeper === undefined) goOn();
  else keeper(goOn);
}
