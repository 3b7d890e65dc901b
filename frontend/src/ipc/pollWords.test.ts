/** Proves that every order says when it is looked up next by itself, or why it is not. */
import { expect, test } from "vitest";
import type { PollView } from "./call";
import { nextPoll, pollWords } from "./pollWords";

const due = (inMs: number): PollView => ({
  kind: "due",
  inMs,
  everyMs: 900_000,
  why: "attempt_running",
});

test("what is due says when, how often and why", () => {
  expect(pollWords(due(40_000))).toBe("in 40 s, then every 15 min; an attempt is running");
  expect(pollWords(due(0))).toBe("now, then every 15 min; an attempt is running");
});

test("every reason to look up, and every reason not to, has words of its own", () => {
  const whys = [
    "outcome_unknown",
    "reported",
    "attempt_running",
    "expiry_edge",
    "refund_pending",
    "cannot_tell",
    "waiting",
    "expired",
    "paid",
  ] as const;
  const ends = ["not_sent", "paid", "expired", "quiet"] as const;
  const words = [
    ...whys.map((why) => pollWords({ kind: "due", inMs: 0, everyMs: 1_000, why })),
    ...ends.map((why) => pollWords({ kind: "ended", why })),
  ];

  expect(new Set(words).size).toBe(whys.length + ends.length);
});

test("what comes next is the lookup, unless none comes", () => {
  expect(nextPoll({ kind: "ended", why: "quiet" }, "look it up.", "Wait.")).toBe("look it up.");
  expect(nextPoll(due(40_000), "look it up.", "Wait.")).toBe(
    "it is looked up by itself in 40 s. Wait.",
  );
});
