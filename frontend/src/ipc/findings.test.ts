/** Proves that no finding of the desk reaches the screen as a bare code. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FindingView } from "./bindings";
import { findingWords, WORDED_CODES } from "./findings";

// Vitest runs in the frontend's folder; the codes are declared once, in the domain.
const DOMAIN = readFileSync("../src-tauri/crates/domain/src/finding.rs", "utf8");
const DECLARED = DOMAIN.slice(DOMAIN.indexOf("finding_codes! {"));
const CODES = [...DECLARED.matchAll(/^ {4}\w+, "(\w+)", (?:Error|Warning),/gm)].map(
  ([, code]) => code ?? "",
);

const found = (code: string, rest: Partial<FindingView> = {}): FindingView => ({
  field: "footerText",
  path: "footer.text",
  code,
  severity: "error",
  limit: null,
  limitIsAmount: false,
  ...rest,
});

describe("the words of findings", () => {
  it("stand for every code the domain declares, and for no other", () => {
    expect(CODES.length).toBeGreaterThan(25);
    expect([...WORDED_CODES].sort()).toEqual([...CODES].sort());
  });

  it.each(CODES)("make a sentence of %s", (code) => {
    const words = findingWords(found(code, { limit: 60 }));

    expect(words).not.toContain(code.includes("_") ? code : "undefined");
    expect(words).toMatch(/^[A-Z].*\.$/);
    expect(words).not.toContain("{");
  });

  it("write an amount as money and a count as a count", () => {
    const upi = found("above_upi_limit", { limit: 50_000_000, limitIsAmount: true });

    expect(findingWords(upi)).toContain("₹5,00,000.00");
    const usual = found("above_usual_upi", { limit: 10_000_000, limitIsAmount: true });
    expect(findingWords(usual)).toContain("₹1,00,000.00");
    expect(findingWords(found("too_long", { limit: 1024 }))).toContain("1,024 characters");
  });

  it("say a range of amounts in rupees and any other as it is", () => {
    const price = findingWords(found("out_of_range", { limit: "1 to 9007199254740991" }));

    expect(price).toContain("₹0.01");
    expect(price).not.toContain("9007199254740991");
    expect(findingWords(found("out_of_range", { limit: "1 to 100" }))).toContain("1 to 100");
  });

  it("keep an unknown code readable for whoever is asked about it", () => {
    expect(findingWords(found("brand_new"))).toContain("brand_new");
  });
});
