/** Owns the words for the last attempt to pay an order that expired. */
import type { ExpiredLineView } from "$ipc/call";
import { m } from "$messages";
import type { IconName, Tone } from "$ui";

/** How the last attempt looks. */
export interface AttemptLook {
  icon: IconName;
  tone: Tone;
  words: string;
}

/** What the last attempt came to; the gateway's own words where it failed. */
export function lastAttempt(row: ExpiredLineView): AttemptLook {
  switch (row.order.standing) {
    case "attempt_running":
    case "unknown_word":
      return { icon: "s-running", tone: "busy", words: m.expired_attempt_running() };
    case "reported_paid":
      return { icon: "s-reported", tone: "busy", words: m.expired_attempt_reported() };
    case "not_looked_up":
    case "gateway_knows":
    case "cannot_tell":
      return { icon: "info", tone: "quiet", words: m.expired_attempt_not_known() };
    default:
      break;
  }
  if (row.failure !== null) {
    return { icon: "s-tryfail", tone: "warn", words: readable(row.failure) };
  }
  if (row.attempts > 0) {
    return { icon: "s-tryfail", tone: "warn", words: m.expired_attempt_failed() };
  }
  return { icon: "s-none", tone: "quiet", words: m.expired_attempt_none() };
}

/** A gateway's reason as words: `bank_technical_error` is its name for it, not a sentence. */
function readable(failure: string): string {
  const words = failure.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
