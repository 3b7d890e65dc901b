/** Proves what the window shows as it begins, and what stands over everything else. */
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { live, sandbox, ShellDesk, startView } from "../../dev/fixtures/shell";
import { client } from "../ipc/client";
import { CALL_IS_LONG_MS, PING_MS_MAX } from "../ipc/reachable.svelte";
import { dismissToast, toasts } from "../ui/toasts.svelte";
import App from "./App.svelte";
import { dismissed } from "./dismissed.svelte";
import { FIRST_ANSWER_MS_MAX } from "./firstAnswer.svelte";

let desk: ShellDesk;
let leave: () => void;

beforeEach(() => {
  desk = new ShellDesk();
  leave = desk.stand();
});

afterEach(async () => {
  vi.useRealTimers();
  cleanup();
  // Those who listened stop a moment later, and need the shell for it.
  await new Promise((done) => setTimeout(done));
  client.clear();
  dismissed.clear();
  for (const { id } of toasts()) dismissToast(id);
  document.documentElement.removeAttribute("data-theme");
  leave();
});

/** The rail is there only once the book is open. */
const opened = (): Promise<HTMLElement> => screen.findByRole("navigation", { name: "Screens" });

describe("start", () => {
  test("a book that opens slowly is being opened, and that is all", async () => {
    vi.useFakeTimers();
    desk.silent.add("desk_start");
    render(App);

    await vi.advanceTimersByTimeAsync(CALL_IS_LONG_MS + PING_MS_MAX + FIRST_ANSWER_MS_MAX);

    expect(screen.getByText("Opening the book…")).toBeInTheDocument();
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  test("a book that cannot be opened is a page with the reason, and can be tried again", async () => {
    desk.fault = { code: "book_in_use" };
    render(App);

    expect(await screen.findByText("Another Counterfoil has this book open")).toBeInTheDocument();
    const again = screen.getByRole("button", { name: "Try again" });
    expect(again).toHaveFocus();

    desk.fault = null;
    await fireEvent.click(again);
    expect(await opened()).toBeInTheDocument();
  });

  test("without an account it is the first start", async () => {
    desk.start = startView({ environment: null, accounts: [] });
    render(App);

    expect(
      await screen.findByRole("heading", { level: 1, name: "Counterfoil" }),
    ).toBeInTheDocument();
    expect(screen.queryByRole("navigation")).toBeNull();
  });

  test("the operator's colors are shown, and the system's where nobody chose", async () => {
    desk.start = startView({ theme: "dark" });
    render(App);
    await opened();
    expect(document.documentElement.dataset.theme).toBe("dark");

    desk.start = startView({ theme: "system" });
    await client.invalidateQueries();
    await waitFor(() => expect(document.documentElement).not.toHaveAttribute("data-theme"));
  });

  test("a change of the accounts is read again", async () => {
    desk.start = startView({ accounts: [live] });
    render(App);
    await opened();
    expect(screen.getByRole("button", { name: /^Nilgiri Pantry, Live/u })).toBeInTheDocument();

    desk.start = startView({ accounts: [{ ...live, name: "Nilgiri Stores" }] });
    await desk.tell("book-changed", { what: "accounts" });
    expect(
      await screen.findByRole("button", { name: /^Nilgiri Stores, Live/u }),
    ).toBeInTheDocument();
  });
});

describe("environments", () => {
  test("the sandbox says so, and leads to a live account", async () => {
    desk.start = startView({ environment: "sandbox" });
    const { container } = render(App);
    await opened();

    expect(screen.getByText(/No real money moves/u)).toBeInTheDocument();
    expect(container.querySelector(".in-sandbox")).not.toBeNull();

    await fireEvent.click(screen.getByRole("button", { name: "Switch to a live account" }));
    await waitFor(() => expect(container.querySelector(".in-sandbox")).toBeNull());
    expect(desk.asked).toContainEqual({
      command: "environment_choose",
      payload: { environment: "live" },
    });
    expect(screen.queryByText(/No real money moves/u)).toBeNull();
  });

  test("without a live account the sandbox offers to connect one", async () => {
    desk.start = startView({ environment: "sandbox", accounts: [sandbox] });
    render(App);
    await opened();

    await fireEvent.click(screen.getByRole("button", { name: "Connect an account" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeInTheDocument();
  });

  test("a sandbox that could not start says why", async () => {
    const words = "Address already in use (os error 98)";
    desk.start = startView({ environment: "sandbox", sandbox: { state: "failed", words } });
    render(App);

    expect(await screen.findByText(words)).toBeInTheDocument();
  });
});

test("keys lead from screen to screen, and the focus goes along", async () => {
  render(App);
  const rail = await opened();
  const here = (): string | null =>
    rail.querySelector('[aria-current="page"]')?.textContent?.trim() ?? null;
  expect(here()).toBe("Orders");

  await fireEvent.keyDown(document.body, { key: "g" });
  await fireEvent.keyDown(document.body, { key: "s" });
  expect(here()).toBe("Settings");
  await waitFor(() =>
    expect(screen.getByRole("heading", { level: 1, name: "Settings" })).toHaveFocus(),
  );

  await fireEvent.keyDown(document.body, { key: "Escape" });
  expect(here()).toBe("Orders");
});

test("a screen that is drawn anew with the desk’s answer keeps the focus", async () => {
  render(App);
  await opened();

  await fireEvent.keyDown(document.body, { key: "n" });
  await screen.findByRole("button", { name: "Try again" });
  await waitFor(() =>
    expect(screen.getByRole("heading", { level: 1, name: "New order" })).toHaveFocus(),
  );
});

test("the colors change with the choice in Settings, and are kept", async () => {
  render(App);
  await opened();

  await fireEvent.click(screen.getByRole("button", { name: /Settings/u }));
  await fireEvent.click(await screen.findByRole("button", { name: "Appearance" }));
  await fireEvent.click(await screen.findByRole("radio", { name: "Dark" }));

  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("dark"));
  expect(desk.start.theme).toBe("dark");
});

test("what is told while the window is not in sight is chosen in Settings, and kept", async () => {
  render(App);
  await opened();

  await fireEvent.click(screen.getByRole("button", { name: /Settings/u }));
  await fireEvent.click(await screen.findByRole("button", { name: "Notifications" }));
  expect(await screen.findByRole("radio", { name: "What needs a person" })).toBeChecked();
  await fireEvent.click(screen.getByRole("radio", { name: "Nothing" }));

  await waitFor(() => expect(desk.start.notifications).toBe("off"));
});

test("how many calls an account allows is a number within bounds", async () => {
  render(App);
  await opened();

  await fireEvent.click(screen.getByRole("button", { name: /Settings/u }));
  const sections = await screen.findByRole("navigation", { name: "Settings" });
  await fireEvent.click(within(sections).getByRole("button", { name: "Lookups" }));
  const field = await screen.findByRole("textbox", { name: /Business Account allows/u });
  const save = screen.getByRole("button", { name: "Save changes" });
  expect(field).toHaveValue("5,000");
  expect(save).toBeDisabled();

  for (const wrong of ["", "4", "many", "1,000,001", "2.5", "-5"]) {
    await fireEvent.input(field, { target: { value: wrong } });
    expect(field).toHaveAccessibleDescription(/A number from 5 to 10,00,000/u);
    expect(save).toBeDisabled();
  }
  await fireEvent.input(field, { target: { value: "2,500" } });
  await fireEvent.click(save);

  await waitFor(() => expect(desk.start.callsPerHour.chosen).toBe(2_500));
  expect(await screen.findByText("2,500 calls an hour from now on")).toBeInTheDocument();
});

describe("news that somebody clicked on", () => {
  test("opens its order, in its environment", async () => {
    desk.start = startView({ environment: "sandbox" });
    const { container } = render(App);
    await opened();

    await desk.tell("news-opened", { orderId: "order-NP-24829", environment: "live" });

    await waitFor(() => expect(container.querySelector(".in-sandbox")).toBeNull());
    await waitFor(() =>
      expect(desk.asked).toContainEqual({
        command: "order_show",
        payload: { orderId: "order-NP-24829" },
      }),
    );
  });

  test("opens Today where it was about several orders", async () => {
    render(App);
    await opened();

    await desk.tell("news-opened", { orderId: null, environment: "live" });

    expect(await screen.findByRole("heading", { level: 1, name: "Today" })).toBeInTheDocument();
    expect(desk.count("environment_choose")).toBe(0);
  });
});

describe("what the last end left open", () => {
  beforeEach(() => (desk.start = startView({ recoveredUnknown: 2, unresolved: 2 })));

  test("is told once, with where to see it, and can be put away", async () => {
    desk.unresolved = 2;
    render(App);
    const told = await screen.findByText(/2 requests were on their way\. We don’t know yet/u);

    await fireEvent.click(screen.getByRole("button", { name: "Close this notice" }));
    expect(told).not.toBeInTheDocument();
  });

  test("is counted in the rail, with a lock", async () => {
    desk.unresolved = 3;
    render(App);
    const entry = within(await opened()).getByRole("button", { name: /Orders/u });
    await waitFor(() => expect(entry).toHaveAccessibleName(/3 requests have no known end/u));
    expect(entry.querySelector('[data-icon="s-lock"]')).not.toBeNull();
  });
});

describe("reaching the desk", () => {
  test("not even the first call is answered", async () => {
    vi.useFakeTimers();
    desk.silent = new Set(["desk_start", "desk_ping"]);
    render(App);

    await vi.advanceTimersByTimeAsync(FIRST_ANSWER_MS_MAX - 1);
    expect(screen.queryByRole("alertdialog")).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(screen.getByRole("alertdialog")).toHaveTextContent("The window cannot reach the desk");

    desk.release();
    await vi.advanceTimersByTimeAsync(CALL_IS_LONG_MS);
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  test("a call and the ping after it get no answer; an answer ends the alarm", async () => {
    vi.useFakeTimers();
    desk.silent = new Set(["operation_list_unresolved"]);
    render(App);
    await vi.advanceTimersByTimeAsync(100);
    desk.silent.add("desk_ping");

    await vi.advanceTimersByTimeAsync(CALL_IS_LONG_MS + PING_MS_MAX);
    expect(screen.getByRole("alertdialog")).toHaveTextContent("Nothing was lost");

    desk.release();
    await vi.advanceTimersByTimeAsync(100);
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  test("a ping that is lost for ever is followed by another, which ends the alarm", async () => {
    vi.useFakeTimers();
    desk.silent = new Set(["operation_list_unresolved"]);
    render(App);
    await vi.advanceTimersByTimeAsync(100);
    desk.silent.add("desk_ping");
    await vi.advanceTimersByTimeAsync(CALL_IS_LONG_MS + PING_MS_MAX);
    expect(screen.getByRole("alertdialog")).toBeInTheDocument();

    desk.silent.delete("desk_ping");
    await vi.advanceTimersByTimeAsync(CALL_IS_LONG_MS);
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  test("a call that takes long raises no alarm while the ping is answered", async () => {
    vi.useFakeTimers();
    desk.silent = new Set(["operation_list_unresolved"]);
    render(App);

    await vi.advanceTimersByTimeAsync(10 * (CALL_IS_LONG_MS + PING_MS_MAX));
    expect(desk.count("desk_ping")).toBeGreaterThan(1);
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });
});

describe("closing over something that is on its way", () => {
  async function ask(onTheirWay: number, lookups: number): Promise<HTMLElement> {
    render(App);
    await opened();
    await desk.tell("close-asked", { onTheirWay, lookups });
    return screen.findByRole("dialog");
  }

  test("says what is on its way, and begins at the way out", async () => {
    const dialog = await ask(1, 2);

    expect(dialog).toHaveTextContent("1 request has left and its answer has not come.");
    expect(dialog).toHaveTextContent("2 lookups are running.");
    const stay = within(dialog).getByRole("button", { name: "Keep it open" });
    await waitFor(() => expect(stay).toHaveFocus());

    await fireEvent.click(stay);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(desk.count("window_stay")).toBe(1);
    expect(desk.count("window_close")).toBe(0);
  });

  test("waits for the answer once that was chosen, with no way back", async () => {
    desk.silent.add("window_close");
    const dialog = await ask(3, 0);
    expect(dialog).toHaveTextContent("3 requests have left");

    await fireEvent.click(within(dialog).getByRole("button", { name: "Wait and close" }));
    expect(await within(dialog).findByRole("heading")).toHaveTextContent("Waiting for the answer…");

    await fireEvent.keyDown(dialog, { key: "Escape" });
    expect(screen.getByRole("dialog")).toBeInTheDocument();
    expect(desk.count("window_close")).toBe(1);
    expect(desk.count("window_stay")).toBe(0);
  });
});

test("what nobody caught is shown, once", async () => {
  render(App);
  await opened();

  const error = (): ErrorEvent => new ErrorEvent("error", { message: "x is undefined" });
  window.dispatchEvent(error());
  window.dispatchEvent(error());

  expect(await screen.findAllByText("Something in this window went wrong")).toHaveLength(1);
  expect(screen.getByText("x is undefined")).toBeInTheDocument();

  const sizes = "ResizeObserver loop completed with undelivered notifications.";
  window.dispatchEvent(new ErrorEvent("error", { message: sizes }));
  expect(toasts()).toHaveLength(1);
});
