/** Owns the proof that suggestions help whoever wants them and stand in nobody’s way. */
import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Suggestion } from "./choices";
import Example from "./SuggestExample.test.svelte";

const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
const settle = (ms = 100): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const onRow = vi.fn<(key: string) => void>();
const chosen = vi.fn<(label: string) => void>();
const takenBack = vi.fn<() => boolean>();
const asked = vi.fn<(typed: string) => Promise<Suggestion[]>>();

const suggestion = (label: string, note?: string): Suggestion => ({
  label,
  note,
  choose: () => {
    chosen(label);
    return takenBack;
  },
});
const TWO = [suggestion("Filter coffee", "₹420.00"), suggestion("Fig jam")];

beforeEach(() => {
  vi.useFakeTimers();
  asked.mockResolvedValue(TWO);
  takenBack.mockReturnValue(true);
});
afterEach(() => {
  cleanup();
  vi.resetAllMocks();
  vi.useRealTimers();
});

const box = (): HTMLElement => screen.getByRole("combobox", { name: "Item" });
const list = (): HTMLElement | null => screen.queryByRole("listbox", { hidden: true });
const options = (): HTMLElement[] => screen.queryAllByRole("option", { hidden: true });
const marked = (): string | undefined => {
  const id = box().getAttribute("aria-activedescendant");
  return options().find((option) => option.id === id)?.textContent;
};

async function type(text: string): Promise<void> {
  render(Example, { ask: asked, onRow });
  await user.click(box());
  await user.keyboard(text);
  await settle();
}

describe("the list", () => {
  it("opens once typing pauses, with nothing marked", async () => {
    render(Example, { ask: asked, onRow });
    await user.click(box());
    expect(box()).toHaveAttribute("aria-expanded", "false");
    await user.keyboard("fi");
    await settle(99);
    expect(asked).not.toHaveBeenCalled();
    await settle(1);

    expect(asked).toHaveBeenCalledExactlyOnceWith("fi");
    expect(box()).toHaveAttribute("aria-expanded", "true");
    expect(box()).toHaveAttribute("aria-controls", list()?.id);
    expect(options().map((option) => option.textContent.trim())).toEqual([
      "Filter coffee ₹420.00",
      "Fig jam",
    ]);
    expect(box()).not.toHaveAttribute("aria-activedescendant");
    expect(box()).toHaveFocus();
  });

  it("stays away where nothing fits, nothing is typed, or more than anybody types", async () => {
    await type("fi");
    asked.mockResolvedValue([]);
    await user.keyboard("x");
    await settle();
    expect(list()).toBeNull();

    asked.mockClear();
    await user.clear(box());
    await user.paste("x".repeat(9_000));
    await settle();
    expect(asked).not.toHaveBeenCalled();
    expect(list()).toBeNull();
  });

  it("shows no answer to an older question, nor one after the field was left", async () => {
    let answer: (found: Suggestion[]) => void = () => undefined;
    asked.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    await type("f");
    await user.keyboard("i");
    await settle();
    answer([suggestion("Of an older question")]);
    await settle();
    expect(options()).toHaveLength(2);

    asked.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    await user.keyboard("g");
    await settle();
    await user.tab();
    answer(TWO);
    await settle();
    expect(list()).toBeNull();
    expect(screen.getByLabelText("Next")).toHaveFocus();
  });

  it("that cannot be had hinders nothing", async () => {
    asked.mockRejectedValue(new Error("the book"));
    await type("fi");

    expect(list()).toBeNull();
    expect(box()).toHaveValue("fi");
  });

  it("holds whatever a name holds", async () => {
    const script = "<script>alert(1)</script>";
    const rightToLeft = "\u202eقهوة\u200b";
    asked.mockResolvedValue(
      [script, rightToLeft, "ꙮ".repeat(9_000)].map((name) => suggestion(name)),
    );
    await type("x");

    expect(options()).toHaveLength(3);
    expect(within(options()[0]!).getByText(script)).toBeInTheDocument();
    expect(document.querySelector("script")).toBeNull();
  });
});

describe("keys", () => {
  it("arrows mark, Enter takes up, and typing goes on", async () => {
    await type("fi");
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    expect(marked()).toContain("Fig jam");
    await user.keyboard("{ArrowUp}");
    expect(marked()).toContain("Filter coffee");
    await user.keyboard("{Enter}");

    expect(chosen).toHaveBeenCalledExactlyOnceWith("Filter coffee");
    expect(list()).toBeNull();
    expect(onRow.mock.calls.flat()).toEqual(["f", "i"]);
    expect(box()).toHaveFocus();
  });

  it("Enter, Tab and the arrow up are the form’s while nothing is marked", async () => {
    await type("fi");
    await user.keyboard("{Enter}{ArrowUp}");
    expect(onRow.mock.calls.flat()).toEqual(["f", "i", "Enter", "ArrowUp"]);
    await user.keyboard("{ArrowDown}{ArrowUp}{Enter}");
    expect(onRow.mock.calls.flat().at(-1)).toBe("Enter");
    await user.tab();

    expect(chosen).not.toHaveBeenCalled();
    expect(screen.getByLabelText("Next")).toHaveFocus();
    expect(list()).toBeNull();
  });

  it("Tab takes up what is marked and goes on", async () => {
    await type("fi");
    await user.keyboard("{ArrowDown}");
    await user.tab();

    expect(chosen).toHaveBeenCalledExactlyOnceWith("Filter coffee");
    expect(screen.getByLabelText("Next")).toHaveFocus();
  });

  it("Escape closes the list and nothing else", async () => {
    await type("fi");
    await user.keyboard("{Escape}");
    expect(list()).toBeNull();
    expect(onRow).not.toHaveBeenCalledWith("Escape");

    await user.keyboard("{Escape}{Enter}");
    expect(onRow.mock.calls.flat().slice(-2)).toEqual(["Escape", "Enter"]);
    expect(box()).toHaveValue("fi");
  });

  it("typing on marks nothing any more, and what is marked is not exchanged", async () => {
    await type("f");
    await user.keyboard("{ArrowDown}i{Enter}");
    expect(chosen).not.toHaveBeenCalled();

    let answer: (found: Suggestion[]) => void = () => undefined;
    asked.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    await user.keyboard("g");
    await settle();
    await user.keyboard("{ArrowDown}");
    answer([suggestion("Another")]);
    await settle();
    await user.keyboard("{Enter}");
    expect(chosen).toHaveBeenCalledExactlyOnceWith("Filter coffee");
  });

  it("an arrow down opens it before anything is typed, unless the row has a use for it", async () => {
    const { rerender } = render(Example, { ask: asked, onRow });
    await user.click(box());
    await user.keyboard("{ArrowDown}");
    await settle();
    expect(asked).toHaveBeenCalledExactlyOnceWith("");
    expect(options()).toHaveLength(2);
    await user.keyboard("{Escape}");

    await rerender({ ask: asked, onRow, isTaken: (key) => key === "ArrowDown" });
    await user.keyboard("{ArrowDown}");
    await settle();
    expect(list()).toBeNull();
  });

  it("one chord takes a choice back, once, and not after something was typed", async () => {
    await type("fi");
    await user.keyboard("{ArrowDown}{Enter}{Control>}z{/Control}");
    expect(takenBack).toHaveBeenCalledTimes(1);
    await user.keyboard("{Control>}z{/Control}");
    expect(takenBack).toHaveBeenCalledTimes(1);

    await user.keyboard("g");
    await settle();
    await user.keyboard("{ArrowDown}{Enter}x{Control>}z{/Control}");
    expect(takenBack).toHaveBeenCalledTimes(1);
  });
});

it("the pointer chooses without taking the focus", async () => {
  await type("fi");
  await user.click(options()[1]!);

  expect(chosen).toHaveBeenCalledExactlyOnceWith("Fig jam");
  expect(box()).toHaveFocus();
  expect(list()).toBeNull();
});
