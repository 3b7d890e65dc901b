/** Owns keeping the mark on its row when rows came or went above it. */

/** The pages of a list that are here. */
export interface Loaded<Row> {
  readonly page: (index: number) => readonly Row[] | undefined;
  readonly pageSize: number;
  readonly rowKey: (row: Row) => string;
}

/** Returns a row, if its page is here. */
export function rowAt<Row>({ page, pageSize }: Loaded<Row>, index: number): Row | undefined {
  return page(Math.floor(index / pageSize))?.[index % pageSize];
}

/** Remembers which row is marked, not only its place. */
export class Follower {
  #index = -1;
  #key: string | undefined;

  /**
   * Takes the place that is marked and returns the place where the marked row is now.
   * Without this a new order on top would move the mark to an order that nobody marked.
   */
  settle<Row>(loaded: Loaded<Row>, index: number): number {
    const row = rowAt(loaded, index);
    const key = row === undefined ? undefined : loaded.rowKey(row);
    if (index !== this.#index) {
      this.#index = index;
      this.#key = key;
      return index;
    }
    if (key === undefined || key === this.#key) {
      return index;
    }
    const found = this.#key === undefined ? undefined : indexOfKey(loaded, this.#key, index);
    if (found === undefined) {
      this.#key = key;
      return index;
    }
    this.#index = found;
    return found;
  }
}

/** Looks on the page of a place and on the pages beside it. */
function indexOfKey<Row>(loaded: Loaded<Row>, key: string, near: number): number | undefined {
  const home = Math.floor(near / loaded.pageSize);
  for (const at of [home, home + 1, home - 1]) {
    const rows = at < 0 ? undefined : loaded.page(at);
    const found = rows?.findIndex((row) => loaded.rowKey(row) === key) ?? -1;
    if (found >= 0) {
      return at * loaded.pageSize + found;
    }
  }
  return undefined;
}
