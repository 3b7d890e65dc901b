/** Owns the pages of a list that the window holds: a few around what is visible. */
import { SvelteMap } from "svelte/reactivity";
import { reason, type EnvironmentView, type IpcError } from "./call";
import { followOrders } from "./followOrders";

/** Rows in a page. */
export const LIST_ROWS = 50;

/** What one page is read as: its rows, and how long the whole list is. */
export interface ListPage<Row> {
  rows: readonly Row[];
  count: number;
}

/** A list about the orders of one environment, read page by page. */
export class ListPages<Row> {
  count = $state<number>();
  fault = $state.raw<IpcError>();

  readonly #environment: EnvironmentView;
  readonly #read: (index: number) => Promise<ListPage<Row>>;
  readonly #tickMs: number | undefined;
  readonly #pages = new SvelteMap<number, readonly Row[]>();
  readonly #asked = new Set<number>();
  #visible: readonly number[] = [0];
  /** What was asked in an earlier reading is thrown away when it arrives. */
  #reading = 0;

  /** `read` is given the place of the page's first row; time alone outdates it every `tickMs`. */
  constructor(
    environment: EnvironmentView,
    read: (index: number) => Promise<ListPage<Row>>,
    tickMs?: number,
  ) {
    this.#environment = environment;
    this.#read = read;
    this.#tickMs = tickMs;
  }

  /** The rows of a page, if they are here. */
  page = (index: number): readonly Row[] | undefined => this.#pages.get(index);

  /** Loads what is visible and not here yet. */
  need = (indices: readonly number[]): void => {
    this.#visible = indices;
    for (const index of indices) {
      if (!this.#pages.has(index) && !this.#asked.has(index)) void this.#load(index);
    }
  };

  /** Reads what is visible anew; what is on screen stays until it is here. */
  reload = async (): Promise<void> => {
    this.#reading += 1;
    this.#asked.clear();
    const kept = new Set(this.#visible);
    for (const index of this.#pages.keys()) {
      if (!kept.has(index)) this.#pages.delete(index);
    }
    await Promise.all([...kept].map((index) => this.#load(index)));
  };

  /** Reads now, and again whenever the book changes. Returns how to stop. */
  follow = (): (() => void) => {
    const stop = followOrders(this.#environment, () => void this.reload(), this.#tickMs);
    void this.reload();
    return stop;
  };

  async #load(index: number): Promise<void> {
    const reading = this.#reading;
    this.#asked.add(index);
    try {
      const { rows, count } = await this.#read(index * LIST_ROWS);
      if (reading !== this.#reading) return;
      this.#pages.set(index, rows);
      this.count = count;
      this.fault = undefined;
    } catch (thrown) {
      if (reading === this.#reading) this.fault = reason(thrown);
    } finally {
      if (reading === this.#reading) this.#asked.delete(index);
    }
  }
}
