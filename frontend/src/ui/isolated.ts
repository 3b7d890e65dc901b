/** Owns keeping a name inside a sentence from turning the direction of the words around it. */

/** Letters written from right to left, and marks that turn the direction of others. */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
/** A mark that ends an isolate would end this one too. */
const ISOLATES = /[\u2066-\u2069]/g;

/** The text as it stands in a line of other text; most names need nothing. */
export const isolated = (text: string): string =>
  TURNS.test(text) ? `\u2068${text.replaceAll(ISOLATES, "")}\u2069` : text;
