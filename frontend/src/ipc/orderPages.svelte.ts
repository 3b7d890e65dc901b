/** Owns the pages of the list of orders that the window holds: a few around what is visible. */
import { SvelteMap } from "svelte/reactivity";
import {
  call,
  commands,
  reason,
  type EnvironmentView,
  type IpcError,
  type ListSpanView,
  type OrderLineView,
} from "./call";
import { followOrders } from "./followOrders";
import { TIME_PASSES_MS } from "./orders";

/** Rows in a page. */
export const PAGE_ROWS = 100;
/** Pages kept; those farthest from what is visible go first. */
const PAGES_MAX = 12;

interface Page {
  rows: readonly OrderLineView[];
  /** Where the next page begins. */
  next: string | null;
  /** Which reading of the list it belongs to. */
  reading: number;
}

/** The list of orders of one environment, or a part of a list of them, read page by page. */
export class OrderPages {
  count = $state<number>();
  fault = $state.raw<IpcError>();
  updatedAtMs = $state<number>();

  readonly #environment: EnvironmentView;
  readonly #span: ListSpanView | null;
  readonly #pages = new SvelteMap<number, Page>();
  readonly #asked = new Set<number>();
  #visible: readonly number[] = [0];
  /** What was asked in an earlier reading is thrown away when it arrives. */
  #reading = 0;
  #isStale = false;
  #rereading: Promise<void> | undefined;

  constructor(environment: EnvironmentView, span: ListSpanView | null = null) {
    this.#environment = environment;
    this.#span = span;
  }

  /** The rows of a page, if they are here. */
  page = (index: number): readonly OrderLineView[] | undefined => this.#pages.get(index)?.rows;

  /** Loads what is visible and not here yet. */
  need = (indices: readonly number[]): void => {
    this.#visible = indices;
    if (this.count === undefined) {
      return;
    }
    for (const index of indices) {
      if (!this.#pages.has(index) && !this.#asked.has(index)) {
        void this.#load(index);
      }
    }
  };

  /** Reads the count and what is visible; what is on screen stays until all of it is here. */
  reload = (): Promise<void> => {
    // A change in the middle of a reading makes one more, however many changes there are.
    this.#isStale = true;
    this.#rereading ??= this.#reread().finally(() => (this.#rereading = undefined));
    return this.#rereading;
  };

  /** Reads now, and again whenever the book changes. Returns how to stop. */
  follow = (): (() => void) => {
    // An order expires, and grows older, without anybody writing it down.
    const stop = followOrders(this.#environment, () => void this.reload(), TIME_PASSES_MS);
    void this.reload();
    return stop;
  };

  async #reread(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      try {
        await this.#readAll();
        this.fault = undefined;
      } catch (thrown) {
        this.fault = reason(thrown);
      }
    }
  }

  async #readAll(): Promise<void> {
    this.#reading += 1;
    this.#asked.clear();
    const fresh = new Map<number, Page>();
    // The list mostly stands at its top, and that page does not depend on how many there are.
    const isAtTop = this.#visible.includes(0);
    const [count, top] = await Promise.all([
      call(commands.orderCount(this.#environment, this.#span)),
      isAtTop ? this.#read(0, undefined) : undefined,
    ]);
    if (top !== undefined && count > 0) fresh.set(0, top);
    for (;;) {
      const index = this.#wanted(count).find(
        (wanted) => !fresh.has(wanted) && !this.#isHere(wanted),
      );
      if (index === undefined) {
        break;
      }
      fresh.set(index, await this.#read(index, fresh.get(index - 1)));
    }

    for (const [index, page] of fresh) {
      this.#pages.set(index, page);
    }
    for (const [index, page] of this.#pages) {
      if (page.reading !== this.#reading) {
        this.#pages.delete(index);
      }
    }
    this.count = count;
    this.updatedAtMs = Date.now();
  }

  /** What is visible; and one page more where new rows pushed some of it there. */
  #wanted(count: number): number[] {
    const isPushed = this.count !== undefined && this.count !== count;
    const pushed = isPushed ? [Math.max(...this.#visible) + 1] : [];
    return [...this.#visible, ...pushed].filter((index) => index * PAGE_ROWS < count);
  }

  #isHere(index: number): boolean {
    return this.#asked.has(index) || this.#pages.get(index)?.reading === this.#reading;
  }

  async #load(index: number): Promise<void> {
    const reading = this.#reading;
    this.#asked.add(index);
    try {
      const page = await this.#read(index, this.#pages.get(index - 1));
      if (reading === this.#reading) {
        this.#pages.set(index, page);
        this.updatedAtMs = Date.now();
        this.#forgetFar(index);
      }
    } catch (thrown) {
      if (reading === this.#reading) {
        this.fault = reason(thrown);
      }
    } finally {
      if (reading === this.#reading) {
        this.#asked.delete(index);
      }
    }
  }

  /** Reads on from the page before, if that is of this reading; otherwise jumps. */
  async #read(index: number, before: Page | undefined): Promise<Page> {
    const reading = this.#reading;
    const after = before?.reading === reading ? before.next : null;
    const start = after === null ? { index: index * PAGE_ROWS } : { after };
    const { rows, next } = await call(
      commands.orderList(this.#environment, this.#span, start, PAGE_ROWS),
    );
    return { rows, next, reading };
  }

  #forgetFar(near: number): void {
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const index of far.slice(0, Math.max(0, far.length - PAGES_MAX))) {
      this.#pages.delete(index);
    }
  }
}
