/** Proves that every list of orders has words of its own. */
import { expect, test } from "vitest";
import { span } from "../../dev/fixtures/polling";
import type { OrderListView } from "./call";
import { listLook } from "./listWords";

const LISTS: OrderListView[] = [
  "outcome_unknown",
  "amount_differs",
  "paid_late",
  "not_told",
  "cancel_sent",
  "cancelled",
  "reported_paid",
  "send_failed",
  "refund_pending",
  "unpaid",
  "collected",
  "refunded",
];

test("no two lists are called the same", () => {
  const words = LISTS.map((list) => listLook(span(list)).word());

  expect(new Set(words).size).toBe(LISTS.length);
});

test("what is unpaid is a risk once it has expired, and outstanding before", () => {
  expect(listLook(span("unpaid", { toMs: 5 }))).toMatchObject({ tone: "warn" });
  expect(listLook(span("unpaid", { fromMs: 5 })).word()).toBe("Outstanding");
});
