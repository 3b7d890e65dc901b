/** Owns a dry run: every order is looked up now, and what would come of cancelling is read after. */
import {
  reason,
  type CancelPlanView,
  type EnvironmentView,
  type IpcError,
  type JobView,
} from "$ipc/call";
import { cancelPlan } from "$ipc/expired";
import { jobCancel, jobNow, ordersLookUp } from "$ipc/polling";

/** How often is asked how far the lookups are, in milliseconds. */
export const ASK_AGAIN_MS = 500;

/** One dry run over some orders. */
export class DryRun {
  plan = $state.raw<CancelPlanView>();
  fault = $state.raw<IpcError>();
  /** How far its lookups are. */
  job = $state.raw<Pick<JobView, "done" | "total">>({ done: 0, total: 0 });
  /** When it was begun, UTC. */
  readonly sinceMs = Date.now();

  readonly #environment: EnvironmentView;
  readonly #orderIds: readonly string[];
  #isStopped = false;
  /** The desk has taken the lookups on. */
  #isAccepted = false;

  constructor(environment: EnvironmentView, orderIds: readonly string[]) {
    this.#environment = environment;
    this.#orderIds = orderIds;
    this.job = { done: 0, total: orderIds.length };
  }

  /** Looks every order up and reads what would come of it. Returns how to give it up. */
  begin = (): (() => void) => {
    void this.#run();
    return () => {
      this.#isStopped = true;
      if (this.#isAccepted && this.plan === undefined) void this.stop();
    };
  };

  /** Goes on after a fault: what the desk has taken on is not asked for once more. */
  again = (): void => {
    this.fault = undefined;
    void this.#run();
  };

  /** What is known by now is enough: what was not looked up is left alone. */
  stop = async (): Promise<void> => {
    try {
      await jobCancel();
    } catch (thrown) {
      this.fault = reason(thrown);
    }
  };

  async #run(): Promise<void> {
    try {
      if (!this.#isAccepted) {
        await ordersLookUp([...this.#orderIds]);
        this.#isAccepted = true;
      }
      // It may have been given up while it was being asked for.
      if (this.#isStopped) return await this.stop();
      while (!this.#isStopped && !(await this.#isLookedUp())) {
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
      if (!this.#isStopped) this.plan = await cancelPlan([...this.#orderIds], this.sinceMs);
    } catch (thrown) {
      this.fault = reason(thrown);
    }
  }

  async #isLookedUp(): Promise<boolean> {
    const job = await jobNow(this.#environment);
    if (job === null) return true;
    this.job = job;
    return job.isOver;
  }
}
