/** Owns how looking payments up by itself stands, in one word and one line. */
import { m } from "$messages";
import { formatCount, formatSpan, type IconName, type Tone } from "$ui";
import type { AccountPollingView, PollingView, TroubleView } from "./call";

/** How it stands. */
export interface PollingStanding {
  tone: Tone;
  icon: IconName;
  word: string;
}

/** The desk counts so far for each account, and there may be more. */
const COUNTED_MAX = 10_000;

/** What is counted for each account. */
type Counted = "watched" | "due" | "late";

/** The trouble that a person should know first. */
const WORST_FIRST: readonly TroubleView["kind"][] = [
  "refused",
  "no_token",
  "offline",
  "silent",
  "busy",
];

/** The account whose trouble a person should know first. */
export function troubled(
  view: PollingView,
): (AccountPollingView & { trouble: TroubleView }) | undefined {
  for (const kind of WORST_FIRST) {
    for (const account of view.accounts) {
      if (account.trouble?.kind === kind) {
        return { ...account, trouble: account.trouble };
      }
    }
  }
  return undefined;
}

/** Nothing leaves now: it is paused, or no account can be asked. */
export function isHeld({ isPaused, accounts }: PollingView): boolean {
  return isPaused || (accounts.length > 0 && accounts.every(({ trouble }) => trouble !== null));
}

/** How it stands, in one word. */
export function pollingStanding(view: PollingView): PollingStanding {
  if (view.isPaused) {
    return { tone: "warn", icon: "clock", word: m.lookups_state_paused() };
  }
  const trouble = troubled(view)?.trouble;
  if (trouble !== undefined) {
    return troubleStanding(trouble.kind);
  }
  if (sum(view, "late") > 0) {
    return { tone: "warn", icon: "clock", word: m.lookups_state_late() };
  }
  if (sum(view, "watched") === 0) {
    return { tone: "quiet", icon: "s-none", word: m.lookups_state_idle() };
  }
  return { tone: "good", icon: "s-paid", word: m.lookups_state_on_time() };
}

function troubleStanding(kind: TroubleView["kind"]): PollingStanding {
  switch (kind) {
    case "offline":
      return { tone: "warn", icon: "s-alert", word: m.lookups_state_offline() };
    case "silent":
      return { tone: "warn", icon: "s-alert", word: m.lookups_state_silent() };
    case "busy":
      return { tone: "busy", icon: "clock", word: m.lookups_state_busy() };
    case "refused":
      return { tone: "bad", icon: "key", word: m.lookups_state_refused() };
    case "no_token":
      return { tone: "warn", icon: "key", word: m.lookups_state_no_token() };
  }
}

/** When the next lookup leaves. */
export function nextWords(nextInMs: number | null): string {
  if (nextInMs === null) return m.lookups_next_none();
  if (nextInMs < 1_000) return m.lookups_next_now();
  return m.lookups_next_in({ span: formatSpan(nextInMs) });
}

/** How many open orders are watched. */
export function watchedWords(view: PollingView): string {
  const watched = sum(view, "watched");
  if (watched === 0) return m.lookups_watched_none();
  return watched === 1
    ? m.lookups_watched_one()
    : m.lookups_watched_many({ count: sumWords(view, "watched") });
}

/** The line at the foot of the rail. */
export function railWords(view: PollingView): string {
  if (view.isPaused) return m.lookups_rail_paused();
  const standing = pollingStanding(view);
  if (troubled(view) !== undefined) return m.lookups_rail_trouble({ state: standing.word });
  if (sum(view, "watched") === 0) return m.lookups_rail_idle();
  return m.lookups_rail_watching({
    orders: watchedWords(view),
    next: nextWords(nextOf(view)),
  });
}

/** A count over all accounts. */
export function sum(view: PollingView, of: Counted): number {
  return view.accounts.reduce((total, account) => total + account[of], 0);
}

/** A count over all accounts as it is shown: one of them may have more than was counted. */
export function sumWords(view: PollingView, of: Counted): string {
  const isMore = view.accounts.some((account) => account[of] >= COUNTED_MAX);
  const count = formatCount(sum(view, of));
  return isMore ? m.lookups_or_more({ count }) : count;
}

/** A count of one account as it is shown. */
export function countWords(account: AccountPollingView, of: Counted): string {
  const count = formatCount(account[of]);
  return account[of] >= COUNTED_MAX ? m.lookups_or_more({ count }) : count;
}

/** When the first lookup of any account leaves, in milliseconds. */
export function nextOf(view: PollingView): number | null {
  const times = view.accounts.flatMap(({ nextInMs }) => (nextInMs === null ? [] : [nextInMs]));
  return times.length === 0 ? null : Math.min(...times);
}
