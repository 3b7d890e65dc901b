/** Owns the rows of items: the blank one at the end, removing, and rows pasted from a sheet. */
import type { ItemForm, OriginForm } from "$ipc/call";
import { m } from "$messages";
import { formatCount } from "$ui";
import { COLUMNS, type Column } from "./fields";

/** The most rows that may be filled, as in the desk. */
export const ROWS_MAX = 100;

/** Far more than a hundred rows need; nobody waits while a whole workbook is taken apart. */
const PASTE_CHARS_MAX = 100_000;

/** What a row begins with once it has a name, in sight and easily changed. */
const USUAL_QUANTITY = "1";

export const blankRow = (): ItemForm => ({
  name: "",
  quantity: "",
  price: "",
  salePrice: "",
  retailerId: "",
  imageLink: "",
  origin: null,
});

/** What of a row is text; where it comes from alone does not make it an item. */
const TEXTS = [...COLUMNS, "retailerId", "imageLink"] as const;

/** What is said of where an item comes from. */
const ORIGIN = [
  "countryOfOrigin",
  "importerName",
  "addressLine1",
  "addressLine2",
  "city",
  "zoneCode",
  "postalCode",
] as const;

/** Says whether nothing stands in a row; the desk leaves such rows out. */
export const isBlank = (row: ItemForm): boolean => TEXTS.every((part) => row[part].trim() === "");

/** Says whether a row has more to it than its cells show. */
export const hasDetails = ({ retailerId, imageLink, origin }: ItemForm): boolean =>
  retailerId.trim() !== "" || imageLink.trim() !== "" || origin !== null;

/** How many items a bill has, in words. */
export const itemCount = (count: number): string =>
  count === 1 ? m.compose_items_one() : m.compose_items_many({ count: formatCount(count) });

/** The rows with one blank row at the end, while another may be filled. */
export function withBlankEnd(rows: readonly ItemForm[]): ItemForm[] {
  const last = rows.at(-1);
  const hasRoom = rows.filter((row) => !isBlank(row)).length < ROWS_MAX;
  const isOpenEnded = last !== undefined && isBlank(last);
  return isOpenEnded || !hasRoom ? [...rows] : [...rows, blankRow()];
}

/** The rows without the blank ones at the end: what was really filled in. */
export function withoutBlankEnd(rows: readonly ItemForm[]): ItemForm[] {
  return rows.slice(0, rows.findLastIndex((row) => !isBlank(row)) + 1);
}

/** The rows without one of them. */
export const withoutRow = (rows: readonly ItemForm[], at: number): ItemForm[] =>
  withBlankEnd(rows.filter((_, index) => index !== at));

/** The quantity of a row after its name was typed: one, until someone says otherwise. */
export function usualQuantity(row: ItemForm): string {
  const { name, quantity, price, salePrice } = row;
  if (name.trim() !== "") {
    return quantity === "" ? USUAL_QUANTITY : quantity;
  }
  const isAlone = price === "" && salePrice === "" && quantity === USUAL_QUANTITY;
  return isAlone ? "" : quantity;
}

/** A row as an earlier order had it; how many, and what is said of the whole order, stay. */
export function filledAgain(now: ItemForm, earlier: ItemForm, common: OriginForm): ItemForm {
  const { origin } = earlier;
  const isCommon = origin !== null && ORIGIN.every((part) => origin[part] === common[part]);
  const filled = { ...earlier, quantity: now.quantity, origin: isCommon ? null : origin };
  return { ...filled, quantity: usualQuantity(filled) };
}

/** Says whether something beside a name and a quantity gives way when a row becomes another one. */
export const givesWay = (now: ItemForm, next: ItemForm): boolean =>
  now.origin !== null ||
  (["price", "salePrice", "retailerId", "imageLink"] as const).some(
    (part) => now[part].trim() !== "" && now[part] !== next[part],
  );

/** What became of a paste. */
export type Pasted =
  | { what: "text" }
  | { what: "too_many"; rows: number }
  | { what: "rows"; items: ItemForm[]; rows: number; cutColumns: boolean };

/**
 * Puts cells copied from a sheet into the rows, from a cell on to the right and down. A single cell
 * is text like any other. More rows than fit change nothing: a bill that lacks its end is a wrong
 * bill.
 */
export function pasteCells(
  rows: readonly ItemForm[],
  at: { row: number; column: Column },
  text: string,
): Pasted {
  if (text.length > PASTE_CHARS_MAX) {
    return { what: "too_many", rows: text.split("\n").length };
  }
  const cells = cellsOf(text);
  const first = COLUMNS.indexOf(at.column);
  if (cells.length < 2 && (cells[0]?.length ?? 0) < 2) {
    return { what: "text" };
  }

  const items = rows.map((row) => ({ ...row }));
  cells.forEach((line, index) => {
    const item = (items[at.row + index] ??= blankRow());
    line.slice(0, COLUMNS.length - first).forEach((cell, offset) => {
      const column = COLUMNS[first + offset];
      if (column !== undefined) {
        item[column] = cell.trim();
      }
    });
  });
  if (items.filter((row) => !isBlank(row)).length > ROWS_MAX) {
    return { what: "too_many", rows: cells.length };
  }
  return {
    what: "rows",
    items: withBlankEnd(items),
    rows: cells.length,
    cutColumns: cells.some((line) =>
      line.slice(COLUMNS.length - first).some((cell) => cell.trim() !== ""),
    ),
  };
}

/** Cells as sheets put them on the clipboard; one with a tab, break or quote in it is quoted. */
const CELL = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;

function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const [, quoted, plain = "", end] = CELL.exec(text) ?? [];
    // A name stands on one line here, also if the sheet breaks it.
    const cell = quoted?.replaceAll('""', '"').replace(/\s+/g, " ") ?? plain;
    lines.at(-1)?.push(cell);
    if (end === "\t" && CELL.lastIndex === text.length) {
      lines.at(-1)?.push("");
    } else if (end !== "\t" && CELL.lastIndex < text.length) {
      lines.push([]);
    }
  }
  return lines;
}
