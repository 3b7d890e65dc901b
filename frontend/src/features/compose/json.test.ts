/** Owns the proof that a request is laid out and never rewritten. */
import { expect, it } from "vitest";
import { laidOut } from "./json";

const text = (json: string): string =>
  laidOut(json)
    .map((part) => part.text)
    .join("");

/** Takes out white space outside strings. */
const compact = (json: string): string =>
  json.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string?: string) => string ?? "");

it("objects and lists stand one field a line, empty ones stay short", () => {
  expect(text('{"a":1,"b":[true,{"c":"x"}],"d":{},"e":[]}')).toBe(
    `{
  "a": 1,
  "b": [
    true,
    {
      "c": "x"
    }
  ],
  "d": {},
  "e": []
}`,
  );
});

it.each([
  '{"value":12345678901234567890,"low":0.10,"far":1E+400,"minus":-0}',
  '{"b":2,"a":1,"a":3}',
  String.raw`{"words":"\u20b9 \"9\" \\","braces":"{[,:]}  two spaces","end":"\\"}`,
  '{"ws":"line\u2028 bidi \u202e end"}',
])("no character outside white space changes: %s", (json) => {
  expect(compact(text(json))).toBe(json);
});

it("names, texts and numbers are told apart, also where a text looks like a name", () => {
  const kinds = laidOut('{"a":"b:","c":[1,true,"d"]}').filter(({ kind }) => kind !== "plain");

  expect(kinds).toEqual([
    { kind: "key", text: '"a"' },
    { kind: "text", text: '"b:"' },
    { kind: "key", text: '"c"' },
    { kind: "number", text: "1" },
    { kind: "text", text: '"d"' },
  ]);
});

it("what is no JSON loses nothing but white space either", () => {
  expect(compact(text('{"cut":"he'))).toBe('{"cut":"he');
  expect(text("]}")).toContain("]");
});
