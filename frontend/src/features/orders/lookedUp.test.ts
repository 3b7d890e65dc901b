/** Owns the proof of what a lookup is said to have found. */
import type { LookedUpView } from "$ipc/call";
import { expect, test } from "vitest";
import { inr } from "../../../dev/fixtures/orders";
import { lookedUpWords } from "./lookedUp";

const FOUND: LookedUpView = {
  isChanged: true,
  provedSend: false,
  payment: "not_attempted",
  captured: null,
  saysNothing: null,
  complaint: null,
};

const ACCEPTED = { referenceId: "NP-1", send: "accepted" } as const;
const UNKNOWN = { referenceId: "NP-1", send: "unknown" } as const;

test("what changed comes first", () => {
  const paid = { ...FOUND, payment: "captured", captured: inr(97_915) } as const;

  expect(lookedUpWords(ACCEPTED, paid)).toMatchObject({
    tone: "good",
    title: "NP-1: paid ₹979.15",
  });
});

test("an unchanged answer says so, and how it stands", () => {
  expect(lookedUpWords(ACCEPTED, { ...FOUND, isChanged: false })).toEqual({
    tone: "quiet",
    title: "Nothing new about NP-1",
    consequence: "Still so: nobody has tried to pay.",
  });
});

test("an answer that says nothing concludes nothing", () => {
  const words = lookedUpWords(UNKNOWN, { ...FOUND, saysNothing: "Not found (100)" });

  expect(words.tone).toBe("warn");
  expect(words.title).toBe("The answer says nothing about NP-1");
  expect(words.consequence).toContain("“Not found (100)”. What is known of the payment has not");
});

test("only a send that was in doubt is said to be unlocked", () => {
  const proved = { ...FOUND, provedSend: true };

  expect(lookedUpWords(UNKNOWN, proved).consequence).toContain("no longer locked");
  expect(lookedUpWords(ACCEPTED, proved).consequence).toBeUndefined();
});
