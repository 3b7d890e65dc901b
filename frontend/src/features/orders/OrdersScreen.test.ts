/** Owns the proof of what an operator does with the list, the panel and what is unresolved. */
import type { ListSpanView } from "$ipc/call";
import { client, followBook } from "$ipc/client";
import type { OrderErrand } from "$ipc/errand";
import { cleanup, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { NOW_MS, unresolvedRow, view as viewOf } from "../../../dev/fixtures/orders";
import { OrdersDesk } from "../../../dev/fixtures/ordersDesk";
import { dismissToast, toasts } from "../../ui/toasts.svelte";
import OrdersScreen from "./OrdersScreen.svelte";

type Props = Parameters<typeof render<typeof OrdersScreen>>[1];

let desk: OrdersDesk;
let detach: () => void;
let unfollow: () => void;

beforeEach(async () => {
  desk = new OrdersDesk(300);
  detach = desk.attach();
  // As the shell does.
  unfollow = await followBook();
  // The document of the tests has no layout of its own.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1_000);
});

afterEach(async () => {
  cleanup();
  unfollow();
  // Listeners stop a moment later, and need the shell for it.
  await new Promise((done) => setTimeout(done));
  for (const { id } of toasts()) {
    dismissToast(id);
  }
  client.clear();
  detach();
  vi.restoreAllMocks();
});

/** The screen, with a shell around it that does what it is asked. */
function shown(differs: Partial<NonNullable<Props>> = {}) {
  const told = {
    onOpen: vi.fn(),
    onTab: vi.fn(),
    onCompose: vi.fn(),
    onSearch: vi.fn(),
    onErrand: vi.fn(),
    onAgain: vi.fn(),
    onExport: vi.fn(),
  };
  const screenShown = render(OrdersScreen, {
    environment: "sandbox",
    accounts: [],
    openOrderId: null,
    tab: "all",
    span: null,
    onUnlisted: vi.fn(),
    onLookups: vi.fn(),
    ...told,
    ...differs,
  });
  told.onOpen.mockImplementation((openOrderId) => void screenShown.rerender({ openOrderId }));
  told.onTab.mockImplementation((tab) => void screenShown.rerender({ tab }));
  return { ...told, user: userEvent.setup() };
}

const row = (reference: string) =>
  screen.findByText(reference).then((cell) => {
    const found = cell.closest<HTMLElement>('[role="row"]');
    if (found === null) throw new Error(`${reference} is in no row`);
    return found;
  });
const panel = (reference: string) =>
  screen.findByRole("complementary", { name: `Order ${reference}` });
const asked = (command: string) =>
  desk.asked.filter((one) => one.command === command).map(({ payload }) => payload);
const titles = () => toasts().map(({ title }) => title);

describe("the list", () => {
  test("says who, how much, and where the payment stands", async () => {
    shown();

    const cells = within(await row("NP-24835")).getAllByRole("gridcell");

    expect(cells.map((cell) => cell.textContent.replaceAll("\u00a0", " ").trim())).toEqual([
      "Choose NP-24835",
      "NP-24835",
      "Imran Qureshi",
      "₹1,23,456.00",
      "Attempt running",
      "",
      "",
      expect.stringMatching(/min|now|h|d/),
    ]);
    expect(screen.getByText("300 in this sandbox")).toBeInTheDocument();
  });

  test("a customer without a name is the number", async () => {
    shown();

    const [, , customer] = within(await row("NP-24834")).getAllByRole("gridcell");

    expect(customer).toHaveTextContent(/\+91\s99000\s00866/);
  });

  test("an order is chosen with its box or with Space, and is not opened by it", async () => {
    const { user, onOpen } = shown();
    const box = within(await row("NP-24835")).getByRole("checkbox", { name: "Choose NP-24835" });

    await user.click(box);
    expect(box).toBeChecked();
    expect(await screen.findByText("1 chosen")).toBeInTheDocument();
    (await row("NP-24834")).focus();
    await user.keyboard(" ");
    expect(await screen.findByText("2 chosen")).toBeInTheDocument();

    await user.click(screen.getByRole("button", { name: "Choose none" }));
    expect(box).not.toBeChecked();
    expect(onOpen).not.toHaveBeenCalled();
  });

  test("those chosen are told at once, and are no longer chosen when that has begun", async () => {
    const { user, onErrand } = shown();
    (await row("NP-24835")).focus();
    await user.keyboard(" ");

    await user.click(await screen.findByRole("button", { name: "Tell them…" }));

    const errand = onErrand.mock.calls[0]?.[0] as Extract<OrderErrand, { kind: "tell_many" }>;
    expect(errand).toMatchObject({ orderIds: ["order-299"], first: "processing" });
    errand.onBegun();
    await waitFor(() => expect(screen.queryByText("1 chosen")).toBeNull());
  });

  test("everyone who paid and was told nothing is told with one button", async () => {
    const span: ListSpanView = { list: "not_told", fromMs: null, toMs: null };
    const { user, onErrand } = shown({ tab: "listed", span });

    await user.click(await screen.findByRole("button", { name: "Tell all 300 “Processing”…" }));

    await waitFor(() => expect(onErrand).toHaveBeenCalledOnce());
    expect(onErrand.mock.calls[0]?.[0]).toMatchObject({
      kind: "tell_many",
      orderIds: ["order-300", "order-299", "order-298"],
    });
    expect(asked("list_ids")).toEqual([{ environment: "sandbox", span }]);
  });

  test("orders are exported, and of a list that is shown its own", async () => {
    const { user, onExport } = shown();
    await user.click(await screen.findByRole("button", { name: "Export orders…" }));
    expect(onExport).toHaveBeenLastCalledWith(null);
    cleanup();

    const span: ListSpanView = { list: "collected", fromMs: 1, toMs: 2 };
    const listed = shown({ tab: "listed", span });
    const name = "Export the orders in this list…";
    await listed.user.click(await screen.findByRole("button", { name }));
    expect(listed.onExport).toHaveBeenLastCalledWith(span);
  });

  test("Enter opens the marked order, Escape closes it and gives the focus back", async () => {
    const { user, onOpen } = shown();
    (await row("NP-24836")).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");

    expect(onOpen.mock.calls).toEqual([["order-298"]]);
    within(await panel("NP-24834"))
      .getByRole("tab", { name: "Timeline" })
      .focus();
    await user.keyboard("{Escape}");

    expect(onOpen).toHaveBeenLastCalledWith(null);
    await waitFor(async () => expect(await row("NP-24834")).toHaveFocus());
    expect(screen.queryByRole("complementary")).toBeNull();
  });

  test("L looks the marked order up and tells what was found", async () => {
    const { user } = shown();
    (await row("NP-24836")).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}l");

    await waitFor(() => expect(titles()).toEqual(["NP-24834: paid ₹389.00"]));
    expect(asked("order_look_up")).toEqual([{ orderId: "order-298" }]);
  });

  test("L on an order that is on its way asks nothing and says why", async () => {
    const { user } = shown();
    (await row("NP-24836")).focus();
    await user.keyboard("l");

    await waitFor(() => expect(titles()).toEqual(["NP-24836 cannot be looked up now"]));
    expect(toasts()[0]?.consequence).toBe("It is on its way; its answer comes first.");
    expect(asked("order_look_up")).toEqual([]);
  });

  test("a lookup without an answer is a fault of its own, and nothing is concluded", async () => {
    desk.lookUp = { code: "no_answer", words: "nothing within 10 s", complaint: null };
    const { user } = shown();
    (await row("NP-24834")).focus();
    await user.keyboard("l");

    await waitFor(() => expect(titles()).toEqual(["The lookup got no answer"]));
    expect(toasts()[0]?.consequence).toContain("“nothing within 10 s”");
  });

  test("a new order above moves no mark", async () => {
    const { user, onOpen } = shown();
    (await row("NP-24836")).focus();
    await user.keyboard("{ArrowDown}");

    desk.count += 1;
    desk.differs.set("order-301", { referenceId: "NEW-1" });
    await desk.tell({ what: "order", orderId: "order-301", environment: "sandbox" });
    await screen.findByText("NEW-1");
    await user.keyboard("{Enter}");

    expect(onOpen.mock.calls).toEqual([["order-299"]]);
  });

  test("stays readable when it cannot be read again", async () => {
    const { user } = shown();
    await row("NP-24836");
    desk.faults.set("order_count", { code: "disk_full" });
    await desk.tell({ what: "anything" });

    expect(await screen.findByText("The disk is full")).toBeInTheDocument();
    expect(screen.getByText(/The list below is as it was at/)).toBeInTheDocument();
    expect(await row("NP-24836")).toBeInTheDocument();

    desk.faults.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByText("The disk is full")).toBeNull());
  });

  test("an empty sandbox tells how its customers behave, an empty live book does not", async () => {
    desk.count = 0;
    const { user, onCompose } = shown();

    expect(await screen.findByRole("row", { name: "…04 never pays" })).toBeInTheDocument();
    const [, inTheMiddle] = screen.getAllByRole("button", { name: "New order" });
    if (inTheMiddle) await user.click(inTheMiddle);
    expect(onCompose).toHaveBeenCalledOnce();

    cleanup();
    shown({ environment: "live" });
    expect(await screen.findByRole("heading", { name: "No orders yet" })).toBeInTheDocument();
    expect(screen.queryByText("…04")).toBeNull();
  });
});

describe("the panel", () => {
  test("an order that is being sent settles by itself", async () => {
    shown({ openOrderId: "order-300" });
    const open = await panel("NP-24836");
    expect(within(open).getByText("Sending the request for ₹645.00…")).toBeInTheDocument();

    desk.differs.set("order-300", { standing: "paid" });
    await desk.tell({ what: "order", orderId: "order-300", environment: "sandbox" });

    expect(await within(open).findByText("Paid ₹645.00, as billed.")).toBeInTheDocument();
  });

  test("what is refused stays, does nothing, and says why", async () => {
    const { user } = shown({ openOrderId: "order-300" });
    const lookUp = within(await panel("NP-24836")).getByRole("button", { name: "Look up now" });

    await user.click(lookUp);

    expect(lookUp).toHaveAttribute("aria-disabled", "true");
    expect(lookUp).toHaveAccessibleDescription("It is on its way; its answer comes first.");
    expect(asked("order_look_up")).toEqual([]);
  });

  test("a prepared request is sent once, however often it is pressed", async () => {
    desk.differs.set("order-300", { standing: "ready" });
    const { user } = shown({ openOrderId: "order-300" });
    const send = within(await panel("NP-24836")).getByRole("button", { name: "Send now" });

    desk.silent.add("operation_send");
    await user.dblClick(send);

    expect(send).toHaveAttribute("aria-busy", "true");
    expect(asked("operation_send")).toEqual([{ operationId: "op-ready" }]);
  });

  test("withdrawing asks first, and the way out keeps it", async () => {
    desk.differs.set("order-300", { standing: "ready" });
    const { user } = shown({ openOrderId: "order-300" });
    const withdraw = within(await panel("NP-24836")).getByRole("button", { name: "Withdraw…" });

    await user.click(withdraw);
    const question = await screen.findByRole("dialog", {
      name: "Withdraw the request for ₹645.00?",
    });
    await user.click(within(question).getByRole("button", { name: "Keep it" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked("operation_withdraw")).toEqual([]);

    await user.click(withdraw);
    await user.click(await screen.findByRole("button", { name: "Withdraw NP-24836" }));
    await waitFor(() => expect(asked("operation_withdraw")).toEqual([{ operationId: "op-ready" }]));
    await waitFor(() => expect(titles()).toEqual(["NP-24836 was withdrawn"]));
  });

  test("arrows go from part to part, and L looks up from any of them", async () => {
    desk.differs.set("order-300", { standing: "not_attempted" });
    const { user } = shown({ openOrderId: "order-300" });
    const open = await panel("NP-24836");
    within(open).getByRole("tab", { name: "Timeline" }).focus();
    await user.keyboard("{ArrowRight}");
    expect(within(open).getByText("Total")).toBeInTheDocument();
    await user.keyboard("{ArrowRight}");
    expect(within(open).getByText("nilgiri-razorpay-upi")).toBeInTheDocument();
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(within(open).getByText("Nobody has tried to pay")).toBeInTheDocument();

    await user.keyboard("l");
    await waitFor(() => expect(asked("order_look_up")).toEqual([{ orderId: "order-300" }]));
  });

  test("L looks the open order up wherever the focus is, and a row’s own when it is there", async () => {
    desk.differs.set("order-300", { standing: "not_attempted" });
    const { user } = shown({ openOrderId: "order-300" });
    await panel("NP-24836");
    document.body.focus();
    await user.keyboard("l");
    await waitFor(() => expect(asked("order_look_up")).toEqual([{ orderId: "order-300" }]));

    (await row("NP-24834")).focus();
    await user.keyboard("l");
    await waitFor(() =>
      expect(asked("order_look_up")).toEqual([{ orderId: "order-300" }, { orderId: "order-298" }]),
    );
  });

  test("a raw body is read when it is opened, and only indented", async () => {
    const { user } = shown({ openOrderId: "order-300" });
    const open = await panel("NP-24836");
    await user.click(within(open).getByRole("tab", { name: "Raw" }));
    const [lookup] = await within(open).findAllByText("Lookup");
    expect(asked("exchange_show")).toEqual([]);

    if (lookup) await user.click(lookup);
    const body = await within(open).findByText(/"reference_id": "NP-24829"/);

    expect(asked("exchange_show")).toEqual([{ orderId: "order-300", exchangeId: "answer-3" }]);
    expect(body.textContent).toContain('"value": 200645');
    expect(within(open).getByRole("button", { name: "Copy this body" })).toBeInTheDocument();
  });

  test("an order that cannot be read says so and can be asked for again", async () => {
    desk.faults.set("order_show", { code: "not_found", words: "order" });
    const { user } = shown({ openOrderId: "order-300" });
    await screen.findByText("This is no longer in the book");

    desk.faults.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));

    expect(await panel("NP-24836")).toBeInTheDocument();
  });
});

describe("what is unresolved", () => {
  test("is counted with a lock, and nothing unresolved is said in so many words", async () => {
    desk.unresolved = [unresolvedRow()];
    const { user } = shown();
    await user.click(await screen.findByRole("tab", { name: "Unresolved 1" }));
    expect(await screen.findByRole("article", { name: "NP-24831" })).toBeInTheDocument();

    desk.unresolved = [];
    await desk.tell({ what: "order", orderId: "order-1", environment: "sandbox" });

    expect(await screen.findByText("Nothing is unresolved")).toBeInTheDocument();
    expect(screen.getByRole("tab", { name: "Unresolved" })).toBeInTheDocument();
  });

  test("an unknown send says what came, that a person must act, and looks up", async () => {
    desk.unresolved = [unresolvedRow({ orderId: "order-298", lookedUpAtMs: NOW_MS - 3_600_000 })];
    const { user } = shown({ tab: "unresolved" });
    const card = await screen.findByRole("article", { name: "NP-24831" });

    expect(card).toHaveTextContent("We don’t know yet whether the request for ₹1,499.00 reached");
    expect(card).toHaveTextContent(
      "What was seen instead of a clear answer: no answer within 25 s. Nobody has looked it up since.",
    );
    expect(card).toHaveTextContent("It is made by itself, often at first");
    await user.click(within(card).getByRole("button", { name: "Look up now" }));

    await waitFor(() => expect(asked("order_look_up")).toEqual([{ orderId: "order-298" }]));
  });

  test("a prepared send can be sent or withdrawn, and opens its order", async () => {
    const { actions } = viewOf({ ...desk.row(0), standing: "ready" });
    desk.unresolved = [unresolvedRow({ state: "prepared", orderId: "order-300", actions })];
    const { user, onOpen } = shown({ tab: "unresolved" });
    const card = await screen.findByRole("article", { name: "NP-24831" });

    expect(card).toHaveTextContent("the program ended before anything left.");
    expect(within(card).queryByRole("button", { name: "Look up now" })).toBeNull();
    expect(within(card).getByRole("button", { name: "Withdraw…" })).toBeInTheDocument();
    await user.click(within(card).getByRole("button", { name: "Send now" }));
    await waitFor(() => expect(asked("operation_send")).toEqual([{ operationId: "op-ready" }]));
    await user.click(within(card).getByRole("button", { name: "NP-24831" }));

    expect(onOpen.mock.calls).toEqual([["order-300"]]);
  });
});
