/** Owns one send: it begins once, and what became of it is told as the desk told it. */
import {
  reason,
  type IpcError,
  type MoneyView,
  type OperationStateView,
  type SentView,
} from "$ipc/call";

/** How a send ended. */
export type Ending =
  | { what: "accepted"; sent: SentView }
  | { what: "refused"; sent: SentView }
  | { what: "not_sent"; sent: SentView }
  | { what: "unknown"; sent: SentView }
  /** It may have left, and the desk cannot say more than the fault. */
  | { what: "lost"; error: IpcError }
  /** Nothing left. */
  | { what: "stopped"; error: IpcError }
  /** Nothing left: this total was not on the screen yet when the send was asked for. */
  | { what: "unseen"; total: MoneyView };

/** How a send ended that the desk was asked for. */
export type Ended = Exclude<Ending, { what: "unseen" }>;

export class Sending {
  #isBusy = $state(false);
  #ending = $state.raw<Ending | null>(null);

  /** A send is being prepared or on its way. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  get ending(): Ending | null {
    return this.#ending;
  }

  /** Whether this order must not be sent again from here. */
  get isSettled(): boolean {
    const what = this.#ending?.what;
    return what === "accepted" || what === "unknown" || what === "lost";
  }

  /** Takes the one turn there is; a second press in the same moment gets none. */
  begin(): boolean {
    if (this.#isBusy || this.isSettled) {
      return false;
    }
    this.#isBusy = true;
    this.#ending = null;
    return true;
  }

  /** Gives the turn back: nothing was asked of the desk, or it stopped before anything left. */
  stop(ending: Ending | null): void {
    this.#isBusy = false;
    this.#ending = ending;
  }

  /** Asks the desk to send and waits for the outcome, however long it takes. */
  async carryOut(send: () => Promise<SentView>): Promise<Ended> {
    const ending = await send().then(endingOf, faultOf);
    this.#ending = ending;
    this.#isBusy = false;
    return ending;
  }
}

/** Only what is proven not to have left may be sent again; any other state counts as unknown. */
function endingOf(sent: SentView): Ended {
  return { what: ENDINGS[sent.state], sent };
}

const ENDINGS: Record<OperationStateView, "accepted" | "refused" | "not_sent" | "unknown"> = {
  accepted: "accepted",
  confirmed: "accepted",
  refused: "refused",
  not_sent: "not_sent",
  withdrawn: "not_sent",
  disproved: "not_sent",
  prepared: "unknown",
  in_flight: "unknown",
  unknown: "unknown",
  decided: "unknown",
};

function faultOf(thrown: unknown): Ended {
  const error = reason(thrown);
  switch (error.code) {
    // The request may have left before the program lost it.
    case "outcome_not_kept":
    case "defect":
      return { what: "lost", error };
    default:
      return { what: "stopped", error };
  }
}
