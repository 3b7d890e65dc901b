/** Proves that the queue says what stands in its way, and does what it is told. */
import { clearMocks, mockIPC } from "$ipc/mocks";
import type { PollingView } from "$ipc/call";
import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { accountPolling, polling, trouble } from "../../../dev/fixtures/polling";
import { client } from "../../ipc/client";
import LookupsScreen from "./LookupsScreen.svelte";

afterEach(() => {
  cleanup();
  client.clear();
  clearMocks();
});

const JOB = { total: 40, done: 12, changed: 2, unanswered: 1, isOver: false, isCancelled: false };

function shown(view: PollingView) {
  const asked: { command: string; payload: unknown }[] = [];
  mockIPC((command, payload) => {
    asked.push({ command, payload });
    return command === "polling_show" ? view : null;
  });
  const [onAccount, onOrder] = [vi.fn(), vi.fn()];
  const rest = { onSearch: vi.fn(), onWebhooks: vi.fn() };
  render(LookupsScreen, { environment: "sandbox", onAccount, onOrder, ...rest });
  const commands = () => asked.filter(({ command }) => command !== "polling_show");
  return { onAccount, onOrder, commands, user: userEvent.setup() };
}

test("each account says what waits for it and what is left of its allowance", async () => {
  const { user, onAccount } = shown(polling());

  const name = await screen.findByRole("button", { name: "Nilgiri Pantry" });
  const cells = [...(name.closest("tr")?.cells ?? [])].map(({ textContent }) => textContent.trim());
  expect(cells).toEqual(["Nilgiri Pantry", "97", "0", "0", "in 6 s", "1,200 of 4,000", "2,800"]);

  await user.click(name);
  expect(onAccount).toHaveBeenCalledWith("account-1");
});

test.each([
  ["offline", /^Nothing leaves this computer since .* The next try: in 40 s/],
  ["silent", /^WhatsApp has not answered since .* The next try: in 40 s/],
  ["busy", /^WhatsApp asks us to wait for 90 s/],
  [
    "refused",
    /^WhatsApp refuses the lookups of Nilgiri Pantry since .* Ask for a new system-user token/s,
  ],
  ["no_token", /^The keyring does not give the access token of Nilgiri Pantry/],
] as const)("%s says what it means and what to do", async (kind, words) => {
  const account = accountPolling({ trouble: trouble(kind), heldMs: 90_000 });
  const { user, commands, onAccount } = shown(polling([account]));

  expect(await screen.findByText(words)).toBeVisible();
  const again = screen.queryByRole("button", { name: "Try again now" });
  expect(again === null, "what the provider asked for is kept").toBe(kind === "busy");
  if (again !== null) {
    await user.click(again);
    expect(commands()).toEqual([expect.objectContaining({ command: "polling_retry" })]);
  }
  const settings = screen.queryByRole("button", { name: "Open the account" });
  if (settings !== null) {
    await user.click(settings);
    expect(onAccount).toHaveBeenCalledWith("account-1");
  }
  expect(settings !== null).toBe(kind === "refused" || kind === "no_token");
});

test.each([
  [false, "Pause"],
  [true, "Resume"],
])("paused %s: the button says %s", async (isPaused, name) => {
  const { user, commands } = shown(polling(undefined, { isPaused }));

  const nextUp = await screen.findByRole("region", { name: "Next up" });
  expect(within(nextUp).queryAllByText("—").length > 0).toBe(isPaused);
  await user.click(await screen.findByRole("button", { name }));

  expect(commands()).toEqual([
    { command: "polling_pause", payload: expect.objectContaining({ pauses: !isPaused }) },
  ]);
});

test("what a person asked for says how far it is and can be stopped", async () => {
  const { user, commands } = shown(polling(undefined, { job: JOB }));

  expect(await screen.findByText(/12 of 40 looked up/)).toBeVisible();
  expect(screen.getByRole("progressbar")).toHaveAttribute("value", "12");
  await user.click(screen.getByRole("button", { name: "Stop" }));

  expect(commands()).toEqual([expect.objectContaining({ command: "look_up_cancel" })]);
});

test.each([
  [{ ...JOB, done: 40, isOver: true }, /40 orders were looked up/],
  [{ ...JOB, isOver: true, isCancelled: true }, /Stopped after 12 of 40/],
])("%#: what is over has no button", async (job, words) => {
  shown(polling(undefined, { job }));

  expect(await screen.findByText(words)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Stop" })).toBeNull();
});

test("without an account there is nobody to ask for", async () => {
  shown(polling([]));

  expect(await screen.findByText("No account to ask for")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
});

test("what comes next says why, and leads to its order", async () => {
  const { user, onOrder } = shown(polling());

  const name = await screen.findByRole("button", { name: "NP-24831" });
  const cells = [...(name.closest("tr")?.cells ?? [])].map(({ textContent }) => textContent.trim());
  expect(cells).toEqual(["NP-24831", "nobody knows whether it went out", "60 s", "now"]);

  await user.click(name);
  expect(onOrder).toHaveBeenCalledWith("order-1");
});
