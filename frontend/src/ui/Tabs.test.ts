/** Owns the proof that tabs are one stop of Tab, and arrows go round. */
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { expect, it, vi } from "vitest";
import Tabs from "./Tabs.svelte";

const tabs = [
  { id: "timeline", label: "Timeline" },
  { id: "bill", label: "Bill", count: "3" },
  { id: "raw", label: "Raw" },
];
const panel = createRawSnippet<[string]>((id) => ({ render: () => `<p>Part ${id()}</p>` }));

it("arrows, Home and End choose and keep the focus with the choice", async () => {
  const onchange = vi.fn();
  render(Tabs, { label: "Parts", tabs, active: "timeline", onchange, panel });

  await userEvent.tab();
  await userEvent.keyboard("{ArrowRight}");
  expect(tab("Bill 3")).toHaveFocus();
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(tab("Raw")).toHaveFocus();
  await userEvent.keyboard("{Home}{End}");

  expect(onchange.mock.calls.flat()).toEqual(["bill", "timeline", "raw", "timeline", "raw"]);
  expect(screen.getAllByRole("tab").filter(({ tabIndex }) => tabIndex === 0)).toEqual([tab("Raw")]);
});

it("a press chooses, and choosing again tells nobody", async () => {
  const onchange = vi.fn();
  render(Tabs, { label: "Parts", tabs, active: "timeline", onchange, panel });

  await userEvent.click(tab("Bill 3"));
  await userEvent.click(tab("Bill 3"));

  expect(onchange.mock.calls).toEqual([["bill"]]);
  expect(tab("Bill 3")).toHaveAttribute("aria-selected", "true");
});

it("the panel is named by its tab", () => {
  render(Tabs, { label: "Parts", tabs, active: "bill", panel });

  expect(screen.getByRole("tabpanel", { name: "Bill 3" })).toHaveTextContent("Part bill");
});

function tab(name: string): HTMLElement {
  return screen.getByRole("tab", { name });
}
