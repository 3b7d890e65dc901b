/** Owns the proof that what matters stays up, and what does not leaves by itself. */
import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Tone } from "./states";
import Toasts from "./Toasts.svelte";
import { dismissToast, toast, toasts } from "./toasts.svelte";

beforeEach(() => {
  vi.useFakeTimers();
  render(Toasts);
});

afterEach(() => {
  for (const { id } of toasts()) {
    dismissToast(id);
  }
  vi.useRealTimers();
});

async function put(tone: Tone, title: string, action?: { label: string; run: () => void }) {
  toast({ tone, title, action });
  await tick();
}

const titles = () => toasts().map(({ title }) => title);

describe("a toast", () => {
  it.each(["good", "busy", "warn", "quiet"] as const)(
    "that is %s leaves by itself",
    async (tone) => {
      await put(tone, "Sent");
      expect(screen.getByText("Sent")).toBeVisible();

      vi.advanceTimersByTime(10_000);
      await tick();

      expect(screen.queryByText("Sent")).toBeNull();
    },
  );

  it.each(["bad", "unknown"] as const)("that is %s stays until it is closed", async (tone) => {
    await put(tone, "We don’t know yet");
    vi.advanceTimersByTime(3_600_000);
    await tick();
    expect(screen.getByText("We don’t know yet")).toBeVisible();

    await fireEvent.click(screen.getByRole("button", { name: "Close" }));

    expect(titles()).toEqual([]);
  });

  it("takes the place of an earlier one about the same", async () => {
    toast({ tone: "quiet", title: "Nothing new", about: "order-1" });
    toast({ tone: "bad", title: "Declined", about: "order-2" });
    toast({ tone: "good", title: "Paid", about: "order-1" });
    toast({ tone: "good", title: "Saved" });
    toast({ tone: "good", title: "Saved" });
    await tick();

    expect(titles()).toEqual(["Declined", "Paid", "Saved", "Saved"]);
  });

  it("does not leave under the pointer, and leaves afterwards", async () => {
    await put("good", "Sent");
    const region = screen.getByRole("region", { name: "Results" });

    await fireEvent.pointerEnter(region);
    vi.advanceTimersByTime(60_000);
    await tick();
    expect(titles()).toEqual(["Sent"]);

    await fireEvent.pointerLeave(region);
    vi.advanceTimersByTime(10_000);
    expect(titles()).toEqual([]);
  });

  it("goes when its action is taken", async () => {
    const run = vi.fn();
    await put("bad", "Refused", { label: "Open", run });
    await fireEvent.click(screen.getByRole("button", { name: "Open" }));

    expect(run).toHaveBeenCalledTimes(1);
    expect(titles()).toEqual([]);
  });

  it("is announced", async () => {
    await put("good", "Sent");

    expect(screen.getByText("Sent").closest("[aria-live]")).toHaveAttribute("aria-live", "polite");
  });
});

describe("more than four", () => {
  it("push out the oldest that would leave anyway", async () => {
    await put("unknown", "A");
    await put("good", "B");
    await put("bad", "C");
    await put("good", "D");
    await put("good", "E");

    expect(titles()).toEqual(["A", "C", "D", "E"]);
  });

  it("push out the oldest where all wait for a person", async () => {
    for (const title of ["A", "B", "C", "D", "E"]) {
      await put("bad", title);
    }

    expect(titles()).toEqual(["B", "C", "D", "E"]);
  });
});
