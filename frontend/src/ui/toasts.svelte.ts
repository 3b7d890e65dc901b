/** Owns the toasts that are up. They never hold the only copy of a fact. */
import type { Tone } from "./states";

export interface ToastWords {
  tone: Tone;
  /** The result, first. */
  title: string;
  consequence?: string | undefined;
  /** What it is about: it takes the place of an earlier one about the same. */
  about?: string | undefined;
  action?: { label: string; run: () => void } | undefined;
}

export interface Toast extends ToastWords {
  id: string;
  /** Stays until someone closes it. */
  stays: boolean;
}

const TOASTS_MAX = 4;

let count = 0;
let up = $state.raw<readonly Toast[]>([]);

/** Returns the toasts that are up, oldest first. */
export function toasts(): readonly Toast[] {
  return up;
}

/** Puts a toast up and returns its id. What went badly or is unknown stays until it is closed. */
export function toast(words: ToastWords): string {
  count += 1;
  const id = `toast-${count}`;
  const stays = words.tone === "bad" || words.tone === "unknown";
  const others = up.filter(({ about }) => about === undefined || about !== words.about);
  up = withRoom([...others, { ...words, id, stays }]);
  return id;
}

/** Takes a toast down. */
export function dismissToast(id: string): void {
  up = up.filter((one) => one.id !== id);
}

/** Drops the oldest that would leave by itself before any that waits for a person. */
function withRoom(all: readonly Toast[]): readonly Toast[] {
  if (all.length <= TOASTS_MAX) {
    return all;
  }
  const leaving = all.slice(0, -1).find(({ stays }) => !stays) ?? all[0];
  return all.filter((one) => one !== leaving);
}
