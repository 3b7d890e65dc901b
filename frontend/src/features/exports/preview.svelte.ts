/** Owns what an export would come to, asked anew whenever something is chosen otherwise. */
import { reason, type ExportInput, type ExportSumView, type IpcError } from "$ipc/call";
import { exportPreview } from "$ipc/exports";

/** How long a pause in choosing is, in milliseconds. */
export const PAUSE_MS = 250;
/** A question that came through out of turn ended this one; it is put again this often. */
const AGAIN_MAX = 2;

/** The last answer stays until the next one; what is out of turn is not heard. */
export class Preview {
  /** What was counted last, and of what. */
  counted = $state.raw<{ of: ExportInput; sum: ExportSumView }>();
  fault = $state.raw<IpcError>();
  isAsking = $state(false);
  #turn = 0;
  #isNew = true;

  /** Asks soon, at once where nothing is known yet. Returns how to stop. */
  follow = (input: ExportInput | undefined): (() => void) => {
    const turn = ++this.#turn;
    this.isAsking = input !== undefined;
    const wait = this.#isNew ? 0 : PAUSE_MS;
    this.#isNew = false;
    const timer =
      input === undefined
        ? undefined
        : setTimeout(() => void this.#ask(input, turn, AGAIN_MAX), wait);
    return () => {
      clearTimeout(timer);
      this.#turn += 1;
    };
  };

  async #ask(input: ExportInput, turn: number, again: number): Promise<void> {
    try {
      const sum = await exportPreview(input);
      if (turn !== this.#turn) return;
      this.counted = { of: input, sum };
      this.fault = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const fault = reason(thrown);
      if (isStopped(fault)) {
        if (again > 0) return this.#ask(input, turn, again - 1);
      } else {
        this.fault = fault;
      }
    }
    this.isAsking = false;
  }
}

/** Whether somebody ended it. */
export const isStopped = (fault: IpcError): boolean =>
  fault.code === "export_refused" && fault.fault === "stopped";
