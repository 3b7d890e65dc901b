/** Owns how long texts may be, for the counters beside them; the desk judges (docs/limits.md). */

export const REFERENCE_CHARS_MAX = 35;
export const TEXT_CHARS_MAX = 1_024;
export const FOOTER_CHARS_MAX = 60;
export const EXPIRY_CHARS_MAX = 120;

/** Counts as the desk does: characters, not the units an engine stores them in. */
export const lengthOf = (text: string): number => [...text].length;
