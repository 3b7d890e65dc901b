/** Owns cutting text that no line could show: shortening it by its looks takes WebKit many seconds. */

/** More than any line has room for. */
const CHARS_MAX = 200;

/** Whether a text is so long that an engine must not be asked to end it in dots. */
export const isEndless = (text: string): boolean => text.length > CHARS_MAX;

/** The text, or its beginning. */
export const brief = (text: string): string =>
  isEndless(text) ? `${[...text.slice(0, CHARS_MAX)].slice(0, -1).join("")}…` : text;
