/** Owns the proof that everything that can happen to an order has its words. */
import type { PaymentStateView, TimelineEntryView } from "$ipc/call";
import { expect, test } from "vitest";
import { inr, NOW_MS } from "../../../dev/fixtures/orders";
import { timelineLine } from "./timelineWords";

const HERE = { nowMs: NOW_MS, zone: "Asia/Kolkata" };

type Kind = TimelineEntryView["what"];
type Words = [what: string, source: string];

function told(what: Kind, differs: Partial<TimelineEntryView> = {}): Words {
  const entry = { atMs: NOW_MS, lastSeenAtMs: null, times: null, what, ...differs };
  const line = timelineLine(entry, inr(149_900), HERE);
  return [line.what, line.source.join(" · ")];
}

test.each<[Kind, Words]>([
  [{ kind: "prepared" }, ["Request for ₹1,499.00 written down", "Our book"]],
  [
    { kind: "sent", providerId: "wamid.1" },
    ["Request for ₹1,499.00 accepted", "WhatsApp answered us"],
  ],
  [
    {
      kind: "send_refused",
      code: "131047",
      meaning: "window_closed",
      words: "Re-engagement message",
    },
    [
      "Request for ₹1,499.00 refused",
      "WhatsApp answered us · code 131047 · The customer last wrote more than 24 hours ago, so WhatsApp takes only a template · “Re-engagement message”",
    ],
  ],
  [
    { kind: "send_unknown", words: "no answer within 25 s" },
    ["No clear answer: it may have arrived", "Our book · “no answer within 25 s”"],
  ],
  [
    { kind: "not_sent", words: "dns error" },
    ["Not sent: nothing left this computer", "Our book · “dns error”"],
  ],
  [
    { kind: "withdrawn", words: "Restored" },
    ["Request for ₹1,499.00 withdrawn", "Our book · “Restored”"],
  ],
  [{ kind: "send_confirmed" }, ["Proof that the request arrived", "Lookup"]],
  [
    { kind: "send_disproved", words: "why" },
    ["Proof that the request did not arrive", "Our book · “why”"],
  ],
  [{ kind: "send_decided", words: "why" }, ["Settled by hand", "Our book · “why”"]],
  [
    { kind: "refund", amount: inr(38_900), state: "unknown", meaning: null, words: "reset" },
    ["No answer about the refund of ₹389.00: outcome unknown", "Our book · “reset”"],
  ],
  [
    { kind: "refund", amount: inr(38_900), state: "confirmed", meaning: null, words: "rfnd_1" },
    ["₹389.00 went back", "Lookup · rfnd_1"],
  ],
  [
    { kind: "refunded_elsewhere", amount: inr(38_900), refundId: "rfnd_2" },
    ["₹389.00 refunded elsewhere", "Lookup · rfnd_2"],
  ],
  [
    { kind: "lookup_silent", meaning: null, words: "Not found (100)" },
    ["The answer says nothing about this payment", "Lookup · “Not found (100)”"],
  ],
  [
    { kind: "lookup_silent", meaning: null, words: null },
    ["The answer says nothing about this payment", "Lookup"],
  ],
])("%o", (what, words) => {
  expect(told(what)).toEqual(words);
});

const FOUND: Record<PaymentStateView, string> = {
  not_known: "The answer does not know this payment",
  not_attempted: "Nobody has tried to pay",
  attempt_running: "An attempt to pay is running",
  attempt_failed: "Attempt failed: “Limit reached”",
  unknown_word: "WhatsApp says “authorised”, a word in none of its documents",
  reported_paid: "No money seen yet; the report stands unconfirmed",
  cannot_tell: "The answer contradicts itself or the bill",
  captured: "Payment of ₹500.00 confirmed",
  captured_other_amount: "₹500.00 came, another amount than billed",
};

test.each(Object.keys(FOUND) as PaymentStateView[])("a lookup that found %s", (payment) => {
  const what: Kind = {
    kind: "looked_up",
    payment,
    captured: inr(50_000),
    failure: "Limit reached",
    unknownWord: "authorised",
    gatewayPaymentId: "pay_1",
  };

  expect(told(what)).toEqual([FOUND[payment], "Lookup · pay_1"]);
});

test("what a person saw at the gateway stands with the cancel they began", () => {
  const what: Kind = {
    kind: "status",
    status: "canceled",
    state: "prepared",
    template: null,
    meaning: null,
    words: "The time to pay is over.",
    gatewaySays: "Unpaid, and the link is closed.",
  };

  expect(told(what)).toEqual([
    "“Cancelled” prepared for the customer",
    "Our book · “The time to pay is over.” · seen at the gateway: “Unpaid, and the link is closed.”",
  ]);
});

test("an answer that came again and again is one line", () => {
  const what: Kind = {
    kind: "looked_up",
    payment: "not_attempted",
    captured: null,
    failure: null,
    unknownWord: null,
    gatewayPaymentId: null,
  };

  expect(told(what, { times: 4, lastSeenAtMs: NOW_MS + 60_000 })[1]).toBe(
    "Lookup · seen 4 times, last at 16:43:08",
  );
  expect(told(what, { times: 1, lastSeenAtMs: NOW_MS })[1]).toBe("Lookup");
});
