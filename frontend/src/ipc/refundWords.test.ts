/** Owns the proof that every refund has its sentence, and that nothing unknown is called failed. */
import { expect, test } from "vitest";
import { inr, NOW_MS } from "../../dev/fixtures/orders";
import type { RefundStandingView, RefundView } from "./call";
import { refundSentence, refundState } from "./refundWords";

const HERE = { nowMs: NOW_MS, zone: "Asia/Kolkata" };
const STANDINGS = [
  "prepared",
  "sending",
  "unknown",
  "probably_not",
  "on_its_way",
  "failing",
  "went_back",
  "failed",
  "refused",
  "not_sent",
  "withdrawn",
  "said_to_have_happened",
  "said_not_to_have",
  "released",
] as const satisfies readonly RefundStandingView[];

function refund(standing: RefundStandingView, differs: Partial<RefundView> = {}): RefundView {
  return {
    key: "op-1",
    orderId: "order-1",
    referenceId: "NP-24829",
    customerPhone: "+919900000142",
    customerName: "Asha Menon",
    accountName: "Nilgiri Pantry",
    amount: inr(38_900),
    atMs: NOW_MS,
    standing,
    stage: "unresolved",
    refundId: null,
    isProven: false,
    own: {
      operationId: "op-1",
      state: "unknown",
      words: "no answer within 30 s",
      complaint: null,
      speed: "normal",
      reason: "damaged",
      note: null,
      sentAtMs: NOW_MS,
      outcomeAtMs: NOW_MS,
      silentLookups: 7,
      decision: null,
      mayDecide: true,
      promisedByMs: NOW_MS + 86_400_000,
      isLate: false,
    },
    alarms: [],
    poll: { kind: "ended", why: "quiet" },
    ...differs,
  };
}

test.each(STANDINGS)("%s has a badge and a sentence with its amount", (standing) => {
  const said = refundSentence(refund(standing), HERE);

  expect(said.lead).toContain("₹389.00");
  expect(refundState(standing)).not.toBe("none");
});

test("an unknown one is locked and never called failed", () => {
  const { lead, rest, tone } = refundSentence(refund("unknown"), HERE);

  expect(lead).toBe("We don’t know yet whether the ₹389.00 refund went through.");
  expect(rest.join(" ")).toContain("locked until a lookup proves it");
  expect(tone).toBe("unknown");
  expect([lead, ...rest].join(" ")).not.toMatch(/fail|error/iu);
});

test("what is on its way says what the gateway promised, also when that is over", () => {
  const { own } = refund("on_its_way");
  const late = { own: own === null ? null : { ...own, isLate: true } };

  expect(refundSentence(refund("on_its_way"), HERE).rest.join(" ")).toContain("promises it by");
  expect(refundSentence(refund("on_its_way", late), HERE).rest.join(" ")).toContain("That is over");
});

test("what somebody else made says so", () => {
  for (const standing of ["on_its_way", "went_back", "failing"] as const) {
    const said = refundSentence(refund(standing, { own: null }), HERE);
    expect([said.lead, ...said.rest].join(" ")).toContain("elsewhere");
  }
});

test("an alarm stands before everything until somebody has seen it", () => {
  const alarm = {
    kind: "over_refunded" as const,
    amount: inr(10_000),
    raisedAtMs: NOW_MS,
    isSeen: false,
  };
  const loud = refundSentence(refund("went_back", { alarms: [alarm] }), HERE);
  const seen = refundSentence(refund("went_back", { alarms: [{ ...alarm, isSeen: true }] }), HERE);

  expect([loud.lead, loud.tone]).toEqual(["₹100.00 more went back than came.", "bad"]);
  expect(seen.lead).toBe("₹389.00 went back.");
});
