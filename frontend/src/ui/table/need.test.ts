/** Owns the proof that a leap through a long list asks only for where it ends. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pageNeeds } from "./need";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks at once for the first pages and for those beside them", () => {
  const ask = vi.fn<(pages: number[]) => void>();
  const needs = pageNeeds(ask);

  needs.see([0]);
  needs.see([0, 1]);
  needs.see([1, 2]);

  expect(ask.mock.calls).toEqual([[[0]], [[0, 1]], [[1, 2]]]);
});

it("does not ask twice for the same", () => {
  const ask = vi.fn<(pages: number[]) => void>();
  const needs = pageNeeds(ask);

  needs.see([0, 1]);
  needs.see([0, 1]);

  expect(ask).toHaveBeenCalledTimes(1);
});

it("asks after a leap only where it rests", () => {
  const ask = vi.fn<(pages: number[]) => void>();
  const needs = pageNeeds(ask);
  needs.see([0]);

  for (const page of [40, 90, 170, 400]) {
    needs.see([page]);
    vi.advanceTimersByTime(16);
  }
  expect(ask).toHaveBeenCalledTimes(1);

  vi.advanceTimersByTime(100);
  expect(ask.mock.calls).toEqual([[[0]], [[400]]]);
});

it("forgets a leap that came back", () => {
  const ask = vi.fn<(pages: number[]) => void>();
  const needs = pageNeeds(ask);
  needs.see([0]);

  needs.see([400]);
  needs.see([0]);
  vi.advanceTimersByTime(1_000);

  expect(ask).toHaveBeenCalledTimes(1);
});

it("asks for nothing once it is stopped", () => {
  const ask = vi.fn<(pages: number[]) => void>();
  const needs = pageNeeds(ask);
  needs.see([0]);

  needs.see([400]);
  needs.stop();
  vi.advanceTimersByTime(1_000);

  expect(ask).toHaveBeenCalledTimes(1);
});
