/** Owns the proof of how moments are written, across days, years and zones. */
import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import { formatShown, formatTime, zoneLabel, type TimeStyle } from "./time";
import Time from "./Time.svelte";

const NOW = "2026-11-20T16:45:00+05:30";

describe("what clocks show somewhere", () => {
  it("stands as Rust says it, in words", () => {
    expect(formatShown("2026-11-01 00:00:00")).toBe("1 Nov 2026, 00:00:00");
    expect(formatShown("2026-03-29 01:59:59")).toBe("29 Mar 2026, 01:59:59");
    expect(formatShown("whenever")).toBe("whenever");
  });
});

describe("a moment", () => {
  it("of today is only its clock", () => {
    check("clock", "2026-11-20T16:42:08+05:30", "16:42 IST");
    check("clock", "2026-11-20T00:00:00+05:30", "00:00 IST");
  });

  it("of another day has its date", () => {
    check("clock", "2026-11-19T23:59:59+05:30", "19 Nov, 23:59 IST");
    check("clock", "2026-11-21T00:00:00+05:30", "21 Nov, 00:00 IST");
    check("date", "2026-11-19T11:20:00+05:30", "19 Nov");
  });

  it("has its year only if that differs", () => {
    check("clock", "2025-11-20T11:20:00+05:30", "20 Nov 2025, 11:20 IST");
    check("date", "2025-11-20T11:20:00+05:30", "20 Nov 2025");
    check("full", "2026-09-02T03:04:05+05:30", "2 Sept 2026, 03:04:05 IST");
  });

  it("in a timeline leaves the zone out", () => {
    check("seconds", "2026-11-20T16:33:12+05:30", "16:33:12");
  });

  it("belongs to the day of the zone, not of this computer", () => {
    check("clock", "2026-11-19T19:00:00Z", "00:30 IST");
    expect(at("clock", "2026-11-20T02:30:00Z", "America/Sao_Paulo")).toBe("19 Nov, 23:30 BRT");
  });

  it("is as old as whole units say", () => {
    check("age", "2026-11-20T16:44:01+05:30", "now");
    check("age", "2026-11-20T16:44:00+05:30", "1 min");
    check("age", "2026-11-20T16:36:00+05:30", "9 min");
    check("age", "2026-11-20T15:45:01+05:30", "59 min");
    check("age", "2026-11-20T15:45:00+05:30", "1 h");
    check("age", "2026-11-19T16:45:01+05:30", "23 h");
    check("age", "2026-11-19T16:45:00+05:30", "1 d");
    check("age", "2026-11-18T12:45:00+05:30", "2 d 4 h");
    check("age", "2026-11-01T12:45:00+05:30", "19 d");
  });

  it("ahead of this computer's clock is now, never negative", () => {
    check("age", "2026-11-20T17:45:00+05:30", "now");
  });

  function check(style: TimeStyle, moment: string, expected: string): void {
    expect(at(style, moment), moment).toBe(expected);
  }

  function at(style: TimeStyle, moment: string, zone?: string): string {
    const nowMs = Date.parse(NOW);
    return formatTime(Date.parse(moment), style, zone === undefined ? { nowMs } : { nowMs, zone });
  }
});

it("zones have the name that readers know", () => {
  expect(zoneLabel()).toBe("IST");
  expect(zoneLabel("America/Sao_Paulo")).toBe("BRT");
  expect(zoneLabel("Asia/Dubai")).toBe("GMT+4");
});

describe("Time", () => {
  afterEach(() => void vi.useRealTimers());

  it("has the whole moment for machines and in its tooltip", () => {
    const { container } = render(Time, { ms: Date.parse("2026-11-20T16:33:12+05:30") });
    const time = container.querySelector("time");

    expect(time).toHaveAttribute("datetime", "2026-11-20T11:03:12.000Z");
    expect(time).toHaveAttribute("title", "20 Nov 2026, 16:33:12 IST");
  });

  it("grows older while it is looked at, by one timer for all", async () => {
    vi.useFakeTimers({ now: Date.parse(NOW) });
    const ms = Date.parse(NOW);
    const first = render(Time, { ms, style: "age" });
    const second = render(Time, { ms: ms - 60_000, style: "age" });
    await tick();
    expect(vi.getTimerCount()).toBe(1);

    vi.advanceTimersByTime(60_000);
    await tick();

    expect(first.container).toHaveTextContent("1 min");
    expect(second.container).toHaveTextContent("2 min");
  });
});
