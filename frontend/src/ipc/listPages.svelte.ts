/** Owns the pages of the list of refunds that the window holds: a few around what is visible. */
import { SvelteMap } from "svelte/reactivity";
import {
  call,
  commands,
  reason,
  type EnvironmentView,
  type IpcError,
  type RefundPageView,
  type RefundStageView,
  type RefundView,
} from "./call";
import { followOrders } from "./followOrders";

/** Rows in a page. */
export const REFUND_ROWS = 50;

/** The list of refunds of one environment, or a part of it, read page by page. */
export class RefundPages {
  counts = $state.raw<Pick<RefundPageView, "unresolved" | "onTheirWay" | "finished">>();
  fault = $state.raw<IpcError>();

  readonly #environment: EnvironmentView;
  readonly #stage: RefundStageView | null;
  readonly #pages = new SvelteMap<number, readonly RefundView[]>();
  readonly #asked = new Set<number>();
  #visible: readonly number[] = [0];
  /** What was asked in an earlier reading is thrown away when it arrives. */
  #reading = 0;

  constructor(environment: EnvironmentView, stage: RefundStageView | null) {
    this.#environment = environment;
    this.#stage = stage;
  }

  /** How many rows this part of the list has. */
  get count(): number | undefined {
    if (this.counts === undefined) return undefined;
    const { unresolved, onTheirWay, finished } = this.counts;
    switch (this.#stage) {
      case null:
        return unresolved + onTheirWay + finished;
      case "unresolved":
        return unresolved;
      case "on_its_way":
        return onTheirWay;
      case "finished":
        return finished;
    }
  }

  /** The rows of a page, if they are here. */
  page = (index: number): readonly RefundView[] | undefined => this.#pages.get(index);

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
    const stop = followOrders(this.#environment, () => void this.reload());
    void this.reload();
    return stop;
  };

  async #load(index: number): Promise<void> {
    const reading = this.#reading;
    this.#asked.add(index);
    try {
      const { rows, ...counts } = await call(
        commands.refundList(this.#environment, this.#stage, index * REFUND_ROWS, REFUND_ROWS),
      );
      if (reading !== this.#reading) return;
      this.#pages.set(index, rows);
      this.counts = counts;
      this.fault = undefined;
    } catch (thrown) {
      if (reading === this.#reading) this.fault = reason(thrown);
    } finally {
      if (reading === this.#reading) this.#asked.delete(index);
    }
  }
}
