/** Owns the proof that names in sentences neither turn them nor stall whoever draws them. */
import { expect, it } from "vitest";
import { brief, isEndless } from "./brief";
import { isolated } from "./isolated";

it("a name from right to left is kept to itself, and others are left alone", () => {
  expect(isolated("Asha Menon")).toBe("Asha Menon");
  expect(isolated("आशा मेनन")).toBe("आशा मेनन");
  expect(isolated("أحمد")).toBe("\u2068أحمد\u2069");
  expect(isolated("gpj.\u202eexe")).toBe("\u2068gpj.\u202eexe\u2069");
});

it("a name cannot end its own isolation", () => {
  expect(isolated("a\u2069\u202eb")).toBe("\u2068a\u202eb\u2069");
});

it("a text that no line could show is cut, never inside a letter", () => {
  expect(brief("Filter coffee")).toBe("Filter coffee");
  expect(isEndless("x".repeat(200))).toBe(false);
  const cut = brief(`${"x".repeat(199)}👍🏽 and more`);
  expect(cut).toBe(`${"x".repeat(199)}…`);
  expect(brief("👍".repeat(5_000))).not.toMatch(/\p{Surrogate}/u);
});
