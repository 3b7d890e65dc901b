/** Owns how a moment is written: in the account's zone, and no longer than it must be. */
import { m } from "$messages";
import { getContext, hasContext, setContext } from "svelte";

/**
 * clock: 16:42 IST today, else 19 Nov, 11:20 IST. seconds: 16:33:12, its zone said once above.
 * date: 19 Nov. day: Thursday 19 November 2026, 11:20 IST. full: 19 Nov 2026, 11:20:33 IST. age: now, 9 min, 3 h, 2 d 4 h.
 */
export type TimeStyle = "clock" | "seconds" | "date" | "day" | "full" | "age";

interface At {
  nowMs: number;
  zone?: string;
}

const DEFAULT_ZONE = "Asia/Kolkata";
const ZONE_KEY = Symbol("zone");

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on the hours of an age no longer matter. */
const DAYS_ALONE_MS = 10 * DAY_MS;

/** Names that readers know; any other zone is written as its distance from UTC. */
const ZONE_LABELS: Record<string, string> = {
  "Asia/Kolkata": "IST",
  "America/Sao_Paulo": "BRT",
  UTC: "UTC",
};

/** Sets the zone for everything below the calling component. */
export function provideZone(zone: () => string): void {
  setContext(ZONE_KEY, zone);
}

/** Returns the zone that holds where the calling component stands. */
export function contextZone(): () => string {
  return hasContext(ZONE_KEY) ? getContext<() => string>(ZONE_KEY) : () => DEFAULT_ZONE;
}

/** Returns the short name of a zone, to be said once above times that leave it out. */
export function zoneLabel(zone: string = DEFAULT_ZONE): string {
  return ZONE_LABELS[zone] ?? fields(0, zone).timeZoneName;
}

/** Writes a moment; `nowMs` decides what is today, what is this year, and how old it is. */
export function formatTime(ms: number, style: TimeStyle, at: At): string {
  const zone = at.zone ?? DEFAULT_ZONE;
  const then = fields(ms, zone);
  const today = fields(at.nowMs, zone);
  const year = then.year === today.year ? "" : ` ${then.year}`;
  const date = `${then.day} ${then.month}`;
  const clock = `${then.hour}:${then.minute}`;

  switch (style) {
    case "clock": {
      const isToday = year === "" && date === `${today.day} ${today.month}`;
      return `${isToday ? "" : `${date}${year}, `}${clock} ${zoneLabel(zone)}`;
    }
    case "seconds":
      return `${clock}:${then.second}`;
    case "date":
      return `${date}${year}`;
    case "day":
      return `${longDay(ms, zone)}, ${clock} ${zoneLabel(zone)}`;
    case "full":
      return `${date} ${then.year}, ${clock}:${then.second} ${zoneLabel(zone)}`;
    case "age":
      return formatAge(at.nowMs - ms);
  }
}

/**
 * Writes what clocks show somewhere, as Rust says it, with its year and seconds: 20 Nov 2026,
 * 00:00:00. No zone is looked up, for the engine may not know it.
 */
export function formatShown(shown: string): string {
  const ms = Date.parse(`${shown.replace(" ", "T")}Z`);
  if (Number.isNaN(ms)) return shown;
  const { day, month, year, hour, minute, second } = fields(ms, "UTC");
  return `${day} ${month} ${year}, ${hour}:${minute}:${second}`;
}

/** Writes how long something takes or is away: 40 s, 9 min, 3 h, 2 d. */
export function formatSpan(ms: number): string {
  if (ms < 1_000) return m.ui_span_ms({ count: Math.round(ms) });
  if (ms < 2 * MINUTE_MS) return m.ui_span_seconds({ count: Math.round(ms / 1_000) });
  if (ms < 2 * HOUR_MS) return m.ui_span_minutes({ count: Math.round(ms / MINUTE_MS) });
  if (ms < 2 * DAY_MS) return m.ui_span_hours({ count: Math.round(ms / HOUR_MS) });
  return m.ui_span_days({ count: Math.round(ms / DAY_MS) });
}

function formatAge(ms: number): string {
  if (ms < MINUTE_MS) {
    return m.ui_age_now();
  }
  if (ms < HOUR_MS) {
    return m.ui_age_minutes({ count: Math.floor(ms / MINUTE_MS) });
  }
  if (ms < DAY_MS) {
    return m.ui_age_hours({ count: Math.floor(ms / HOUR_MS) });
  }
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  return ms < DAYS_ALONE_MS && hours > 0
    ? m.ui_age_days_hours({ days, hours })
    : m.ui_age_days({ count: days });
}

function longDay(ms: number, zone: string): string {
  const day = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return day.format(ms).replace(",", "");
}

const FIELDS = ["year", "month", "day", "hour", "minute", "second", "timeZoneName"] as const;
type Fields = Record<(typeof FIELDS)[number], string>;

function fields(ms: number, zone: string): Fields {
  const found: Fields = {
    year: "",
    month: "",
    day: "",
    hour: "",
    minute: "",
    second: "",
    timeZoneName: "",
  };
  for (const { type, value } of formatter(zone).formatToParts(ms)) {
    const field = FIELDS.find((name) => name === type);
    if (field !== undefined) {
      found[field] = value;
    }
  }
  return found;
}

// Making a formatter costs far more than using it, and a list has a hundred times on it.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (found === undefined) {
    found = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "shortOffset",
    });
    formatters.set(zone, found);
  }
  return found;
}
