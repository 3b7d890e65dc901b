/** Owns the proof that every row of a list of any length can be reached and is where it should be. */
import { describe, expect, it } from "vitest";
import {
  HEIGHT_MAX,
  offsetAt,
  pagesOf,
  rowAfterKey,
  rowsAround,
  ROWS_MAX,
  rowTop,
  scrollTopFor,
  scrollTopShowing,
  shownHeight,
  type Extent,
} from "./extent";

const COUNTS = [1, 2, 15, 100, 104_218, 833_333, 833_334, 1_000_000, 10_000_000];

describe.each(COUNTS)("a list of %i rows", (count) => {
  const extent: Extent = { count, rowHeight: 36, viewport: 600 };
  const last = count - 1;
  // An engine keeps whole pixels, of which each stands for this many when scrolling is scaled; rows
  // stand on whole pixels too.
  const slack = Math.max((count * 36) / HEIGHT_MAX, 1) / 2 + 0.5;
  const samples = [0, 1, 7, Math.floor(count / 3), Math.floor(count / 2), last - 1, last].filter(
    (index) => index >= 0 && index < count,
  );

  it("is never higher than an engine allows", () => {
    expect(shownHeight(extent)).toBeLessThanOrEqual(HEIGHT_MAX);
    expect(shownHeight(extent)).toBe(Math.min(count * 36, HEIGHT_MAX));
  });

  it.each(samples)("can bring row %i wholly into sight from either end", (index) => {
    for (const from of [0, shownHeight(extent)]) {
      const scrollTop = Math.round(scrollTopShowing(extent, from, index));
      const inView = rowTop(extent, scrollTop, index) - scrollTop;

      expect(inView).toBeGreaterThanOrEqual(-slack);
      expect(inView + 36).toBeLessThanOrEqual(600 + slack);
    }
  });

  it.each(samples)("has row %i in the document when it is in sight", (index) => {
    const scrollTop = scrollTopShowing(extent, 0, index);
    const { first, end } = rowsAround(extent, scrollTop);

    expect(first).toBeLessThanOrEqual(index);
    expect(end).toBeGreaterThan(index);
  });

  it("ends with its last row at the bottom", () => {
    const scrollTop = Math.max(shownHeight(extent) - 600, 0);
    const bottom = rowTop(extent, scrollTop, last) + 36 - scrollTop;

    expect(bottom).toBeCloseTo(Math.min(600, count * 36), 3);
  });

  it("never holds more rows than its bound, wherever it is scrolled to", () => {
    for (let step = 0; step <= 20; step += 1) {
      const { first, end } = rowsAround(extent, (shownHeight(extent) * step) / 20);

      expect(end - first).toBeLessThanOrEqual(ROWS_MAX);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(count);
    }
  });

  it("translates offsets there and back", () => {
    const full = Math.max(count * 36 - 600, 0);
    for (const part of [0, 0.1, 0.5, 0.999, 1]) {
      expect(offsetAt(extent, scrollTopFor(extent, full * part))).toBeCloseTo(full * part, 3);
    }
  });
});

describe("rows in the document", () => {
  it("are none where there is nothing or no room", () => {
    expect(rowsAround({ count: 0, rowHeight: 36, viewport: 600 }, 0)).toEqual({ first: 0, end: 0 });
    expect(rowsAround({ count: 9, rowHeight: 36, viewport: 0 }, 0)).toEqual({ first: 0, end: 0 });
  });

  it("are those in sight and a few beside them", () => {
    const extent = { count: 1_000, rowHeight: 36, viewport: 360 };

    expect(rowsAround(extent, 0)).toEqual({ first: 0, end: 18 });
    expect(rowsAround(extent, 36 * 100)).toEqual({ first: 92, end: 118 });
    expect(rowsAround(extent, 36 * 100 + 1)).toEqual({ first: 92, end: 119 });
    expect(rowsAround(extent, 36 * 990)).toEqual({ first: 982, end: 1_000 });
  });

  it("fill a view that is higher than the bound", () => {
    const { first, end } = rowsAround({ count: 1_000, rowHeight: 32, viewport: 2_560 }, 0);

    expect(first).toBe(0);
    expect(end).toBe(80);
  });

  it("stay within the list when the engine scrolls past its ends", () => {
    const extent = { count: 50, rowHeight: 36, viewport: 360 };

    expect(rowsAround(extent, -80)).toEqual(rowsAround(extent, 0));
    expect(rowsAround(extent, 9_999)).toEqual(rowsAround(extent, 50 * 36 - 360));
  });
});

describe("bringing a row into sight", () => {
  const extent = { count: 1_000, rowHeight: 36, viewport: 360 };

  it("does not move for a row that is in sight", () => {
    expect(scrollTopShowing(extent, 360, 10)).toBe(360);
    expect(scrollTopShowing(extent, 360, 19)).toBe(360);
  });

  it("moves no further than it takes", () => {
    expect(scrollTopShowing(extent, 360, 9)).toBe(324);
    expect(scrollTopShowing(extent, 360, 20)).toBe(396);
  });
});

describe("pages", () => {
  it("are those that hold a row of the run", () => {
    check(0, 0, []);
    check(0, 1, [0]);
    check(0, 200, [0]);
    check(199, 201, [0, 1]);
    check(200, 400, [1]);
    check(150, 601, [0, 1, 2, 3]);

    function check(first: number, end: number, expected: number[]): void {
      expect(pagesOf({ first, end }, 200), `${first}–${end}`).toEqual(expected);
    }
  });
});

describe("keys", () => {
  const extent = { count: 100, rowHeight: 36, viewport: 360 };

  it("lead to the row they should", () => {
    check("ArrowDown", 5, 6);
    check("ArrowUp", 5, 4);
    check("PageDown", 5, 14);
    check("PageUp", 50, 41);
    check("Home", 50, 0);
    check("End", 50, 99);
    check("Enter", 5, undefined);
    check("l", 5, undefined);
  });

  it("do not leave the list", () => {
    check("ArrowUp", 0, 0);
    check("PageUp", 3, 0);
    check("ArrowDown", 99, 99);
    check("PageDown", 95, 99);
  });

  it("stay at nothing in an empty list", () => {
    const empty = { ...extent, count: 0 };

    expect(rowAfterKey(empty, 0, "ArrowDown")).toBe(0);
    expect(rowAfterKey(empty, 0, "End")).toBe(0);
  });

  function check(key: string, from: number, expected: number | undefined): void {
    expect(rowAfterKey(extent, from, key), `${key} from ${from}`).toBe(expected);
  }
});
