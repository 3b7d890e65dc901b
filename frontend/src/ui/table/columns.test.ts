/** Owns the proof that amounts and states outlast every other column. */
import { expect, it } from "vitest";
import { columnsThatFit, columnTemplate, type ColumnWidth } from "./columns";

const COLUMNS = [
  { id: "reference", width: "reference" },
  { id: "customer", width: "customer", grow: true },
  { id: "phone", width: "phone", drop: 3 },
  { id: "amount", width: "amount" },
  { id: "payment", width: "state" },
  { id: "refund", width: "refund" },
  { id: "order", width: "order", drop: 2 },
  { id: "age", width: "age", drop: 1 },
] as const;

const each100 = () => 100;

it("shows every column where there is room", () => {
  expect(shown(800)).toEqual(COLUMNS.map(({ id }) => id));
});

it("drops phone, then order, then age", () => {
  expect(shown(799)).not.toContain("phone");
  expect(shown(799)).toContain("order");
  expect(shown(699)).not.toContain("order");
  expect(shown(699)).toContain("age");
  expect(shown(599)).toEqual(["reference", "customer", "amount", "payment", "refund"]);
});

it("never drops amount, payment and refund, however short the space", () => {
  expect(shown(10)).toEqual(["reference", "customer", "amount", "payment", "refund"]);
});

it("lets the growing column give way and keeps the others' widths", () => {
  expect(columnTemplate(COLUMNS.slice(0, 2))).toBe("var(--col-reference) minmax(0, 1fr)");
});

it("asks for the width of each column", () => {
  const widths: Partial<Record<ColumnWidth, number>> = { phone: 500 };
  const found = columnsThatFit(COLUMNS, 800, (name) => widths[name] ?? 50);

  expect(found.map(({ id }) => id)).not.toContain("phone");
});

function shown(available: number): string[] {
  return columnsThatFit(COLUMNS, available, each100).map(({ id }) => id);
}
