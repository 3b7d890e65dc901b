/** Owns the proof that copying works both ways, and that only a copy is called one. */
import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import CopyId from "./CopyId.svelte";

const props = { value: "NP-24829", what: "Copy the reference NP-24829" };
const write = vi.fn<(text: string) => Promise<void>>();

beforeEach(() => {
  vi.useFakeTimers();
  write.mockReset();
  Object.defineProperty(navigator, "clipboard", {
    value: { writeText: write },
    configurable: true,
  });
});
afterEach(() => void vi.useRealTimers());

async function press(): Promise<void> {
  await fireEvent.click(screen.getByRole("button", { name: props.what }));
  await vi.advanceTimersByTimeAsync(0);
  await tick();
}

it("copies, says so for two seconds, and is itself again", async () => {
  write.mockResolvedValue();
  render(CopyId, props);
  await press();

  expect(write).toHaveBeenCalledWith("NP-24829");
  expect(screen.getByRole("status")).toHaveTextContent("Copied");

  await vi.advanceTimersByTimeAsync(2_000);
  expect(screen.getByRole("status")).toHaveTextContent(/^$/);
});

it("copies the old way where the engine withholds the new one", async () => {
  write.mockRejectedValue(new Error("denied"));
  let selected: string | undefined;
  document.execCommand = vi.fn(() => {
    selected = document.querySelector("textarea")?.value;
    return true;
  });
  render(CopyId, props);
  await press();

  expect(selected).toBe("NP-24829");
  expect(document.querySelector("textarea")).toBeNull();
  expect(screen.getByRole("status")).toHaveTextContent("Copied");
});

it("does not claim a copy that failed", async () => {
  write.mockRejectedValue(new Error("denied"));
  document.execCommand = vi.fn(() => false);
  render(CopyId, props);
  await press();

  expect(screen.getByRole("status")).toHaveTextContent(/^$/);
});
