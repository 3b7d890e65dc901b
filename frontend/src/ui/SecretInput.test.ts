/** Owns the proof that a credential goes in, is wiped once kept, and never shows. */
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import SecretInput from "./SecretInput.svelte";

const SECRET = "EAAG-canary-token";
const SET_AT = Date.parse("2024-11-19T11:20:00+05:30");
const SET = "Set on 19 Nov 2024, 11:20 IST";

const field = () => screen.getByLabelText<HTMLInputElement>("Access token");
const replace = () => screen.getByRole("button", { name: "Replace…" });

describe("a secret that is not there yet", () => {
  it("is typed hidden, and is nowhere in the window once it is kept", async () => {
    const onSave = vi.fn(async () => true);
    render(SecretInput, { label: "Access token", setAt: null, onSave });
    expect(field()).toHaveAttribute("type", "password");
    expect(field()).toHaveAttribute("autocomplete", "off");

    await userEvent.type(field(), `${SECRET}{Enter}`);

    expect(onSave.mock.calls).toEqual([[SECRET]]);
    expect(field()).toHaveValue("");
    expect(document.body.innerHTML).not.toContain(SECRET);
  });

  it("can be tried again when the keyring did not take it", async () => {
    const onSave = vi.fn(async () => false);
    render(SecretInput, { label: "Access token", setAt: null, onSave });

    await userEvent.type(field(), `${SECRET}{Enter}{Enter}`);

    expect(onSave.mock.calls).toEqual([[SECRET], [SECRET]]);
  });

  it("is passed on once while the keyring is being asked", async () => {
    const onSave = vi.fn(async () => true);
    const { rerender } = render(SecretInput, { label: "Access token", setAt: null, onSave });
    await userEvent.type(field(), SECRET);
    await rerender({ busy: true });

    await userEvent.type(field(), "{Enter}");

    expect(onSave).not.toHaveBeenCalled();
  });

  it("cannot be saved empty", async () => {
    const onSave = vi.fn(async () => true);
    render(SecretInput, { label: "Access token", setAt: null, onSave });
    await userEvent.type(field(), "{Enter}");

    expect(screen.getByRole("button")).toBeDisabled();
    expect(onSave).not.toHaveBeenCalled();
  });
});

describe("a secret that is set", () => {
  it("shows when, and no field", () => {
    render(SecretInput, { label: "Access token", setAt: SET_AT, onSave: async () => true });

    expect(screen.getByText(SET)).toBeVisible();
    expect(screen.queryByLabelText("Access token")).toBeNull();
  });

  it("is replaced on request, and the field is gone again", async () => {
    const onSave = vi.fn(async () => true);
    render(SecretInput, { label: "Access token", setAt: SET_AT, onSave });

    await userEvent.click(replace());
    expect(field()).toHaveFocus();
    await userEvent.type(field(), `${SECRET}{Enter}`);

    expect(onSave.mock.calls).toEqual([[SECRET]]);
    expect(screen.getByText(SET)).toBeVisible();
    expect(replace()).toHaveFocus();
  });

  it.each([
    ["Esc", async () => userEvent.keyboard("{Escape}")],
    ["its button", async () => userEvent.click(screen.getByRole("button", { name: "Back" }))],
  ])("is left as it is by %s, and what was typed is gone", async (_, leave) => {
    const onSave = vi.fn(async () => true);
    render(SecretInput, { label: "Access token", setAt: SET_AT, onSave });
    await userEvent.click(replace());
    await userEvent.type(field(), SECRET);

    await leave();
    expect(replace()).toHaveFocus();
    await userEvent.click(replace());

    expect(field()).toHaveValue("");
    expect(onSave).not.toHaveBeenCalled();
  });
});
