/** Owns which part of a text is what somebody typed, however either of them is spaced. */

/** A stretch of a text; what was typed is marked. */
export interface Part {
  text: string;
  isMatch: boolean;
}

const MEANS_NOTHING = /[\s\-+().]/u;

/** Splits a text around what was typed; spaces, dashes and letter case do not matter. */
export function parts(text: string, typed: string): Part[] {
  const sought = [...typed.toLowerCase()].filter(isMeant).join("");
  const kept = [...text].map((char, at) => ({ char, at })).filter(({ char }) => isMeant(char));
  // Letters that change their length in lower case would shift every place behind them.
  const bare = kept.map(({ char }) => char.toLowerCase().charAt(0)).join("");
  const begin = sought === "" ? -1 : bare.indexOf(sought);
  const first = kept[begin];
  const last = kept[begin + sought.length - 1];
  if (begin < 0 || first === undefined || last === undefined) return [{ text, isMatch: false }];

  const chars = [...text];
  return [
    { text: chars.slice(0, first.at).join(""), isMatch: false },
    { text: chars.slice(first.at, last.at + 1).join(""), isMatch: true },
    { text: chars.slice(last.at + 1).join(""), isMatch: false },
  ].filter((part) => part.text !== "");
}

function isMeant(char: string): boolean {
  return !MEANS_NOTHING.test(char);
}
