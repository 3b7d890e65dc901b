/** Owns how each kind of export looks, what it is called, and what it is for. */
import type { ExportKindView } from "$ipc/call";
import { m } from "$messages";
import { formatCount, type IconName } from "$ui";

interface KindLook {
  icon: IconName;
  word: () => string;
  text: () => string;
}

/** Every kind. */
export const KINDS: Record<ExportKindView, KindLook> = {
  movements: {
    icon: "recon",
    word: m.exports_kind_movements,
    text: m.exports_kind_movements_text,
  },
  orders: { icon: "orders", word: m.exports_kind_orders, text: m.exports_kind_orders_text },
  payments: { icon: "s-paid", word: m.exports_kind_payments, text: m.exports_kind_payments_text },
  refunds: { icon: "refunds", word: m.exports_kind_refunds, text: m.exports_kind_refunds_text },
  operations: {
    icon: "s-sending",
    word: m.exports_kind_operations,
    text: m.exports_kind_operations_text,
  },
  activity: {
    icon: "activity",
    word: m.exports_kind_activity,
    text: m.exports_kind_activity_text,
  },
};

/** The kind that is matched every day. */
export const DAILY: ExportKindView = "movements";

/** A count of rows in words. */
export const rowsWords = (many: number): string =>
  m.exports_rows({ many, count: formatCount(many) });
