/** Owns which keys mean what in the whole window, and when they mean nothing. */

/** What a key asks the window for. */
export type Wish =
  | "palette"
  | "compose"
  | "today"
  | "orders"
  | "lookups"
  | "refunds"
  | "expired"
  | "exports"
  | "activity"
  | "settings"
  | "unresolved"
  | "back"
  | "list";

/** How long a letter may follow G, in milliseconds. */
export const CHORD_MS_MAX = 1_500;

const AFTER_G: Record<string, Wish> = {
  t: "today",
  l: "lookups",
  o: "orders",
  n: "compose",
  r: "refunds",
  x: "expired",
  e: "exports",
  a: "activity",
  s: "settings",
  u: "unresolved",
};

const TYPES_TEXT = 'input, textarea, select, [contenteditable="true"]';
const HAS_KEYS_OF_ITS_OWN = '[role="dialog"], [role="alertdialog"], [role="menu"]';
/** Where arrows have nothing of their own to move. */
const STILL = "body, main, h1";

/** Reads keys one after another; remembers a G until its letter comes. */
export class Shortcuts {
  #chordEndsAt = 0;

  /**
   * What this key asks for as the letter after a G. Asked before anything under it hears of the key,
   * for a list has a use for letters of its own.
   */
  follow(event: KeyboardEvent, nowMs: number): Wish | undefined {
    const isAfterG = nowMs < this.#chordEndsAt;
    this.#chordEndsAt = 0;
    const target = event.target instanceof Element ? event.target : null;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!isAfterG || !isPlain) return undefined;
    if (target?.closest(HAS_KEYS_OF_ITS_OWN) || target?.closest(TYPES_TEXT)) return undefined;
    return AFTER_G[letterOf(event)];
  }

  /** What this key asks for; a wish also means that the key is used up. */
  read(event: KeyboardEvent, nowMs: number): Wish | undefined {
    if (event.defaultPrevented || event.isComposing || event.altKey) return undefined;

    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(HAS_KEYS_OF_ITS_OWN)) return undefined;
    const letter = letterOf(event);
    if (event.ctrlKey || event.metaKey) {
      if (event.shiftKey) return undefined;
      if (letter === "k") return "palette";
      return letter === "n" ? "compose" : undefined;
    }

    if (target?.closest(TYPES_TEXT)) return undefined;
    if (event.key === "/") return "palette";
    if (event.key === "Escape") return "back";
    if (event.shiftKey || event.repeat) return undefined;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      return target?.matches(STILL) ? "list" : undefined;
    }
    if (letter === "g") this.#chordEndsAt = nowMs + CHORD_MS_MAX;
    return letter === "n" ? "compose" : undefined;
  }
}

/** The letter of a key, also where the keyboard writes another script. */
function letterOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  if (/^[a-z]$/.test(key)) return key;
  // Punctuation on a Latin layout may sit where another layout has a letter.
  const isOtherScript = key.length === 1 && key > "\u007f";
  return isOtherScript && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
}
