/** Owns the proof that whatever nobody knows the end of is named by what it is, and by who must act. */
import { operationToSettle } from "$ipc/errand";
import type { OperationKindView } from "$ipc/call";
import { expect, test } from "vitest";
import { inr, NOW_MS, unresolvedRow } from "../../../dev/fixtures/orders";
import { unresolvedSentence } from "./unresolved";

const HERE = { nowMs: NOW_MS, zone: "Asia/Kolkata" };
const KINDS: [kind: OperationKindView, lead: RegExp, next: RegExp, settled: string][] = [
  ["send", /request for ₹1,499\.00 reached the customer/u, /a lookup finds out/u, "send"],
  ["refund", /₹100\.00 refund went through/u, /lookup/u, "refund"],
  ["order_status", /whether the customer was told/u, /settle it by hand/u, "tell"],
  ["cancel", /whether the order for ₹1,499\.00 was cancelled/u, /money that comes/u, "cancel"],
];

test.each(KINDS)("%s", (kind, lead, next, settled) => {
  const row = unresolvedRow({ kind, refund: kind === "refund" ? inr(10_000) : null });
  const said = unresolvedSentence(row, HERE);

  expect(said.lead).toMatch(lead);
  expect(said.next).toMatch(next);
  expect(operationToSettle(row)).toMatchObject({ kind: settled, operationId: "op-1" });
});

test.each(["send", "cancel"] as const)("a %s that no lookup can prove goes to a person", (kind) => {
  const said = unresolvedSentence(unresolvedRow({ kind, hasLookup: false }), HERE);

  expect(said.rest.join(" ")).toContain("No lookup can prove it");
  expect(said.next).toMatch(/settle it by hand/u);
  expect([said.lead, ...said.rest, said.next].join(" ")).not.toMatch(
    /looked it up|look it up|lookup finds/u,
  );
});

test("what is prepared for a customer can still be sent or withdrawn", () => {
  const row = unresolvedRow({ kind: "order_status", state: "prepared", mayDecide: false });

  expect(unresolvedSentence(row, HERE).lead).toBe(
    "What the customer is told is written and was not sent.",
  );
  expect(operationToSettle(row)).toBeUndefined();
});
