/** Proves that what was typed is marked wherever it stands, however it is spaced. */
import { expect, test } from "vitest";
import { parts } from "./match";

function check(text: string, typed: string, expected: string): void {
  const shown = parts(text, typed).map((part) => (part.isMatch ? `[${part.text}]` : part.text));
  expect(shown.join(""), typed).toBe(expected);
}

test("marks the letters as they stand in the text", () => {
  check("NP-24829", "NP-248", "[NP-248]29");
  check("NP-24829", "np 248", "[NP-248]29");
  check("NP-24829", "24829", "NP-[24829]");
  check("Asha Menon", "menon", "Asha [Menon]");
});

test("a number is found in its groups", () => {
  check("+91\u00a099000\u00a000142", "9900000142", "+91\u00a0[99000\u00a000142]");
  check("+91\u00a099000\u00a000142", "91 99000-00142", "+[91\u00a099000\u00a000142]");
});

test("marks nothing where nothing was typed or nothing fits", () => {
  check("NP-24829", "", "NP-24829");
  check("NP-24829", "- -", "NP-24829");
  check("NP-24829", "NP-9", "NP-24829");
  check("", "NP", "");
});

test("text beyond the basic alphabet keeps its places", () => {
  check("आशा Menon", "menon", "आशा [Menon]");
  check("😀 Asha", "asha", "😀 [Asha]");
  check("İstanbul", "stan", "İ[stan]bul");
});

test("what looks like markup is text", () => {
  expect(parts("<b>x</b>", "x")).toEqual([
    { text: "<b>", isMatch: false },
    { text: "x", isMatch: true },
    { text: "</b>", isMatch: false },
  ]);
});
