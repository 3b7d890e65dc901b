/** Proves that the worst of how the lookups stand is what is said. */
import { expect, test } from "vitest";
import { accountPolling, polling, trouble } from "../../dev/fixtures/polling";
import { nextWords, pollingStanding, railWords, troubled } from "./pollingWords";

const KINDS = ["offline", "silent", "busy", "refused", "no_token"] as const;

test.each([
  [polling(), "On time", "good"],
  [polling([accountPolling({ watched: 0, nextInMs: null })]), "Nothing to look up", "quiet"],
  [polling([accountPolling({ late: 3 })]), "Late", "warn"],
  [polling([accountPolling({ trouble: trouble("offline") })]), "Offline", "warn"],
  [polling([accountPolling({ trouble: trouble("refused") })]), "Token refused", "bad"],
  [
    polling([accountPolling({ trouble: trouble("refused") })], { isPaused: true }),
    "Paused",
    "warn",
  ],
])("%#: %s", (view, word, tone) => {
  expect(pollingStanding(view)).toMatchObject({ word, tone });
});

test("a token that is refused is said before what ends by itself", () => {
  const view = polling(KINDS.map((kind) => accountPolling({ name: kind, trouble: trouble(kind) })));

  expect(troubled(view)?.name).toBe("refused");
  expect(troubled(polling())).toBeUndefined();
});

test.each(KINDS)("%s has a word of its own in the rail", (kind) => {
  const words = railWords(polling([accountPolling({ trouble: trouble(kind) })]));

  expect(words).toMatch(/^Lookups · ./);
});

test("the rail says how many are watched and when the next one leaves", () => {
  const two = [accountPolling({ nextInMs: 90_000 }), accountPolling({ watched: 3 })];

  expect(railWords(polling(two))).toBe("Looking up · 100 orders watched, next in 6 s");
  expect(railWords(polling([accountPolling({ watched: 10_000 })]))).toContain("10,000+ orders");
  expect(railWords(polling([accountPolling({ watched: 1 })]))).toContain("1 order watched");
  expect(railWords(polling([], { isPaused: true }))).toBe("Lookups paused");
  expect(railWords(polling([]))).toBe("Looking up · no order is watched");
});

test.each([
  [null, "none"],
  [0, "now"],
  [999, "now"],
  [6_000, "in 6 s"],
  [600_000, "in 10 min"],
])("the next lookup in %s ms is %s", (ms, words) => {
  expect(nextWords(ms)).toBe(words);
});
