/** Owns the lines of the activity that the window holds: from the newest down to where somebody looked. */
import {
  call,
  commands,
  reason,
  type ActivityLineView,
  type DeedView,
  type EnvironmentView,
  type IpcError,
} from "./call";
import { followOrders } from "./followOrders";

/** Lines in a page. */
export const ACTIVITY_ROWS = 50;
/** New lines appear by themselves as long as nobody has gone further down than this many pages. */
const PAGES_NEAR_TOP = 1;

/** Which lines are shown. */
export interface ActivityAsked {
  environment: EnvironmentView;
  deed: DeedView | null;
  reference: string | null;
}

/** Lines of the activity, read page by page, each where the one before ended. */
export class ActivityPages {
  fault = $state.raw<IpcError>();
  /** Lines were written that are not shown. */
  hasNewer = $state(false);
  #pages = $state.raw<readonly (readonly ActivityLineView[])[]>([]);
  #isWhole = $state(false);

  readonly #asked: ActivityAsked;
  #wanted = 1;
  #isReading = false;

  constructor(asked: ActivityAsked) {
    this.#asked = asked;
  }

  /** How many rows the list has: those that are here, and a page to come if there is more. */
  get count(): number | undefined {
    if (this.#pages.length === 0 && !this.#isWhole) return undefined;
    const here = this.#pages.reduce((sum, page) => sum + page.length, 0);
    return this.#isWhole ? here : here + ACTIVITY_ROWS;
  }

  /** Nothing older is missing. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** The rows of a page, if they are here. */
  page = (index: number): readonly ActivityLineView[] | undefined => this.#pages[index];

  /** Reads down to what is visible. */
  need = (indices: readonly number[]): void => {
    this.#wanted = Math.max(1, ...indices.map((index) => index + 1));
    void this.#read();
  };

  /** Begins at the newest line again. */
  restart = async (): Promise<void> => {
    const first = await this.#ask(null);
    if (first === undefined) return;
    this.#pages = first.length === 0 ? [] : [first];
    this.#isWhole = first.length < ACTIVITY_ROWS;
    this.hasNewer = false;
    this.#wanted = 1;
  };

  /** Reads now, and notices new lines. Returns how to stop. */
  follow = (): (() => void) => {
    void this.restart();
    const reload = () => {
      if (this.#pages.length <= PAGES_NEAR_TOP) void this.restart();
      else this.hasNewer = true;
    };
    // What else the activity tells of.
    const also = ["accounts", "batches", "exports"] as const;
    return followOrders(this.#asked.environment, reload, undefined, also);
  };

  async #read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    while (!this.#isWhole && this.#pages.length > 0 && this.#pages.length < this.#wanted) {
      const last = this.#pages.at(-1)?.at(-1);
      const known = this.#pages;
      const next = await this.#ask(last?.number ?? null);
      // A restart meanwhile begins anew.
      if (next === undefined || known !== this.#pages) break;
      if (next.length > 0) this.#pages = [...known, next];
      this.#isWhole = next.length < ACTIVITY_ROWS;
    }
    this.#isReading = false;
  }

  async #ask(before: number | null): Promise<readonly ActivityLineView[] | undefined> {
    const { environment, deed, reference } = this.#asked;
    try {
      const lines = await call(
        commands.activityList(environment, deed, reference, before, ACTIVITY_ROWS),
      );
      this.fault = undefined;
      return lines;
    } catch (thrown) {
      this.fault = reason(thrown);
      return undefined;
    }
  }
}
