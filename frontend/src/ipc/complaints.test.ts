/** Proves that no code of the provider reaches the screen without a sentence and a step. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { complaint } from "../../dev/fixtures/orders";
import type { ErrorMeaningView } from "./bindings";
import { asClause, complaintLine, complaintWords, WORDED_MEANINGS } from "./complaints";

// Vitest runs in the frontend's folder; the meanings are declared once, beside their codes.
const TABLE = readFileSync("../src-tauri/crates/providers/src/meta/error_codes.rs", "utf8");
const DECLARED = TABLE.slice(TABLE.indexOf("\nmeanings! {"));
const MEANINGS = [...DECLARED.matchAll(/^ {4}[A-Z]\w+, "(\w+)",/gm)].map(
  ([, meaning]) => meaning as ErrorMeaningView,
);
const CATALOGUE = Object.keys(
  JSON.parse(readFileSync("messages/en/meta_codes.json", "utf8")) as object,
).filter((key) => !key.startsWith("$"));

const said = (meaning: ErrorMeaningView | null) => complaintWords(complaint({ meaning }));

describe("the words of the provider’s codes", () => {
  it("stand for every meaning of the table, and for no other", () => {
    expect(MEANINGS.length).toBeGreaterThan(50);
    expect([...WORDED_MEANINGS].sort()).toEqual([...MEANINGS].sort());
  });

  it("are a sentence and a step each in the catalogue, and nothing is left over", () => {
    const needed = MEANINGS.flatMap((meaning) => [`meta_${meaning}`, `meta_${meaning}_next`]);
    const others = [
      "meta_ask_again",
      "meta_terms_not_accepted_next_link",
      "meta_unclear",
      "meta_words",
    ];
    const unnamed = ["meta_other", "meta_other_next"];

    expect(CATALOGUE.sort()).toEqual([...needed, ...others, ...unnamed].sort());
  });

  it.each(MEANINGS)("say %s in one sentence and one step", (meaning) => {
    const { what, next } = said(meaning);

    for (const sentence of [what, next]) {
      expect(sentence).toMatch(/^[A-Z][^{}_]*\.$|whatsapp_business_/u);
      expect(sentence).not.toMatch(/!|'/u);
    }
    expect(asClause(next)).toMatch(/^[a-z]/u);
  });

  it.each(MEANINGS)("never say of %s how an effect ended", (meaning) => {
    const { what } = said(meaning);

    // The same words stand beside a refusal and beside an outcome that nobody knows.
    expect(what).not.toMatch(/\bfail|\berror|\brefused|nothing was|not sent|was sent\b/iu);
  });

  it.each<ErrorMeaningView>([
    "unknown_error",
    "service_overloaded",
    "unknown_failure",
    "service_unavailable",
    "maintenance",
    "status_not_next",
    "cancel_failed",
    "message_not_for_customer",
  ])("ask for a lookup first after %s", (meaning) => {
    expect(said(meaning).next).toMatch(/look the order up/iu);
    expect(said(meaning).next).not.toMatch(/then try again|then send/iu);
  });

  it("give no two meanings the same sentence", () => {
    const sentences = MEANINGS.map((meaning) => said(meaning).what);

    expect(new Set(sentences).size).toBe(MEANINGS.length);
  });

  it("keep what Meta bills apart from what the customer pays", () => {
    expect(said("meta_billing").what).toContain("not about the customer’s payment");
    expect(said("marketing_cap").next).toContain("at least 24 hours");
    expect(said("window_closed").next).toContain("as a template");
    expect(said("pair_limit").next).toContain("others are not affected");
  });

  it("name the number where no document does", () => {
    expect(complaintLine(complaint({ code: "987654", meaning: null }))).toContain("code 987654");
  });

  it("lead to the link only where the desk has one", () => {
    const termsLink = "https://fb.me/EXAMPLE";

    expect(said("terms_not_accepted").next).toContain("WhatsApp Manager");
    const linked = complaintWords(complaint({ meaning: "terms_not_accepted", termsLink }));
    expect(linked.next).toBe("Open the link, accept the terms, then try again.");
  });
});
