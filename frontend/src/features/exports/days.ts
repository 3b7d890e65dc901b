/** Owns days as they are typed, such as 2026-11-20: whether there is one, and the ones beside it. */

const WRITTEN = /^\d{4}-\d{2}-\d{2}$/u;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/u;
const DAY_MS = 86_400_000;

/** Whether it is written as a day is, in the calendar or not. */
export const isWritten = (text: string): boolean => WRITTEN.test(text);

/** Whether the calendar has it. */
export function isDay(text: string): boolean {
  return isWritten(text) && dayAfter(text, 0) === text;
}

/** Whether it is a time of day, such as 06:30. */
export const isTime = (text: string): boolean => TIME.test(text);

/** The day so many days later; nothing where there is none. */
export function dayAfter(day: string, days: number): string | undefined {
  const ms = Date.parse(`${day}T00:00:00Z`) + days * DAY_MS;
  const moved = new Date(ms);
  const isInCalendar = !Number.isNaN(ms) && moved.getUTCFullYear() <= 9_999;
  return isInCalendar ? moved.toISOString().slice(0, WRITTEN_CHARS) : undefined;
}

const WRITTEN_CHARS = 10;

/** The day that clocks show in “2026-11-20 00:00:00”. */
export const dayOf = (shown: string): string => shown.slice(0, WRITTEN_CHARS);
