/** Owns how long a customer may pay: the usual choices, and the words for any other. */
import { m } from "$messages";

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 1_440;

const USUAL_MINUTES = [30, 60, 240, 1_440, 4_320, 10_080];
const NO_LIMIT = "none";

interface Choice {
  value: string;
  label: string;
}

/** The choices, and the form's own time among them if it is another. */
export function expiryChoices(minutes: number | null): Choice[] {
  const isUsual = minutes === null || USUAL_MINUTES.includes(minutes);
  const all = isUsual ? USUAL_MINUTES : [...USUAL_MINUTES, minutes].sort((a, b) => a - b);
  return [
    ...all.map((one) => ({ value: expiryValue(one), label: expiryWords(one) })),
    { value: NO_LIMIT, label: m.compose_expiry_none() },
  ];
}

export const expiryValue = (minutes: number | null): string =>
  minutes === null ? NO_LIMIT : minutes.toString();

export const expiryMinutes = (value: string): number | null =>
  value === NO_LIMIT ? null : Number(value);

/** A time in the largest unit that says it whole. */
export function expiryWords(minutes: number): string {
  if (minutes > 0 && minutes % MINUTES_PER_DAY === 0) {
    const count = minutes / MINUTES_PER_DAY;
    return count === 1 ? m.compose_expiry_day() : m.compose_expiry_days({ count });
  }
  if (minutes > 0 && minutes % MINUTES_PER_HOUR === 0) {
    const count = minutes / MINUTES_PER_HOUR;
    return count === 1 ? m.compose_expiry_hour() : m.compose_expiry_hours({ count });
  }
  return minutes === 1 ? m.compose_expiry_minute() : m.compose_expiry_minutes({ count: minutes });
}
