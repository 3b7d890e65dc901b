/** Proves what is found in a long list by what people type. */
import { expect, test } from "vitest";
import { found } from "./search";

const ENTRIES = [
  { label: "India (IST)", note: "Asia/Kolkata" },
  { label: "Brasília (BRT)", note: "America/Sao_Paulo" },
  { label: "America/Argentina/Buenos_Aires" },
  { label: "Etc/GMT+3" },
];

function check(typed: string, ...expected: string[]): void {
  expect(
    found(ENTRIES, typed).map(({ label }) => label),
    typed,
  ).toEqual(expected);
}

test("by any part of any name, however it is spaced, marked or cased", () => {
  check("brasilia", "Brasília (BRT)");
  check("BRASÍLIA", "Brasília (BRT)");
  check("sao paulo", "Brasília (BRT)");
  check("kolk", "India (IST)");
  check("aires buenos", "America/Argentina/Buenos_Aires");
  check("gmt+3", "Etc/GMT+3");
});

test("nothing typed is everything, in its own order; what nobody is called is nothing", () => {
  check(" ", ...ENTRIES.map(({ label }) => label));
  check("kolkatta");
});
