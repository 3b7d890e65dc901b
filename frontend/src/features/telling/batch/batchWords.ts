/** Owns the words for how far many customers told at once are. */
import type { BatchOrderStateView, BatchView } from "$ipc/call";
import { m } from "$messages";
import { formatCount, statusLook, type IconName, type Tone } from "$ui";

const WORDS: Record<BatchOrderStateView, { word: () => string; icon: IconName; tone: Tone }> = {
  waiting: { word: m.batch_waiting, icon: "clock", tone: "quiet" },
  told: { word: m.batch_told, icon: "check", tone: "good" },
  paid: { word: m.batch_paid, icon: "s-alert", tone: "warn" },
  left_alone: { word: m.batch_left_alone, icon: "minus", tone: "quiet" },
  window_closed: { word: m.batch_window_closed, icon: "clock", tone: "warn" },
  refused: { word: m.batch_refused, icon: "s-failed", tone: "bad" },
  unknown: { word: m.batch_unknown, icon: "s-lock", tone: "unknown" },
  called_off: { word: m.batch_called_off, icon: "minus", tone: "quiet" },
};

/** How the end of one order looks; a cancel that was accepted is a request. */
export function orderLook(
  state: BatchOrderStateView,
  status: BatchView["status"],
): { word: string; icon: IconName; tone: Tone } {
  const { word, icon, tone } = WORDS[state];
  if (state === "told" && status === "canceled") {
    return { word: m.batch_cancel_sent(), icon: "o-requested", tone: "busy" };
  }
  return { word: word(), icon, tone };
}

/** What a batch does, in a few words. */
export function batchTitle({ status, total, state }: BatchView): string {
  const count = formatCount(total);
  const about = { count, status: statusLook({ vocabulary: "order", state: status }).word() };
  const isCancel = status === "canceled";
  switch (state) {
    case "running":
      return isCancel ? m.batch_cancelling({ count }) : m.batch_telling(about);
    case "paused":
      return isCancel ? m.batch_cancel_paused({ count }) : m.batch_paused(about);
    case "ended":
      return isCancel ? m.batch_cancel_ended({ count }) : m.batch_ended(about);
  }
}

/** How many have come to which end, the ends that need nobody first: “23 told · 2 paid”. */
export function batchCounts({ counts, status }: BatchView): string {
  return counts
    .filter(({ orders }) => orders > 0)
    .map(({ state, orders }) =>
      m.batch_count({ count: formatCount(orders), state: orderLook(state, status).word }),
    )
    .join(m.batch_between());
}

/** How many of it have come to an end. */
export function batchDone({ total, counts }: BatchView): number {
  return total - (counts.find(({ state }) => state === "waiting")?.orders ?? 0);
}
