/** Owns how moments and amounts stand inside a sentence, where no component can stand. */
import { m } from "$messages";
import { now } from "./clock";
import { formatMoney, type Currency } from "./money";
import { contextZone, formatTime, zoneLabel } from "./time";

/** What a moment is told against. */
export interface Here {
  nowMs: number;
  zone: string;
}

/** Returns the present moment and zone, for a component that is being made. */
export function here(): () => Here {
  const zone = contextZone();
  return () => ({ nowMs: now(), zone: zone() });
}

/** Writes a moment: 16:07 IST, or with its date if that is another day. */
export function at(ms: number, here: Here, precision: "clock" | "seconds" = "clock"): string {
  const words =
    precision === "seconds" && isToday(ms, here)
      ? `${formatTime(ms, "seconds", here)} ${zoneLabel(here.zone)}`
      : formatTime(ms, "clock", here);
  // “16:07” and “IST” belong on one line.
  return words.replaceAll(" ", "\u00a0");
}

/** Writes a moment with its preposition: at 16:07 IST, on 19 Nov, 11:20 IST. */
export function when(ms: number, here: Here): string {
  const time = at(ms, here);
  return isToday(ms, here) ? m.ui_at({ time }) : m.ui_on({ time });
}

/** Whether a moment is of the present day. */
export function isToday(ms: number, here: Here): boolean {
  return formatTime(ms, "date", here) === formatTime(here.nowMs, "date", here);
}

/** Writes an amount. */
export function amount(money: { minor: number; currency: Currency }): string {
  return formatMoney(money.minor, money.currency);
}
