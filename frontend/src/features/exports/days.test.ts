/** Proves which days and times there are, and what lies beside them. */
import { expect, test } from "vitest";
import { dayAfter, isDay, isTime } from "./days";

test("only what the calendar has is a day", () => {
  for (const day of ["2026-11-20", "2028-02-29", "2026-12-31"]) expect(isDay(day), day).toBe(true);
  for (const day of ["", "20-11-2026", "2026-11-2", "2026-02-30", "2027-02-29", "2026-13-01"]) {
    expect(isDay(day), day).toBe(false);
  }
});

test("a day leads to the one beside it, over months and years", () => {
  expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
  expect(dayAfter("2028-03-01", -1)).toBe("2028-02-29");
  expect(dayAfter("9999-12-31", 1)).toBeUndefined();
  expect(dayAfter("tomorrow", 1)).toBeUndefined();
});

test("a time of day has two digits each", () => {
  for (const time of ["00:00", "06:30", "23:59"]) expect(isTime(time), time).toBe(true);
  for (const time of ["", "6:30", "24:00", "06:60", "06:30:00"]) {
    expect(isTime(time), time).toBe(false);
  }
});
