/** Owns the watch over the very first call: a window that cannot speak to the desk must say so. */
import { call, commands } from "$ipc/call";

/** How long the first answer may take, in milliseconds. */
export const FIRST_ANSWER_MS_MAX = 5_000;

/** Any answer proves the way to the desk, so a book that opens slowly raises no alarm. */
export class FirstAnswer {
  isLate = $state(false);

  constructor() {
    const timer = setTimeout(() => (this.isLate = true), FIRST_ANSWER_MS_MAX);
    const answered = (): void => {
      clearTimeout(timer);
      this.isLate = false;
    };
    // A refusal is an answer too.
    call(commands.deskPing()).then(answered, answered);
  }
}
