/** Proves that every word by which rows can be chosen is a phrase for people. */
import type { ExportKindView } from "$ipc/call";
import { expect, test } from "vitest";
import { TOTALS, totalWord } from "./totalWords";
import { statusWord } from "./statusWords";

/** The words as Rust gives them. */
const GIVEN: Record<ExportKindView, string> = {
  movements: "payment refund",
  orders: `ready sending send_refused send_unknown not_sent withdrawn not_looked_up gateway_knows not_attempted
    attempt_running attempt_failed unknown_word reported_paid cannot_tell paid amount_differs
    paid_after_expiry paid_after_cancel expired_unpaid closed_unpaid`,
  payments: "pending succeeded failed",
  refunds: `prepared sending unknown on_its_way failing went_back failed refused not_sent withdrawn
    said_to_have_happened said_not_to_have released`,
  operations: `prepared in_flight not_sent refused accepted unknown confirmed disproved decided
    withdrawn`,
  activity: `opened operation account credential setting decision batch alarm import restored
    went_on backup export`,
};
const KINDS = Object.keys(GIVEN) as ExportKindView[];

test.each(KINDS)("every word of %s has a phrase of its own", (kind) => {
  const words = GIVEN[kind].split(/\s+/u);
  const said = words.map((word) => statusWord(kind, word));

  for (const phrase of said) expect(phrase).toMatch(/^\p{Lu}[^_“]*$/u);
  expect(new Set(said).size).toBe(words.length);
});

test("a word that Rust may add is shown as a quoted word, not as a phrase", () => {
  expect(statusWord("refunds", "half_way")).toBe("“half_way”");
});

test("every column of amounts has a phrase", () => {
  const columns = Object.entries(TOTALS).flatMap(([kind, words]) =>
    Object.keys(words).map((column) => totalWord(kind as ExportKindView, column)),
  );

  expect(columns).toHaveLength(10);
  for (const phrase of columns) expect(phrase).toMatch(/^\p{Lu}[^_“]*$/u);
});
