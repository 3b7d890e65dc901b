/** Owns the proof of where focus begins in a dialog, where it ends, and what closes it. */
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import Example from "./DialogExample.test.svelte";

async function opened(props: { hasField?: boolean; hasWayOut?: boolean } = {}) {
  const onClose = vi.fn();
  render(Example, { ...props, onClose });
  await userEvent.click(screen.getByRole("button", { name: "Refund…" }));
  return { onClose, dialog: await screen.findByRole("dialog", { name: "Refund ₹389.00?" }) };
}

it("focus begins on the first field", async () => {
  await opened({ hasField: true });

  await waitFor(() => expect(screen.getByLabelText("Note")).toHaveFocus());
});

it("focus begins on the way out where there is no field", async () => {
  await opened();

  await waitFor(() => expect(screen.getByRole("button", { name: "Don’t refund" })).toHaveFocus());
});

it("focus never begins on the red button", async () => {
  await opened({ hasWayOut: false });

  await waitFor(() => expect(screen.getByRole("button", { name: "Close" })).toHaveFocus());
});

it("Esc closes it, says so once and gives the focus back", async () => {
  const { onClose } = await opened();
  await waitFor(() => expect(screen.getByRole("button", { name: "Don’t refund" })).toHaveFocus());

  await userEvent.keyboard("{Escape}");

  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(onClose).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.getByRole("button", { name: "Refund…" })).toHaveFocus());
});

it("the cross closes it", async () => {
  const { onClose } = await opened();
  await userEvent.click(screen.getByRole("button", { name: "Close" }));

  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(onClose).toHaveBeenCalledTimes(1);
});

it("a press beside it loses nothing", async () => {
  const { onClose, dialog } = await opened({ hasField: true });
  await userEvent.type(screen.getByLabelText("Note"), "1 bag torn");

  const scrim = document.querySelector<HTMLElement>(".scrim");
  if (scrim === null) throw new Error("no scrim");
  await userEvent.click(scrim);

  expect(dialog).toBeVisible();
  expect(screen.getByLabelText("Note")).toHaveValue("1 bag torn");
  expect(onClose).not.toHaveBeenCalled();
});
