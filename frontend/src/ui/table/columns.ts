/** Owns which columns are shown and how wide: amounts and states stay, the rest leaves in order. */
import type { Snippet } from "svelte";

/** The widths that tokens.css knows, as `--col-…`. */
export type ColumnWidth =
  | "tick"
  | "reference"
  | "customer"
  | "phone"
  | "amount"
  | "state"
  | "refund"
  | "order"
  | "age"
  | "money"
  | "qty"
  | "next"
  | "hold";

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** What it holds shows without a title. */
  readonly titleHidden?: boolean;
  readonly width: ColumnWidth;
  readonly align?: "end";
  /** Takes what is left, and gives way once nothing more can be dropped. */
  readonly grow?: boolean;
  /** Set in the weight of names and amounts. */
  readonly medium?: boolean;
  /** When space is short the highest leaves first; a column without one never leaves. */
  readonly drop?: number;
  readonly cell: Snippet<[row: Row]>;
}

type Measured = Pick<Column<never>, "id" | "width" | "grow" | "drop">;

/** Returns the columns that fit, in their order. */
export function columnsThatFit<Some extends Measured>(
  columns: readonly Some[],
  available: number,
  widthOf: (width: ColumnWidth) => number,
): Some[] {
  const kept = [...columns];
  const total = () => kept.reduce((sum, { width }) => sum + widthOf(width), 0);
  while (total() > available) {
    const next = kept.reduce<Some | undefined>(
      (worst, one) => ((one.drop ?? 0) > (worst?.drop ?? 0) ? one : worst),
      undefined,
    );
    if (next === undefined) {
      break;
    }
    kept.splice(kept.indexOf(next), 1);
  }
  return kept;
}

/** Returns the value of `grid-template-columns`. */
export function columnTemplate(columns: readonly Measured[]): string {
  return columns
    .map(({ width, grow }) => (grow === true ? "minmax(0, 1fr)" : `var(--col-${width})`))
    .join(" ");
}
