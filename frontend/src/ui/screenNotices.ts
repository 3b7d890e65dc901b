/** Owns the way by which the shell's notices reach the place under a screen's own header. */
import { getContext, setContext, type Snippet } from "svelte";

const KEY = Symbol("screen notices");

/** Gives every screen below what has to be said above its content. */
export function provideNotices(notices: () => Snippet): void {
  setContext(KEY, notices);
}

/** What has to be said; nothing where no shell is around the screen. */
export function screenNotices(): Snippet | undefined {
  return getContext<(() => Snippet) | undefined>(KEY)?.();
}
