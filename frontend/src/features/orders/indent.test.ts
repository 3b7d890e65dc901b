/** Owns the proof that a raw body is only indented, never rewritten. */
import { expect, test } from "vitest";
import { indentJson } from "./indent";

test("objects and lists are laid out, empty ones stay short", () => {
  const raw = '{"a":1,"b":[true,{"c":"x, y: {z}"}],"d":{},"e":[ ]}';

  expect(indentJson(raw)).toBe(
    `{
  "a": 1,
  "b": [
    true,
    {
      "c": "x, y: {z}"
    }
  ],
  "d": {},
  "e": []
}`,
  );
});

test("no word changes, however a number or a string is written", () => {
  const raw =
    '{"value":12345678901234567890,"low":0.10,"far":1E+400,"b":2,"a":1,' +
    '"a":3,"words":"\\u20b9 \\"9\\" \\\\","tail":-0}';

  const indented = indentJson(raw);

  expect(indented.replaceAll(/\n\s*|(?<=:) /g, "")).toBe(raw);
});

test("a body that was cut stays readable up to the cut", () => {
  expect(indentJson('{"a":{"b":"cut he')).toBe('{\n  "a": {\n    "b": "cut he');
  expect(indentJson('{"a":"cut \\')).toBe('{\n  "a": "cut \\');
});

test.each([
  ["a page", "<html>\n  <body>502</body></html>"],
  ["a bare text", "Bad gateway { upstream }"],
  ["nothing", ""],
  ["brackets that do not match", '{"a":[1}'],
  ["a list too deep to indent", "[".repeat(10_000)],
])("%s stays as it is", (_, raw) => {
  expect(indentJson(raw)).toBe(raw);
});
