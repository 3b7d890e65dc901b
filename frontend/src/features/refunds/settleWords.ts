/** Owns the words for what is settled by hand, and what either judgement means. */
import type { MatterKind } from "$ipc/errand";
import { m } from "$messages";

interface SettleWords {
  text: string;
  happened: string;
  didNotHappen: string;
}

/** Says what nobody knows, and what follows from each judgement. */
export function settleWords(kind: MatterKind, amount: string): SettleWords {
  switch (kind) {
    case "refund":
      return {
        text: m.refunds_settle_text_refund({ amount }),
        happened: m.refunds_settle_happened_hint_refund(),
        didNotHappen: m.refunds_settle_did_not_happen_hint_refund(),
      };
    case "send":
      return {
        text: m.refunds_settle_text_send({ amount }),
        happened: m.refunds_settle_happened_hint_send(),
        didNotHappen: m.refunds_settle_did_not_happen_hint_send(),
      };
    case "tell":
      return {
        text: m.refunds_settle_text_tell(),
        happened: m.refunds_settle_happened_hint_tell(),
        didNotHappen: m.refunds_settle_did_not_happen_hint_tell(),
      };
    case "cancel":
      return {
        text: m.refunds_settle_text_cancel(),
        happened: m.refunds_settle_happened_hint_cancel(),
        didNotHappen: m.refunds_settle_did_not_happen_hint_cancel(),
      };
  }
}
