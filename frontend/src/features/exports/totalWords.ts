/** Owns the words for what the columns of amounts come to. */
import type { ExportKindView } from "$ipc/call";
import { m } from "$messages";

type Words = Readonly<Record<string, () => string>>;

/** The columns of amounts of each kind. */
export const TOTALS: Record<ExportKindView, Words> = {
  movements: {
    gross: m.exports_total_movements_gross,
    refund: m.exports_total_movements_refund,
    net: m.exports_total_movements_net,
  },
  orders: {
    total: m.exports_total_orders_total,
    captured: m.exports_total_orders_captured,
    refunded: m.exports_total_orders_refunded,
    refund_pending: m.exports_total_orders_refund_pending,
    net: m.exports_total_orders_net,
  },
  payments: { came: m.exports_total_payments_came },
  refunds: { went_back: m.exports_total_refunds_went_back },
  operations: {},
  activity: {},
};

/** What a column comes to, in words. */
export const totalWord = (kind: ExportKindView, column: string): string =>
  TOTALS[kind][column]?.() ?? m.exports_total_other({ column });
