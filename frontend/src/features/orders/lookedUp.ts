/** Owns the words for what a lookup found, told once when it comes back. */
import { complaintLine } from "$ipc/complaints";
import type { LookedUpView, OrderView, PaymentStateView } from "$ipc/call";
import { m } from "$messages";
import type { ToastWords, Tone } from "$ui";
import { amount } from "$ui";

const TONES: Record<PaymentStateView, Tone> = {
  not_known: "quiet",
  not_attempted: "quiet",
  attempt_running: "busy",
  attempt_failed: "warn",
  unknown_word: "warn",
  reported_paid: "busy",
  cannot_tell: "bad",
  captured: "good",
  captured_other_amount: "bad",
};

/** The order as it stood before. */
type Before = Pick<OrderView, "referenceId" | "send">;

/** Says what a lookup found: what changed, that nothing did, or that it says nothing. */
export function lookedUpWords(before: Before, found: LookedUpView): ToastWords {
  const reference = before.referenceId;
  if (found.saysNothing !== null) {
    return {
      tone: "warn",
      title: m.orders_look_up_says_nothing({ reference }),
      consequence:
        found.complaint === null
          ? m.orders_look_up_says_nothing_words({ words: found.saysNothing })
          : m.orders_look_up_declined({ why: complaintLine(found.complaint) }),
    };
  }
  const state = stateWords(found);
  if (found.isChanged || found.provedSend) {
    return {
      tone: TONES[found.payment],
      title: m.orders_look_up_changed({ reference, state }),
      // A send that WhatsApp had accepted was never in doubt.
      consequence:
        found.provedSend && before.send === "unknown" ? m.orders_look_up_proved() : undefined,
    };
  }
  return {
    tone: "quiet",
    title: m.orders_look_up_unchanged({ reference }),
    consequence: m.orders_look_up_unchanged_state({ state }),
  };
}

function stateWords({ payment, captured }: LookedUpView): string {
  switch (payment) {
    case "not_known":
      return m.orders_found_not_known();
    case "not_attempted":
      return m.orders_found_not_attempted();
    case "attempt_running":
      return m.orders_found_attempt_running();
    case "attempt_failed":
      return m.orders_found_attempt_failed();
    case "unknown_word":
      return m.orders_found_unknown_word();
    case "reported_paid":
      return m.orders_found_reported();
    case "cannot_tell":
      return m.orders_found_cannot_tell();
    case "captured":
      return captured === null
        ? m.orders_found_captured_no_amount()
        : m.orders_found_captured({ amount: amount(captured) });
    case "captured_other_amount":
      return captured === null
        ? m.orders_found_captured_other_amount_no_amount()
        : m.orders_found_captured_other_amount({ amount: amount(captured) });
  }
}
