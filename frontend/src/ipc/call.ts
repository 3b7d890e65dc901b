/** Owns a call to the desk: what it answers, or a fault with the desk's own reason. */
import { commands, noteRules, type IpcError } from "./bindings";
import { isReachable, watch } from "./reachable.svelte";

/** What the desk said instead of an answer. Screens switch on `error.code`. */
export class DeskFault extends Error {
  readonly error: IpcError;

  constructor(error: IpcError) {
    super(error.code);
    this.name = "DeskFault";
    this.error = error;
  }
}

type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: IpcError };

/** Waits for an answer of the desk; throws a `DeskFault` when there is none. */
export async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await watch(answer).catch((refusal: unknown) => {
    throw new DeskFault({ code: "defect", words: String(refusal) });
  });
  if (settled.status === "ok") return settled.data;
  throw new DeskFault(read(settled.error));
}

/** The shell itself refuses with a bare text, which the bindings call an error of the desk. */
function read(error: IpcError | string): IpcError {
  return typeof error === "string" ? { code: "defect", words: error } : error;
}

/** The reason in what a query or a mutation threw. */
export function reason(thrown: unknown): IpcError {
  if (thrown instanceof DeskFault) return thrown.error;
  return { code: "defect", words: thrown instanceof Error ? thrown.message : String(thrown) };
}

export { commands, isReachable, noteRules };
export type * from "./bindings";
