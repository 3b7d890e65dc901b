/** Owns what a line of the timeline is, and on whose word it stands. */
import { m } from "$messages";
import type { IconName, Tone } from "$ui";

/** One line of the timeline, ready to be shown. */
export interface TimelineLine {
  tone: Tone;
  icon: IconName;
  what: string;
  /** Who says so first, then what else is known. */
  source: string[];
}

export function line(tone: Tone, icon: IconName, what: string, source: string[]): TimelineLine {
  return { tone, icon, what, source };
}

type Rest = (string | null)[];

export const book = (...rest: Rest) => said(m.orders_source_book(), rest);
export const answered = (...rest: Rest) => said(m.orders_source_whatsapp(), rest);
export const lookup = (...rest: Rest) => said(m.orders_source_lookup(), rest);
export const signed = (...rest: Rest) => said(m.orders_source_signed(), rest);
export const unsigned = (...rest: Rest) => said(m.orders_source_unsigned(), rest);

export function quote(words: string | null): string | null {
  return words === null || words === "" ? null : m.orders_quote({ words });
}

function said(who: string, rest: Rest): string[] {
  return [who, ...rest].filter((words) => words !== null);
}
