/** Owns the words by which the rows of an export can be chosen. */
import type {
  DeedView,
  ExportKindView,
  OperationStateView,
  RefundStandingView,
  StandingView,
} from "$ipc/call";
import { DEED_WORDS } from "$ipc/deeds";
import { refundState } from "$ipc/refundWords";
import { paymentState } from "$ipc/standing";
import { m } from "$messages";
import { statusLook } from "$ui";

type Word = () => string;

const standing = (state: StandingView): Word =>
  statusLook({ vocabulary: "payment", state: paymentState(state) }).word;
const refund = (state: RefundStandingView): Word =>
  statusLook({ vocabulary: "refund", state: refundState(state) }).word;
const operation = (state: OperationStateView): Word =>
  statusLook({ vocabulary: "operation", state }).word;

const ORDERS: Record<StandingView, Word> = {
  ready: standing("ready"),
  sending: standing("sending"),
  send_refused: standing("send_refused"),
  send_unknown: standing("send_unknown"),
  not_sent: standing("not_sent"),
  withdrawn: standing("withdrawn"),
  not_looked_up: standing("not_looked_up"),
  gateway_knows: standing("gateway_knows"),
  not_attempted: standing("not_attempted"),
  attempt_running: standing("attempt_running"),
  attempt_failed: standing("attempt_failed"),
  unknown_word: standing("unknown_word"),
  reported_paid: standing("reported_paid"),
  cannot_tell: standing("cannot_tell"),
  paid: standing("paid"),
  amount_differs: standing("amount_differs"),
  paid_after_expiry: standing("paid_after_expiry"),
  paid_after_cancel: standing("paid_after_cancel"),
  expired_unpaid: standing("expired_unpaid"),
  closed_unpaid: standing("closed_unpaid"),
};

const REFUNDS: Record<RefundStandingView, Word> = {
  prepared: refund("prepared"),
  sending: refund("sending"),
  unknown: refund("unknown"),
  probably_not: refund("probably_not"),
  on_its_way: refund("on_its_way"),
  failing: refund("failing"),
  went_back: refund("went_back"),
  failed: refund("failed"),
  refused: refund("refused"),
  not_sent: refund("not_sent"),
  withdrawn: refund("withdrawn"),
  said_to_have_happened: refund("said_to_have_happened"),
  said_not_to_have: refund("said_not_to_have"),
  released: refund("released"),
};

const OPERATIONS: Record<OperationStateView, Word> = {
  prepared: operation("prepared"),
  in_flight: operation("in_flight"),
  not_sent: operation("not_sent"),
  refused: operation("refused"),
  accepted: operation("accepted"),
  unknown: operation("unknown"),
  confirmed: operation("confirmed"),
  disproved: operation("disproved"),
  decided: operation("decided"),
  withdrawn: operation("withdrawn"),
};

const WORDS: Record<ExportKindView, Readonly<Record<string, Word>>> = {
  orders: ORDERS,
  payments: {
    pending: m.exports_attempt_pending,
    succeeded: m.exports_attempt_succeeded,
    failed: m.exports_attempt_failed,
  },
  refunds: REFUNDS,
  movements: { payment: m.exports_movement_payment, refund: m.exports_movement_refund },
  operations: OPERATIONS,
  activity: DEED_WORDS satisfies Record<DeedView, Word>,
};

/** What the rows with this word are called. */
export const statusWord = (kind: ExportKindView, word: string): string =>
  WORDS[kind][word]?.() ?? m.exports_status_other({ word });

/** What the choice is called, and what stands for no choice. */
export function statusField(kind: ExportKindView): { label: string; all: string } {
  switch (kind) {
    case "movements":
      return { label: m.exports_status_movements(), all: m.exports_status_movements_all() };
    case "activity":
      return { label: m.exports_status_activity(), all: m.exports_status_activity_all() };
    case "orders":
    case "payments":
    case "refunds":
    case "operations":
      return { label: m.exports_status(), all: m.exports_status_all() };
  }
}
