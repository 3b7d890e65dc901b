/** Owns the proof that a field tells its control everything a person must be told. */
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import Example from "./FieldExample.test.svelte";

const CONTROLS = ["text", "amount", "area", "select"] as const;

describe.each(CONTROLS)("a field around %s", (control) => {
  it("names it", () => {
    render(Example, { control });

    expect(screen.getByLabelText("Name")).toBeVisible();
  });

  it("describes it by its findings first, then its hint", () => {
    render(Example, {
      control,
      hint: "As the customer reads it.",
      findings: [{ severity: "error", text: "It is empty." }],
    });

    const described = screen.getByLabelText("Name");
    expect(described).toHaveAccessibleDescription(
      "Must be fixed: It is empty. As the customer reads it.",
    );
    expect(described).toBeInvalid();
  });

  it("tells a warning without calling it invalid", () => {
    render(Example, { control, findings: [{ severity: "warning", text: "That is a lot." }] });

    const described = screen.getByLabelText("Name");
    expect(described).toHaveAccessibleDescription("Look again: That is a lot.");
    expect(described).not.toHaveAttribute("aria-invalid");
  });

  it("tells that it is required", () => {
    render(Example, { control, required: true });

    expect(screen.getByLabelText("Name*")).toBeRequired();
  });

  it("can be found by the id it was given", () => {
    render(Example, { control, id: "field-name" });

    expect(screen.getByLabelText("Name")).toHaveAttribute("id", "field-name");
  });
});

it("findings that come and go are told at once", async () => {
  const { rerender } = render(Example, { control: "text" });
  expect(screen.getByLabelText("Name")).not.toHaveAttribute("aria-describedby");

  await rerender({ findings: [{ severity: "error", text: "It is empty." }] });

  expect(screen.getByLabelText("Name")).toBeInvalid();
});

it("a counter counts, and then says how many are too many", async () => {
  const { rerender } = render(Example, { control: "area", counter: { used: 40, max: 60 } });
  expect(screen.getByText("40 of 60")).toBeVisible();

  await rerender({ counter: { used: 63, max: 60 } });

  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("3 too many");
});

it("an amount stays as it was typed", async () => {
  render(Example, { control: "amount" });
  await userEvent.type(screen.getByLabelText("Name"), "1,234.5 abc");

  expect(screen.getByRole("status")).toHaveTextContent("1,234.5 abc");
});

it("a select is chosen from by keyboard, and its placeholder is no choice", async () => {
  render(Example, { control: "select" });
  await userEvent.selectOptions(screen.getByLabelText("Name"), "Second");

  expect(screen.getByRole("status")).toHaveTextContent("b");
  expect(screen.getByText("Choose one")).toBeDisabled();
});
