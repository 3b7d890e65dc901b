/** Owns the proof that a button does nothing while it must not, and says why. */
import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { describe, expect, it, vi } from "vitest";
import Button from "./Button.svelte";

const children = createRawSnippet(() => ({ render: () => "<span>Send</span>" }));

describe("a button", () => {
  it("is pressed by pointer, Enter and Space, and submits nothing unless told to", async () => {
    const onclick = vi.fn();
    render(Button, { onclick, children });
    const button = screen.getByRole("button", { name: "Send" });

    await userEvent.click(button);
    await userEvent.keyboard("{Enter} ");

    expect(onclick).toHaveBeenCalledTimes(3);
    expect(button).toHaveAttribute("type", "button");
  });

  it("that is refused stays in reach, says why and does nothing", async () => {
    const onclick = vi.fn();
    render(Button, { onclick, children, reason: "Already paid: refund it instead." });
    const button = screen.getByRole("button", { name: "Send" });

    await userEvent.tab();
    expect(button).toHaveFocus();
    expect(button).toHaveAccessibleDescription("Already paid: refund it instead.");
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByText("Already paid: refund it instead.")).toBeVisible();

    await userEvent.click(button);
    expect(onclick).not.toHaveBeenCalled();
  });

  it("that is busy cannot be pressed a second time", async () => {
    const onclick = vi.fn();
    const { rerender } = render(Button, { onclick, children });
    const button = screen.getByRole("button");
    await userEvent.click(button);

    await rerender({ busy: true });
    await userEvent.click(button);

    expect(onclick).toHaveBeenCalledTimes(1);
    expect(button).toHaveAttribute("aria-busy", "true");
    expect(button).toHaveAccessibleName("Working Send");
  });

  it("that is refused keeps its form from being sent", async () => {
    const onsubmit = vi.fn((event: Event) => event.preventDefault());
    const form = document.createElement("form");
    form.addEventListener("submit", onsubmit);
    document.body.append(form);
    render(Button, { target: form, props: { type: "submit", reason: "Not yet.", children } });

    await fireEvent.click(screen.getByRole("button"));

    expect(onsubmit).not.toHaveBeenCalled();
    form.remove();
  });

  it("with only an icon has its name as its tooltip too", () => {
    render(Button, { icon: "filter", label: "Filter" });

    expect(screen.getByRole("button", { name: "Filter" })).toHaveAttribute("title", "Filter");
  });
});
