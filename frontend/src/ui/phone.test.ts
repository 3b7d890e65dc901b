/** Owns the proof of how phone numbers are written. */
import { expect, test } from "vitest";
import { formatPhone } from "./phone";

test.each([
  ["+919900000142", "+91 99000 00142"],
  ["+5511900000142", "+55 11 90000-0142"],
  ["+551133334444", "+55 11 3333-4444"],
  ["+14155550123", "+14155550123"],
  ["+9199000001420", "+9199000001420"],
  ["919900000142", "919900000142"],
  ["", ""],
])("%s is written %s", (number, written) => {
  expect(formatPhone(number)).toBe(written.replaceAll(" ", "\u00a0"));
});
