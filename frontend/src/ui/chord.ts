/** Owns how a chord is written: with the key that this computer's keyboard has for it. */

/** Returns “Ctrl K”, and “⌘ K” on a Mac. */
export function chord(letter: string, userAgent = navigator.userAgent): string {
  return userAgent.includes("Mac OS X") ? `⌘ ${letter}` : `Ctrl ${letter}`;
}
