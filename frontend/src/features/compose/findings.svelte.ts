/** Owns the findings as they are shown: under which field, in the list on top, and which is first. */
import type { BlockedByView, FindingView } from "$ipc/call";
import { findingWords } from "$ipc/findings";
import { m } from "$messages";
import type { Finding } from "$ui";
import type { Attention } from "./attention.svelte";
import type { Checker } from "./checker.svelte";
import { cellOf, foldOf, type Fold } from "./fields";

export class Findings {
  readonly #checker: Checker;
  readonly #attention: Attention;

  readonly #all = $derived.by(() => this.#checker.answer?.findings ?? []);
  readonly #shown = $derived.by(() => this.#all.filter((one) => this.#attention.isShown(one)));
  readonly #byField = $derived.by(() => byField(this.#shown));

  /** What the list on top says, in the order of the form. */
  readonly listed = $derived.by(() => this.#all.filter((one) => this.#attention.isListed(one)));
  readonly errors = $derived.by(() => this.#all.filter(({ severity }) => severity === "error"));
  /** The order that stands in the way of the reference id. */
  readonly blockedBy = $derived.by(() => this.#checker.answer?.blockedBy ?? null);

  constructor(checker: Checker, attention: Attention) {
    this.#checker = checker;
    this.#attention = attention;
  }

  /** What stands under a field. */
  at(field: string): readonly Finding[] {
    return (this.#byField.get(field) ?? []).map((one) => ({
      severity: one.severity,
      text: this.words(one),
    }));
  }

  /** What stands under a row of the items, each with the cell it is about. */
  ofRow(row: number): readonly FindingView[] {
    return this.#shown.filter(({ field }) => cellOf(field)?.row === row);
  }

  /** Whether something shown is inside a fold. */
  isIn(fold: Fold): boolean {
    return this.#shown.some(({ field }) => foldOf(field) === fold);
  }

  words(finding: FindingView): string {
    return finding.code === "duplicate_reference" && this.blockedBy !== null
      ? whyBlocked(this.blockedBy)
      : findingWords(finding);
  }
}

function byField(findings: readonly FindingView[]): Map<string, FindingView[]> {
  const all = new Map<string, FindingView[]>();
  for (const finding of findings) {
    all.set(finding.field, [...(all.get(finding.field) ?? []), finding]);
  }
  return all;
}

function whyBlocked({ why }: BlockedByView): string {
  switch (why) {
    case "sent":
      return m.compose_used_sent();
    case "known_to_provider":
      return m.compose_used_known();
    case "used_by_another_number":
      return m.compose_used_elsewhere();
  }
}
