/** Owns the proof of how expired orders are chosen, checked, cancelled and decided about. */
import { client } from "$ipc/client";
import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { expired, ExpiredDesk } from "../../../../dev/fixtures/expired";
import { dismissToast, toasts } from "../../../ui/toasts.svelte";
import ExpiredScreen from "./ExpiredScreen.svelte";
import type { ExpiredTabName } from "./tabs";

let desk: ExpiredDesk;
let detach: () => void;

beforeEach(() => {
  desk = new ExpiredDesk();
  detach = desk.attach();
  // The document of the tests has no layout of its own.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1_200);
});

afterEach(async () => {
  cleanup();
  // Listeners stop a moment later, and need the shell for it.
  await new Promise((done) => setTimeout(done));
  for (const { id } of toasts()) dismissToast(id);
  client.clear();
  detach();
  vi.restoreAllMocks();
});

function shown(tab: ExpiredTabName = "expired") {
  const told = { onTab: vi.fn(), onOpen: vi.fn(), onErrand: vi.fn(), onSettings: vi.fn() };
  render(ExpiredScreen, {
    environment: "sandbox",
    tab,
    openOrderId: null,
    onSearch: vi.fn(),
    panel: createRawSnippet(() => ({ render: () => "<aside></aside>" })),
    timeline: createRawSnippet(() => ({ render: () => "<ol></ol>" })),
    ...told,
  });
  return { ...told, user: userEvent.setup() };
}

const reference = (index: number) => expired(index).order.referenceId;
const id = (index: number) => expired(index).order.id;
const row = async (index: number) => {
  const found = (await screen.findByText(reference(index))).closest<HTMLElement>('[role="row"]');
  if (found === null) throw new Error("in no row");
  return found;
};

describe("choosing", () => {
  test("Space chooses, Shift and an arrow extend, and what is held back stays out", async () => {
    desk.expired[1] = expired(1, {
      mayCancel: { isAllowed: false, blockedBecause: "being_paid" },
      order: { ...expired(1).order, standing: "attempt_running" },
    });
    const { user } = shown();
    const first = await row(0);
    expect(within(await row(1)).getByRole("checkbox")).toBeDisabled();

    first.focus();
    await user.keyboard(" ");
    expect(await screen.findByText("1 chosen")).toBeInTheDocument();
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");

    expect(await screen.findByText("2 chosen")).toBeInTheDocument();
    expect(await screen.findByText(/₹200\.01/u)).toBeInTheDocument();
    expect(desk.given("orders_sum").at(-1)).toEqual({ orderIds: [id(0), id(2)] });
    await user.keyboard("{Escape}");
    expect(screen.queryByText("2 chosen")).toBeNull();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText("4 chosen")).toBeInTheDocument();
  });

  test("Enter opens the order and chooses nothing", async () => {
    const { user, onOpen } = shown();
    (await row(2)).focus();

    await user.keyboard("{Enter}");

    expect(onOpen).toHaveBeenCalledWith(id(2));
    expect(screen.queryByText("1 chosen")).toBeNull();
  });

  test("nothing expired says so, and an unreadable list can be read again", async () => {
    desk.expired = [];
    shown();
    expect(await screen.findByText("Nothing has expired unpaid")).toBeInTheDocument();
    cleanup();
    client.clear();

    desk.faults.set("expired_list", { code: "defect", words: "no" });
    const { user } = shown();
    await screen.findByText("The list could not be read.");
    desk.faults.clear();
    desk.expired = [expired(0)];
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await row(0)).toBeInTheDocument();
  });
});

describe("the dry run", () => {
  test("looks every order up, shows what would happen, and cancels only those it may", async () => {
    desk.jobs = [1, 3];
    const { user } = shown();
    await user.click(await screen.findByRole("button", { name: "Choose all 4" }));
    await user.click(await screen.findByRole("button", { name: /Check and cancel/u }));

    expect(desk.given("orders_look_up")).toEqual([{ orderIds: [0, 1, 2, 3].map(id) }]);
    const dialog = await screen.findByRole("dialog", { name: "Cancel 1 of 4?" });
    const rows = within(dialog).getAllByRole("row").slice(1);
    expect(rows.map((one) => one.textContent)).toEqual([
      expect.stringMatching(/Paid 16:42:08.*Not cancelled/u),
      expect.stringMatching(/Attempt running.*Left alone/u),
      expect.stringMatching(/Not paid.*Cancel, then look up again/u),
    ]);
    await user.click(within(dialog).getByRole("button", { name: "Cancel 1 order" }));

    expect(desk.given("batch_start")).toEqual([
      {
        orderIds: [id(0)],
        asked: {
          status: "canceled",
          note: "",
          route: { by: "message", text: "Your order has expired." },
          fallback: null,
          gatewaySays: null,
        },
      },
    ]);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.queryByText(/chosen$/u)).toBeNull();
  });

  test("to leave it stops the lookups, and nothing is begun", async () => {
    desk.jobs = [1];
    const { user } = shown();
    (await row(0)).focus();
    await user.keyboard("c");
    await screen.findByText("Looking up 1 of 3. Nothing is changed by it.");

    await user.keyboard("{Escape}");

    expect(screen.queryByRole("dialog")).toBeNull();
    expect(desk.given("look_up_cancel")).toHaveLength(1);
    expect(desk.given("batch_start")).toEqual([]);
  });
});

describe("paid at the last second", () => {
  beforeEach(() => {
    desk.late = [{ ...expired(0).order, standing: "paid_after_expiry" }];
  });

  test("is refunded in one step, or fulfilled and told", async () => {
    const { user, onErrand } = shown("late");
    const card = await screen.findByRole("article");
    await within(card).findByText(/paid after the order had expired/u);

    await user.click(within(card).getByRole("button", { name: "Refund ₹100.00…" }));
    expect(onErrand).toHaveBeenCalledWith({ kind: "refund", orderId: id(0) });

    await user.click(within(card).getByRole("button", { name: "Fulfil…" }));
    await user.click(await screen.findByRole("button", { name: "Keep ₹100.00" }));
    expect(desk.given("order_fulfil")).toEqual([{ orderId: id(0) }]);
    expect(onErrand).toHaveBeenLastCalledWith({ kind: "tell", orderId: id(0) });
  });

  test("after a cancel nothing can be told by status, so the words are there to copy", async () => {
    desk.lateness = "after_cancel";
    const { user, onErrand } = shown("late");
    const card = await screen.findByRole("article");
    await within(card).findByText(/although we asked to cancel/u);

    await user.click(within(card).getByRole("button", { name: "Fulfil…" }));
    expect(await screen.findByText(/arrived after the order was cancelled/u)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Keep ₹100.00" }));

    expect(desk.given("order_fulfil")).toHaveLength(1);
    expect(onErrand).not.toHaveBeenCalled();
  });
});

test("each part has its count and its words when it is empty", async () => {
  const { user, onTab } = shown("sent");
  expect(await screen.findByText("No cancel is waiting")).toBeInTheDocument();
  expect(await screen.findByRole("tab", { name: /Expired, unpaid 4/u })).toBeInTheDocument();

  await user.click(screen.getByRole("tab", { name: "Cancelled" }));

  expect(onTab).toHaveBeenCalledWith("cancelled");
});
