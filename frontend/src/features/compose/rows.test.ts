/** Owns the proof that rows from a sheet arrive whole or not at all. */
import { describe, expect, it } from "vitest";
import {
  blankRow,
  pasteCells,
  ROWS_MAX,
  usualQuantity,
  withBlankEnd,
  withoutBlankEnd,
} from "./rows";

const row = (name: string, quantity = "", price = "", salePrice = "") => ({
  ...blankRow(),
  name,
  quantity,
  price,
  salePrice,
});
const AT_NAME = { row: 0, column: "name" } as const;

describe("rows from a sheet", () => {
  it("fill name, quantity, price and sale price, with a blank row after them", () => {
    const text = "Filter coffee\t2\t420\r\nGroundnut oil\t1\t425\t389\r\n";

    expect(pasteCells([blankRow()], AT_NAME, text)).toEqual({
      what: "rows",
      rows: 2,
      cutColumns: false,
      items: [
        row("Filter coffee", "2", "420"),
        row("Groundnut oil", "1", "425", "389"),
        blankRow(),
      ],
    });
  });

  it("begin at the cell they are pasted into and leave the rest of the row alone", () => {
    const before = [row("Coffee", "2"), row("Oil", "1"), blankRow()];

    const pasted = pasteCells(before, { row: 0, column: "price" }, "₹420.00\n₹425.00");

    expect(pasted).toMatchObject({
      items: [row("Coffee", "2", "₹420.00"), row("Oil", "1", "₹425.00"), blankRow()],
    });
    expect(before[0]?.price).toBe("");
  });

  it("are read as sheets quote them", () => {
    const text = '"5"" pipe"\t1\t10\n"Two\nlines"\t2\t20\n5" pipe\t3\t30';

    const pasted = pasteCells([blankRow()], AT_NAME, text);

    expect(pasted.what === "rows" && pasted.items.map(({ name }) => name)).toEqual([
      '5" pipe',
      "Two lines",
      '5" pipe',
      "",
    ]);
  });

  it("say when cells to the right were left out", () => {
    expect(pasteCells([blankRow()], AT_NAME, "Coffee\t2\t420\t\t840")).toMatchObject({
      cutColumns: true,
    });
    expect(pasteCells([blankRow()], AT_NAME, "Coffee\t2\t420\t\t")).toMatchObject({
      cutColumns: false,
    });
  });

  it("change nothing when they would be too many: a bill without its end is a wrong bill", () => {
    const text = "Thing\t1\t10\n".repeat(ROWS_MAX);

    expect(pasteCells([blankRow()], AT_NAME, text)).toMatchObject({ what: "rows" });
    expect(pasteCells([row("Coffee"), blankRow()], { row: 1, column: "name" }, text)).toEqual({
      what: "too_many",
      rows: ROWS_MAX,
    });
    expect(pasteCells([blankRow()], AT_NAME, "x\t1\n".repeat(50_000)).what).toBe("too_many");
  });

  it.each(["Filter coffee, 500 g", "420\r\n", ""])("a single cell is text: %j", (text) => {
    expect(pasteCells([blankRow()], AT_NAME, text)).toEqual({ what: "text" });
  });
});

describe("the blank row at the end", () => {
  it("is there while another may be filled", () => {
    const full = Array.from({ length: ROWS_MAX }, () => row("Thing"));

    expect(withBlankEnd([])).toEqual([blankRow()]);
    expect(withBlankEnd([row("Coffee")])).toEqual([row("Coffee"), blankRow()]);
    expect(withBlankEnd([row("Coffee"), blankRow()])).toHaveLength(2);
    expect(withBlankEnd(full)).toHaveLength(ROWS_MAX);
  });

  it("is no part of what was typed, unlike a blank row between others", () => {
    const typed = [row("Coffee"), blankRow(), row("Oil")];

    expect(withoutBlankEnd([...typed, blankRow(), blankRow()])).toEqual(typed);
  });
});

it("a new row is for one, until someone says otherwise", () => {
  expect(usualQuantity(row("C"))).toBe("1");
  expect(usualQuantity(row("Coffee", "2"))).toBe("2");
  expect(usualQuantity(row("", "1"))).toBe("");
  expect(usualQuantity(row("", "1", "420"))).toBe("1");
});
