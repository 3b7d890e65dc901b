/** Owns the watch over the way to the desk: a call may take long, but the desk itself answers. */
import { commands } from "./bindings";

/** How long a call may be open before the desk is asked whether it is there, in milliseconds. */
export const CALL_IS_LONG_MS = 4_000;
/** How long the desk may take to say that it is, in milliseconds. */
export const PING_MS_MAX = 3_000;

let unreachable = $state(false);
let asking = false;

/** Whether the window can reach the desk, as far as is known. */
export function isReachable(): boolean {
  return !unreachable;
}

/** Waits for a call; asks after the desk when it takes long. */
export async function watch<T>(answer: Promise<T>): Promise<T> {
  const timer = setInterval(() => void ask(), CALL_IS_LONG_MS);
  try {
    const settled = await answer;
    unreachable = false;
    return settled;
  } finally {
    clearInterval(timer);
  }
}

async function ask(): Promise<void> {
  if (asking) return;
  asking = true;
  const late = setTimeout(() => {
    unreachable = true;
    // This answer may never come; the next question can still find the way open again.
    asking = false;
  }, PING_MS_MAX);
  try {
    await commands.deskPing();
    unreachable = false;
  } catch {
    unreachable = true;
  } finally {
    clearTimeout(late);
    asking = false;
  }
}
