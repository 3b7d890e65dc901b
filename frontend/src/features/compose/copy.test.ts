/** Owns the proof that an order begins as a copy of another, and takes no draft's place unasked. */
import { screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { filledForm } from "../../../dev/fixtures/compose";
import {
  at,
  checked,
  eachWithADesk,
  open,
  settle,
  user,
} from "../../../dev/fixtures/composeScreen";
import { CHECK_AFTER_MS } from "./checker.svelte";
import { KEEP_AFTER_MS } from "./keeper.svelte";

eachWithADesk();

const copy = filledForm({ referenceId: "KP-2291-2" });

/** The reference of the draft that was kept last; none where nothing was kept. */
function kept(): string | undefined {
  const call = at.desk.calls.findLast(({ command }) => command === "draft_keep");
  return call?.args.form.referenceId;
}

it("begins as the copy, which is kept as a draft", async () => {
  await open(null, copy);
  await settle(KEEP_AFTER_MS);

  expect(screen.getByLabelText("Reference")).toHaveValue("KP-2291-2");
  expect(checked().referenceId).toBe("KP-2291-2");
  expect(kept()).toBe("KP-2291-2");
});

it("asks before it takes the place of a draft, and leaves it where it is", async () => {
  await open({ referenceId: "KP-7" }, copy);

  await user.click(screen.getByRole("button", { name: "Keep the draft" }));
  await settle(KEEP_AFTER_MS);

  expect(screen.getByLabelText("Reference")).toHaveValue("KP-7");
  expect(kept()).toBeUndefined();
});

it("takes the place of a draft where somebody says so", async () => {
  await open({ referenceId: "KP-7" }, copy);

  await user.click(screen.getByRole("button", { name: "Replace the draft" }));
  await settle(Math.max(CHECK_AFTER_MS, KEEP_AFTER_MS));

  expect(checked().referenceId).toBe("KP-2291-2");
  expect(kept()).toBe("KP-2291-2");
});
