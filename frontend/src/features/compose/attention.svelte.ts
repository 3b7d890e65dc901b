/** Owns what a person has looked at, and so which findings may be shown without shouting. */
import type { FindingView } from "$ipc/call";
import { SvelteSet } from "svelte/reactivity";
import { cellField, COLUMNS, rowOf } from "./fields";

/** How long a field that is being filled for the first time is left alone after the last key. */
export const PAUSE_MS = 900;

/** Whether a form that nobody has filled yet is full of such findings. */
export const isEmptiness = ({ code }: FindingView): boolean =>
  code === "required" || code === "too_few";

export class Attention {
  #left = new SvelteSet<string>();
  /** Only read when a field is left, so nothing has to follow it. */
  #begun = new Set<string>();
  #wantsAll = $state(false);
  #focused = $state<string | null>(null);
  #typing = $state<string | null>(null);
  #pause: ReturnType<typeof setTimeout> | undefined;
  #isPressing = false;
  #afterPress: (() => void)[] = [];

  /** Somebody wants to send: from now on everything is said. */
  wantAll(): void {
    this.#wantsAll = true;
  }

  /** Begins anew, as for another form. */
  forget(): void {
    this.#left.clear();
    this.#begun.clear();
    this.#wantsAll = false;
    this.stop();
  }

  stop(): void {
    clearTimeout(this.#pause);
    this.#typing = null;
  }

  enter(field: string | null): void {
    this.#focused = field;
  }

  /** A press began: what it reveals must not move its target away before it ends. */
  press(): void {
    this.#isPressing = true;
  }

  release(): void {
    this.#isPressing = false;
    const waiting = this.#afterPress.splice(0);
    // The click itself comes after the release.
    setTimeout(() => waiting.forEach((settle) => settle()), 0);
  }

  leave(field: string | null, next: string | null): void {
    const settle = (): void => this.#settle(field, next);
    if (this.#isPressing) {
      this.#afterPress.push(settle);
    } else {
      settle();
    }
  }

  /** A half-filled row is looked at when its row is left, not at every step from cell to cell. */
  #settle(field: string | null, next: string | null): void {
    this.#focused = next;
    this.stop();
    if (field === null || field === next) {
      return;
    }
    // Going to a dialog or another program is no step past a field nobody began to fill.
    if (next === null && !this.#begun.has(field)) {
      return;
    }
    this.#left.add(field);
    const row = rowOf(field);
    if (row !== null && row !== (next === null ? null : rowOf(next))) {
      for (const column of COLUMNS) {
        this.#left.add(cellField(row, column));
      }
    }
  }

  /** Something was typed: a number with half its digits is no mistake yet. */
  typed(): void {
    clearTimeout(this.#pause);
    this.#typing = this.#focused;
    if (this.#focused !== null) {
      this.#begun.add(this.#focused);
    }
    this.#pause = setTimeout(() => (this.#typing = null), PAUSE_MS);
  }

  /** Rows moved up: what is known of the rows below no longer fits. */
  forgetRows(): void {
    for (const field of this.#left) {
      if (rowOf(field) !== null) {
        this.#left.delete(field);
      }
    }
  }

  /** Whether a finding stands under its field. */
  isShown(finding: FindingView): boolean {
    if (this.#wantsAll || this.#left.has(finding.field)) {
      return true;
    }
    return !isEmptiness(finding) && finding.field !== this.#typing;
  }

  /** Whether it stands in the list on top too, which must not push away the field being filled. */
  isListed(finding: FindingView): boolean {
    return this.isShown(finding) && (this.#wantsAll || finding.field !== this.#focused);
  }
}
