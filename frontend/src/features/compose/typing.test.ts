/** Owns the proof that what is typed is kept, and how the rows of items are typed in. */
import { cleanup, screen, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { account, filledForm, item } from "../../../dev/fixtures/compose";
import { KEEP_AFTER_MS } from "./keeper.svelte";
import { at, eachWithADesk, open, phone, settle, user } from "../../../dev/fixtures/composeScreen";

eachWithADesk();

describe("the draft", () => {
  it("is kept half a second after the last change, and at once when the form is left", async () => {
    await open();

    await user.type(screen.getByLabelText("Text"), "!");
    await settle(KEEP_AFTER_MS - 1);
    expect(at.desk.count("draft_keep")).toBe(0);
    await settle(1);
    expect(at.desk.count("draft_keep")).toBe(1);
    await user.type(screen.getByLabelText("Text"), "?");
    cleanup();
    await settle();

    expect(at.desk.count("draft_keep")).toBe(2);
    expect(at.desk.calls.at(-1)?.args.form.bodyText).toMatch(/!\?$/);
  });

  it("that cannot be kept is said", async () => {
    at.desk.faults.set("draft_keep", { code: "disk_full" });
    await open();

    await user.type(screen.getByLabelText("Text"), "!");
    await settle(KEEP_AFTER_MS);

    expect(screen.getByText(/The draft is not saved: The disk is full/)).toBeVisible();
  });

  it("is thrown away only when someone agrees", async () => {
    await open();
    expect(screen.getByText(/^Draft from .* restored\.$/)).toBeVisible();

    await user.click(screen.getByRole("button", { name: "Start over" }));
    await settle();
    expect(at.desk.count("draft_discard")).toBe(0);
    const dialog = screen.getByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Start over" }));
    await settle(KEEP_AFTER_MS);

    expect(at.desk.count("draft_discard")).toBe(1);
    expect(at.desk.count("draft_keep")).toBe(0);
    expect(phone()).toHaveValue("");
  });
});

it("what is typed stays when only something else about the account changes", async () => {
  const { rerender } = await open();
  await user.type(screen.getByLabelText("Text"), "!");

  await rerender({ account: account({ hasUnresolved: true }) });
  await settle(KEEP_AFTER_MS);

  expect(at.desk.count("compose_start")).toBe(1);
  expect(screen.getByLabelText<HTMLTextAreaElement>("Text").value).toMatch(/!$/);
});

describe("the items", () => {
  it("go on by Enter and lose a row by Ctrl+Delete, with the focus near", async () => {
    await open({ items: [item("Coffee", "2", "420"), item("Oil", "1", "425")] });
    screen.getByLabelText("Item 1, price").focus();

    await user.keyboard("{Enter}");
    await settle();
    expect(screen.getByLabelText("Item 2, name")).toHaveFocus();
    await user.keyboard("{Control>}{Delete}{/Control}");
    await settle();

    expect(screen.queryByDisplayValue("Oil")).toBeNull();
    expect(screen.getByLabelText("Item 2, name")).toHaveFocus();
    expect(at.desk.count("order_send")).toBe(0);
  });

  it("get a new blank row as soon as the last one has a name", async () => {
    await open({ items: [] });

    await user.type(screen.getByLabelText("Item 1, name"), "C");
    await settle();

    expect(screen.getByLabelText("Item 1, quantity")).toHaveValue("1");
    expect(screen.getByLabelText("Item 2, name")).toHaveValue("");
  });

  it("take rows from a sheet", async () => {
    await open({ items: [] });
    screen.getByLabelText("Item 1, name").focus();

    await user.paste("Coffee\t2\t420\nOil\t1\t425\t389\n");
    await settle();

    expect(screen.getByText("2 rows pasted.")).toBeVisible();
    expect(screen.getByLabelText("Item 2, sale price")).toHaveValue("389");
    expect(screen.getByLabelText("Item 3, name")).toHaveFocus();
  });
});

it("the copied request is the exact body, not the one laid out to be read", async () => {
  const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await open();

  await user.click(screen.getByRole("tab", { name: "JSON" }));
  await user.click(screen.getByRole("button", { name: "Copy" }));

  expect(write).toHaveBeenCalledExactlyOnceWith(at.desk.check(filledForm()).requestBody);
});
