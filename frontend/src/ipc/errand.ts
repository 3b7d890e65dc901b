/** Owns what is handed on when a person wants something decided or made in a dialog. */
import type {
  ExportKindView,
  ListSpanView,
  MoneyView,
  OperationKindView,
  OrderStatusView,
  RefundView,
  UnresolvedView,
} from "./call";

/** A decision about an order that stands above the screen until it is made or left. */
export type OrderErrand =
  | { kind: "refund"; orderId: string }
  | { kind: "settle"; matter: Matter }
  | { kind: "tell"; orderId: string }
  | { kind: "cancel"; orderId: string }
  | {
      kind: "tell_many";
      orderIds: readonly string[];
      /** What is told unless a person chooses otherwise. */
      first: OrderStatusView;
      onBegun: () => void;
    };

/** A file that is to be made of a part of the book. */
export interface ExportErrand {
  kind: "export";
  /** What it begins with; another can be chosen. */
  what: ExportKindView;
  /** The part of a list whose orders it is about. */
  span: ListSpanView | null;
  /** The word its rows are chosen by. */
  status: string | null;
}

/** The errand of a file of this, all of it unless something narrows it. */
export const exportOf = (
  what: ExportKindView,
  narrowed: Partial<Pick<ExportErrand, "span" | "status">> = {},
): ExportErrand => ({ kind: "export", what, span: null, status: null, ...narrowed });

/** What an operation that is settled by hand did, or did not do. */
export type MatterKind = "refund" | "send" | "tell" | "cancel";

const KINDS: Record<OperationKindView, MatterKind> = {
  refund: "refund",
  send: "send",
  order_status: "tell",
  cancel: "cancel",
};

/** What is settled by hand. */
export interface Matter {
  operationId: string;
  orderId: string;
  referenceId: string;
  kind: MatterKind;
  amount: MoneyView;
  /** It probably did not happen. */
  isDoubtful: boolean;
}

/** A refund that may be settled by hand, if there is one: what nobody knows goes first. */
export function refundToSettle(refunds: readonly RefundView[]): Matter | undefined {
  const open = refunds.filter(({ own }) => own?.mayDecide === true);
  const first = open.find(({ own }) => own?.state === "unknown") ?? open[0];
  if (first?.own === undefined || first.own === null || first.amount === null) return undefined;
  return {
    operationId: first.own.operationId,
    orderId: first.orderId,
    referenceId: first.referenceId,
    kind: "refund",
    amount: first.amount,
    isDoubtful: first.standing === "probably_not",
  };
}

/** An unresolved operation that may be settled by hand. */
export function operationToSettle(row: UnresolvedView): Matter | undefined {
  if (!row.mayDecide) return undefined;
  return {
    operationId: row.id,
    orderId: row.orderId,
    referenceId: row.referenceId,
    kind: KINDS[row.kind],
    amount: row.refund ?? row.total,
    isDoubtful: false,
  };
}
