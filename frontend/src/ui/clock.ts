/** Owns the present moment as the window shows it: one timer for every age on the screen. */
import { createSubscriber } from "svelte/reactivity";

const TICK_MS = 30_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, TICK_MS);
  return () => clearInterval(timer);
});

/** Returns the present moment; whoever reads it in an effect is called again at each tick. */
export function now(): number {
  subscribe();
  return Date.now();
}
