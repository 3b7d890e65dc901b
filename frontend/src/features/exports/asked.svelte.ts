/** Owns what is chosen for an export until it is made. */
import type {
  EnvironmentView,
  ExportChoicesView,
  ExportInput,
  ExportKindView,
  ExportSpanInput,
  ExportStartView,
  ExportSumView,
} from "$ipc/call";
import type { ExportErrand } from "$ipc/errand";
import { m } from "$messages";
import type { Finding } from "$ui";
import { dayAfter, dayOf, isDay, isTime, isWritten } from "./days";

/** Which days, by name; the orders in a part of a list instead of days. */
export const SPANS = [
  "listed",
  "today",
  "yesterday",
  "this_month",
  "last_month",
  "days",
] as const satisfies readonly ExportSpanInput["span"][];
export type SpanName = (typeof SPANS)[number];

/** Nothing narrows it. */
export const ALL = "all";

const ERROR = (text: string): Finding[] => [{ severity: "error", text }];

/** The choices of one dialog. Those about the kind go when the kind changes; all others stay. */
export class Asked {
  span = $state<SpanName>("this_month");
  /** The first and the last of chosen days. */
  from = $state("");
  to = $state("");
  accountId = $state<string>(ALL);
  status = $state<string>(ALL);
  choices = $state.raw<ExportChoicesView>({
    zone: "",
    cutOff: "",
    isWorkbook: false,
    hasBom: false,
    hasSemicolons: false,
    hasDecimalCommas: false,
  });
  #kind = $state<ExportKindView>("movements");

  readonly #start: ExportStartView;
  readonly #errand: ExportErrand;
  readonly #environment: EnvironmentView;

  constructor(start: ExportStartView, errand: ExportErrand, environment: EnvironmentView) {
    this.#start = start;
    this.#errand = errand;
    this.#environment = environment;
    this.#kind = errand.what;
    this.choices = start.choices;
    this.status = errand.status ?? ALL;
    if (errand.span !== null) this.span = "listed";
  }

  get kind(): ExportKindView {
    return this.#kind;
  }

  /** Another kind has other words, and only orders stand in lists. */
  set kind(kind: ExportKindView) {
    if (kind === this.#kind) return;
    this.#kind = kind;
    this.status = ALL;
    if (this.span === "listed" && !this.spans.includes("listed")) this.span = "this_month";
  }

  get environment(): EnvironmentView {
    return this.#environment;
  }

  /** The list that it was opened from. */
  get list() {
    return this.#errand.span;
  }

  /** The spans that can be chosen now. */
  get spans(): SpanName[] {
    const isList = this.list !== null && this.kind === "orders";
    return SPANS.filter((span) => span !== "listed" || isList);
  }

  /** The words of the status that can be chosen now. */
  get statuses(): readonly string[] {
    return this.#start.kinds.find(({ kind }) => kind === this.kind)?.statuses ?? [];
  }

  /** Changes how the file is made. */
  choose(part: Partial<ExportChoicesView>): void {
    this.choices = { ...this.choices, ...part };
  }

  /** Chosen days begin as the period that was shown last, or as this day. */
  begin(sum: ExportSumView | undefined, nowMs: number): void {
    if (this.span !== "days" || this.from !== "" || this.to !== "") return;
    const today = dayOf(new Date(nowMs).toISOString());
    this.from = sum?.from ? dayOf(sum.from) : today;
    this.to = (sum?.to && dayAfter(dayOf(sum.to), -1)) || today;
  }

  /** What is wrong with the first day. */
  readonly fromFindings = $derived(this.span === "days" ? dayFindings(this.from) : []);
  /** What is wrong with the last day. */
  readonly toFindings = $derived.by(() => {
    if (this.span !== "days") return [];
    const own = dayFindings(this.to);
    if (own.length > 0 || !isDay(this.from) || this.to >= this.from) return own;
    return ERROR(m.exports_days_swapped());
  });
  /** What is wrong with the time at which a day begins. */
  readonly cutOffFindings = $derived(
    this.span === "listed" || isTime(this.choices.cutOff) ? [] : ERROR(m.exports_cut_off_wrong()),
  );

  /** What is asked of the desk; nothing while something in it is wrong. */
  readonly input = $derived.by((): ExportInput | undefined => {
    const found = [...this.fromFindings, ...this.toFindings, ...this.cutOffFindings];
    if (found.length > 0) return undefined;
    return {
      kind: this.kind,
      environment: this.#environment,
      span: this.#spanInput(),
      accountId: this.accountId === ALL ? null : this.accountId,
      status: this.status === ALL ? null : this.status,
      choices: this.choices,
    };
  });

  #spanInput(): ExportSpanInput {
    switch (this.span) {
      case "listed":
        // Offered only where there is one.
        return this.list === null ? { span: "this_month" } : { span: "listed", ...this.list };
      case "days":
        return { span: "days", from: this.from, to: this.to };
      case "today":
      case "yesterday":
      case "this_month":
      case "last_month":
        return { span: this.span };
    }
  }
}

function dayFindings(day: string): Finding[] {
  if (isDay(day)) return [];
  return ERROR(isWritten(day) ? m.exports_day_missing() : m.exports_day_wrong());
}
