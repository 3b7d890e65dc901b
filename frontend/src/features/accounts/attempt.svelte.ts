/** Owns something that is tried, may take a while, and may stop with a reason of the desk's. */
import { reason, type IpcError } from "$ipc/call";

/** One thing at a time; what it was given is not kept. */
export class Attempt {
  #isRunning = $state(false);
  #fault = $state.raw<IpcError | null>(null);

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Why the last one stopped; it stays until the next one has ended, so that nothing jumps. */
  get fault(): IpcError | null {
    return this.#fault;
  }

  /** Tries it; tells whether it was done. Nothing is begun while the last one runs. */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.#isRunning) return false;
    this.#isRunning = true;
    try {
      await work();
      this.#fault = null;
      return true;
    } catch (thrown) {
      this.#fault = reason(thrown);
      return false;
    } finally {
      this.#isRunning = false;
    }
  }

  /** Takes the reason off the screen, because what it was about has changed. */
  forget(): void {
    this.#fault = null;
  }
}
