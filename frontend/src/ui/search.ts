/** Owns finding entries of a long list by parts of their words, however they are spaced or marked. */

/** What can be looked for. */
export interface Searched {
  label: string;
  /** Another name, shown quietly beside it. */
  note?: string | undefined;
}

/** The entries that have every word of what was typed, in their own order. */
export function found<Entry extends Searched>(entries: readonly Entry[], typed: string): Entry[] {
  const words = bare(typed).split(" ").filter(Boolean);
  return entries.filter(({ label, note = "" }) => {
    const text = bare(`${label} ${note}`);
    return words.every((word) => text.includes(word));
  });
}

/** Letters without their marks; whatever separates words is a space. */
function bare(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, " ");
}
