/** Owns the proof of how a long list behaves: bounded, by keyboard, and steady while pages come. */
import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import Example from "./DataTableExample.test.svelte";
import { ROWS_MAX } from "./table/extent";

const VIEWPORT = 600;
const WIDTH = 1_000;

// The document of the tests has no layout of its own.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(VIEWPORT);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(WIDTH);
});
afterEach(() => vi.restoreAllMocks());

function pagesOf(...keys: string[][]): Map<number, { key: string; name: string }[]> {
  return new Map(keys.map((page, at) => [at, page.map((key) => ({ key, name: `Row ${key}` }))]));
}

function numbered(page: number): string[] {
  return Array.from({ length: 100 }, (_, at) => `${page * 100 + at}`);
}

async function shown(props: Partial<Parameters<typeof render<typeof Example>>[1]> = {}) {
  const spies = { onNeed: vi.fn(), onOpen: vi.fn(), onKey: vi.fn() };
  const view = render(Example, {
    count: 250,
    pages: pagesOf(numbered(0), numbered(1), numbered(2)),
    ...spies,
    ...props,
  });
  await tick();
  return { ...view, ...spies, user: userEvent.setup() };
}

const rows = () => screen.getAllByRole("row").slice(1);
const row = (index: number) => document.querySelector<HTMLElement>(`[data-index="${index}"]`);
const body = () => {
  const found = document.querySelector<HTMLElement>(".body");
  if (found === null) throw new Error("no body");
  return found;
};

describe("what is in the document", () => {
  it("is a bounded number of rows, whatever the count", async () => {
    await shown({ count: 1_000_000 });

    expect(rows().length).toBeGreaterThan(10);
    expect(rows().length).toBeLessThanOrEqual(ROWS_MAX + 1);
  });

  it("says how many rows there are and which each one is", async () => {
    await shown();

    expect(screen.getByRole("grid", { name: "Rows" })).toHaveAttribute("aria-rowcount", "251");
    expect(rows()[0]).toHaveAttribute("aria-rowindex", "2");
    expect(rows()[4]).toHaveAttribute("aria-rowindex", "6");
  });

  it("follows the scrolling", async () => {
    await shown();
    body().scrollTop = 36 * 100;
    await fireEvent.scroll(body());

    expect(row(100)).toHaveTextContent("Row 100");
    expect(row(50)).toBeNull();
  });

  it("is only the columns that fit", async () => {
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(300);
    await shown();

    expect(screen.getAllByRole("columnheader").map((cell) => cell.textContent)).toEqual([
      "Name",
      "Action",
    ]);
  });
});

describe("pages", () => {
  it("are asked for where the view is", async () => {
    const { onNeed } = await shown({ pages: new Map() });
    expect(onNeed).toHaveBeenLastCalledWith([0]);

    body().scrollTop = 36 * 95;
    await fireEvent.scroll(body());
    await tick();

    expect(onNeed).toHaveBeenLastCalledWith([0, 1]);
  });

  it("that are on their way leave rows of the same size, said to be loading", async () => {
    await shown({ pages: new Map() });

    expect(rows()[0]).toHaveAttribute("aria-busy", "true");
    expect(rows()[0]).toHaveTextContent("Loading");
  });

  it("that arrive leave the focus where it is", async () => {
    const { user, rerender } = await shown({ pages: new Map() });
    await user.tab();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(row(1));

    await rerender({ pages: pagesOf(numbered(0)) });

    expect(row(1)).toHaveTextContent("Row 1");
    expect(document.activeElement).toBe(row(1));
  });
});

describe("by keyboard", () => {
  it("one row is in the order of Tab, and arrows move it", async () => {
    const { user } = await shown();
    await user.tab();
    expect(document.activeElement).toBe(row(0));

    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");

    expect(document.activeElement).toBe(row(1));
    expect(document.querySelectorAll('.body [role="row"][tabindex="0"]')).toHaveLength(1);
  });

  it("the last row is one key away, and so is the first", async () => {
    const { user } = await shown({ count: 1_000_000 });
    await user.tab();

    await user.keyboard("{End}");
    expect(document.activeElement).toBe(row(999_999));

    await user.keyboard("{Home}");
    expect(document.activeElement).toBe(row(0));
    expect(body().scrollTop).toBe(0);
  });

  it("a page down moves by what is in sight", async () => {
    const { user } = await shown();
    await user.tab();
    await user.keyboard("{PageDown}");

    expect(document.activeElement).toBe(row(Math.floor(VIEWPORT / 36) - 1));
  });

  it("Enter opens and other keys are passed on", async () => {
    const { user, onOpen, onKey } = await shown({ selectedIndex: 3 });
    row(3)?.focus();
    await user.keyboard("{Enter}l");

    expect(onOpen.mock.calls).toEqual([["3", 3]]);
    expect(onKey.mock.calls).toEqual([["l", "3"]]);
  });

  it("nothing opens while its row is on its way", async () => {
    const { user, onOpen } = await shown({ pages: new Map() });
    await user.tab();
    await user.keyboard("{Enter}");

    expect(onOpen).not.toHaveBeenCalled();
  });

  it("chords are left to the window", async () => {
    const { user, onKey } = await shown();
    await user.tab();
    await user.keyboard("{Control>}k{/Control}");

    expect(onKey.mock.calls.flat()).not.toContain("k");
  });

  it("a marked row that is scrolled away keeps the focus", async () => {
    const { user } = await shown();
    await user.tab();
    body().scrollTop = 36 * 150;
    await fireEvent.scroll(body());

    expect(document.activeElement).toBe(row(0));
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(row(1));
  });
});

describe("by pointer", () => {
  it("a press on a row marks and opens it", async () => {
    const { user, onOpen } = await shown();
    await user.click(screen.getByText("Act on 4").closest<HTMLElement>('[role="row"]')!);

    expect(onOpen.mock.calls).toEqual([["4", 4]]);
    expect(row(4)).toHaveAttribute("aria-selected", "true");
  });

  it("a press on a button in a row is the button's", async () => {
    const { user, onOpen } = await shown();
    await user.click(screen.getByRole("button", { name: "Act on 4" }));

    expect(onOpen).not.toHaveBeenCalled();
  });
});

describe("when rows come above the marked one", () => {
  it("mark and focus stay with the row, not with its place", async () => {
    const { user, rerender, onOpen } = await shown({ count: 100, pages: pagesOf(numbered(0)) });
    await user.tab();
    await user.keyboard("{ArrowDown}{ArrowDown}");

    const later = ["new", ...numbered(0).slice(0, 99)];
    await rerender({ pages: pagesOf(later) });
    await tick();

    expect(row(3)).toHaveTextContent("Row 2");
    expect(document.activeElement).toBe(row(3));
    await user.keyboard("{Enter}");
    expect(onOpen.mock.calls).toEqual([["2", 3]]);
  });

  it("what is read stays where it is, and at the very top what is new is seen", async () => {
    const { rerender } = await shown({ count: 300 });
    body().scrollTop = 36 * 50 + 7;
    await fireEvent.scroll(body());
    const later = ["new", ...numbered(0).slice(0, 99)];
    await rerender({ count: 301, pages: pagesOf(later, ["99", ...numbered(1).slice(0, 99)]) });
    await tick();

    expect(body().scrollTop).toBe(36 * 51 + 7);
    expect(row(51)).toHaveTextContent("Row 50");

    body().scrollTop = 0;
    await fireEvent.scroll(body());
    await rerender({ count: 302, pages: pagesOf(["newest", ...later.slice(0, 99)]) });
    await tick();

    expect(body().scrollTop).toBe(0);
    expect(row(0)).toHaveTextContent("Row newest");
  });

  it("the open row is found by its key", async () => {
    const { rerender } = await shown({ openKey: "2", pages: pagesOf(numbered(0)) });
    expect(row(2)).toHaveAttribute("aria-current", "true");

    await rerender({ pages: pagesOf(["new", ...numbered(0)]) });

    expect(row(2)).not.toHaveAttribute("aria-current");
    expect(row(3)).toHaveAttribute("aria-current", "true");
  });
});
