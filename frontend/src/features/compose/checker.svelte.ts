/** Owns asking what is wrong with the form: soon after a change, and only the newest answer counts. */
import { reason, type IpcError, type OrderCheckView, type OrderForm } from "$ipc/call";

/** How long after the last change the desk is asked. */
export const CHECK_AFTER_MS = 120;

export class Checker {
  #ask: (form: OrderForm) => Promise<OrderCheckView>;
  #answer = $state.raw<OrderCheckView | null>(null);
  #fault = $state.raw<IpcError | null>(null);
  #isCurrent = $state(false);
  #newest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: (form: OrderForm) => Promise<OrderCheckView>) {
    this.#ask = ask;
  }

  /** The last good answer; it stays while a newer one is awaited. */
  get answer(): OrderCheckView | null {
    return this.#answer;
  }

  /** Why the newest question has no answer. */
  get fault(): IpcError | null {
    return this.#fault;
  }

  /** Whether the answer is about the form as it is now. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  /** The form changed: answers under way are about another one. */
  soon(form: () => OrderForm): void {
    this.#newest += 1;
    this.#isCurrent = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(form()), CHECK_AFTER_MS);
  }

  /** Asks at once and waits for the answer. */
  async now(form: OrderForm): Promise<void> {
    clearTimeout(this.#timer);
    this.#newest += 1;
    const mine = this.#newest;
    try {
      const answer = await this.#ask(form);
      if (mine === this.#newest) {
        this.#answer = answer;
        this.#fault = null;
        this.#isCurrent = true;
      }
    } catch (thrown) {
      if (mine === this.#newest) {
        this.#fault = reason(thrown);
        this.#isCurrent = false;
      }
    }
  }

  /** Asks no more. */
  stop(): void {
    this.#newest += 1;
    clearTimeout(this.#timer);
  }
}
