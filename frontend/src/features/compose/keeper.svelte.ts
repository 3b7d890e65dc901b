/** Owns keeping the draft: soon after a change, one after the other, and never swallowing a refusal. */
import { reason, type IpcError, type OrderForm } from "$ipc/call";

/** How long after the last change the draft is kept. */
export const KEEP_AFTER_MS = 500;

export class Keeper {
  #keep: (form: OrderForm) => Promise<number>;
  #savedAtMs: number | null;
  #fault = $state.raw<IpcError | null>(null);
  #discardFault = $state.raw<IpcError | null>(null);
  #waiting: (() => OrderForm) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(keep: (form: OrderForm) => Promise<number>, savedAtMs: number | null) {
    this.#keep = keep;
    this.#savedAtMs = $state(savedAtMs);
  }

  /** When the draft was kept last. */
  get savedAtMs(): number | null {
    return this.#savedAtMs;
  }

  /** Why the newest draft is not kept. */
  get fault(): IpcError | null {
    return this.#fault;
  }

  /** Why an old draft could not be thrown away. */
  get discardFault(): IpcError | null {
    return this.#discardFault;
  }

  /** The form changed. */
  soon(form: () => OrderForm): void {
    this.#waiting = form;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), KEEP_AFTER_MS);
  }

  /** Keeps what waits, after what is being kept: an older draft must not overtake a newer one. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    const form = this.#waiting?.();
    this.#waiting = null;
    if (form !== undefined) {
      this.#last = this.#last.then(() => this.#keepNow(form));
    }
    return this.#last;
  }

  /** Keeps nothing more of what was typed until now. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
  }

  /** Throws the kept draft away, after what is being kept: it must not come back. */
  discard(throwAway: () => Promise<unknown>): Promise<void> {
    this.forget();
    this.#last = this.#last.then(() => this.#discardNow(throwAway));
    return this.#last;
  }

  async #discardNow(throwAway: () => Promise<unknown>): Promise<void> {
    try {
      await throwAway();
      this.#savedAtMs = null;
      this.#fault = null;
      this.#discardFault = null;
    } catch (thrown) {
      this.#discardFault = reason(thrown);
    }
  }

  async #keepNow(form: OrderForm): Promise<void> {
    try {
      this.#savedAtMs = await this.#keep(form);
      this.#fault = null;
    } catch (thrown) {
      this.#fault = reason(thrown);
    }
  }
}
