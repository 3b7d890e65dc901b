/** Owns the proof of what is said of many customers being told, and how it is steered. */
import { client, followBook } from "$ipc/client";
import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { batch, expired, ExpiredDesk } from "../../../../dev/fixtures/expired";
import BatchNotes from "./BatchNotes.svelte";
import { seen } from "./seen.svelte";

let desk: ExpiredDesk;
let detach: () => void;
let unfollow: () => void;

beforeEach(async () => {
  desk = new ExpiredDesk();
  detach = desk.attach();
  unfollow = await followBook();
});

afterEach(async () => {
  cleanup();
  unfollow();
  await new Promise((done) => setTimeout(done));
  client.clear();
  seen.clear();
  detach();
});

function shown() {
  const told = { onLate: vi.fn(), onOrder: vi.fn() };
  render(BatchNotes, { environment: "sandbox", ...told });
  return { ...told, user: userEvent.setup() };
}

test("how far it is follows the book, and its end stays until somebody has read it", async () => {
  desk.batches = [batch("running", { waiting: 40, told: 10 })];
  const { user, onLate } = shown();
  expect(await screen.findByText("Cancelling 50 orders.")).toBeInTheDocument();
  expect(screen.getByText(/40 waiting · 10 cancel sent/u)).toBeInTheDocument();
  expect(screen.getByRole("progressbar")).toHaveAttribute("value", "10");
  await user.click(screen.getByRole("button", { name: "Pause" }));
  expect(desk.given("batch_pause")).toEqual([{ batchId: "batch-1" }]);

  desk.late = [expired(0).order];
  desk.batches = [batch("ended", { told: 47, paid: 3 })];
  await desk.tell({ what: "order", orderId: "order-1", environment: "sandbox" });
  await desk.tell({ what: "batches" });
  await screen.findByText("Cancelling 50 orders has ended.");
  await user.click(screen.getByRole("button", { name: "Decide" }));
  expect(onLate).toHaveBeenCalledOnce();
  await user.click(screen.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByText(/has ended/u)).toBeNull());
});

test("one that is paused says why, goes on or is called off", async () => {
  desk.batches = [
    batch("paused", { waiting: 4 }, { why: "the program ended", status: "processing" }),
  ];
  const { user } = shown();
  await screen.findByText("Telling 4 customers “Processing” is paused.");
  expect(screen.getByText("the program ended")).toBeInTheDocument();

  await user.click(screen.getByRole("button", { name: "Go on" }));
  await user.click(screen.getByRole("button", { name: "Call the rest off" }));

  expect(desk.given("batch_resume")).toHaveLength(1);
  expect(desk.given("batch_end")).toHaveLength(1);
});

test("who paid in time waits for no decision", async () => {
  desk.batches = [batch("running", { waiting: 1, paid: 1 })];
  shown();
  await screen.findByText("Cancelling 2 orders.");
  await waitFor(() => expect(desk.given("order_count").length).toBeGreaterThan(0));

  expect(screen.queryByRole("button", { name: "Decide" })).toBeNull();
});

test("an older one that is paused is not hidden by a newer one", async () => {
  desk.batches = [
    batch("ended", { told: 1 }, { id: "newer" }),
    batch("paused", { waiting: 2 }, { id: "older" }),
  ];
  seen.add("newer");
  const { user } = shown();
  await screen.findByText("Cancelling 1 order has ended.");

  await user.click(screen.getByRole("button", { name: "Go on" }));

  expect(desk.given("batch_resume")).toEqual([{ batchId: "older" }]);
});

test("its orders are shown with what came of each", async () => {
  desk.batches = [batch("running", { refused: 1 })];
  const { user, onOrder } = shown();

  await user.click(await screen.findByRole("button", { name: "Show orders" }));
  expect(await screen.findByText("The recipient is not reachable")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: expired(0).order.referenceId }));

  expect(onOrder).toHaveBeenCalledWith(expired(0).order.id);
});

test("what had ended before the window opened is not told again", async () => {
  desk.batches = [batch("ended", { told: 2 })];
  shown();
  await waitFor(() => expect(desk.given("batch_list")).toHaveLength(1));
  expect(screen.queryByText(/has ended/u)).toBeNull();
});
