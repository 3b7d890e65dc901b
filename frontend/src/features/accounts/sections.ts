/** Owns the names of the pages of Settings. */

/** Its pages, in their order. */
export const SECTIONS = [
  "accounts",
  "lookups",
  "care",
  "limits",
  "notifications",
  "appearance",
  "about",
] as const;

/** One of its pages. */
export type Section = (typeof SECTIONS)[number];
