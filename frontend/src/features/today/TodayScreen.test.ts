/** Proves that Today says what is at risk, and that every figure leads to its orders. */
import { clearMocks, mockIPC } from "$ipc/mocks";
import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { polling, risk, today } from "../../../dev/fixtures/polling";
import { client } from "../../ipc/client";
import TodayScreen from "./TodayScreen.svelte";

afterEach(() => {
  cleanup();
  client.clear();
  clearMocks();
});

function shown(risks = [risk("outcome_unknown", 3, 485_900), risk("unpaid", 0, 0)]) {
  mockIPC((command) => {
    if (command === "today_show") return today(risks);
    if (command === "polling_show") return polling();
    throw new Error(`unexpected ${command}`);
  });
  const told = {
    onList: vi.fn(),
    onExpired: vi.fn(),
    onUnresolved: vi.fn(),
    onLookups: vi.fn(),
    onCompose: vi.fn(),
    onSearch: vi.fn(),
  };
  render(TodayScreen, { environment: "sandbox", ...told });
  return { ...told, user: userEvent.setup() };
}

const row = async (name: string) => (await screen.findByText(name)).closest("tr");

test("the risks are counted, and what is empty stays faint without a link", async () => {
  shown();

  expect(await screen.findByText("3 orders need a person, worst first")).toBeVisible();
  const empty = await row("Expired, unpaid");
  expect(empty).toHaveTextContent("0");
  expect(empty?.querySelector("button")).toBeNull();
});

test("what nobody knows leads to the unresolved requests", async () => {
  const { user, onUnresolved, onList } = shown();
  const unknown = await row("Unknown outcomes");

  await user.click(within(unknown as HTMLElement).getByRole("button", { name: "₹4,859.00" }));

  expect(onUnresolved).toHaveBeenCalledOnce();
  expect(onList).not.toHaveBeenCalled();
});

test("every other figure leads to the part of the list that it is the sum of", async () => {
  const { user, onList } = shown([risk("amount_differs", 1, 99_900)]);
  const differs = risk("amount_differs", 1, 99_900);

  await user.click(await screen.findByRole("button", { name: "1, Show Amount differs" }));
  expect(onList).toHaveBeenLastCalledWith(differs.span);

  await user.click(screen.getByRole("button", { name: /^Collected ₹4,82,916.50, 312 orders/ }));
  expect(onList).toHaveBeenLastCalledWith(expect.objectContaining({ list: "collected" }));
  await user.click(
    screen.getByRole("button", { name: /^Outstanding ₹1,36,240.00, 97 open orders/ }),
  );
  expect(onList).toHaveBeenLastCalledWith(expect.objectContaining({ list: "unpaid" }));
});

test("nothing at risk is said in so many words", async () => {
  shown([risk("unpaid", 0, 0)]);

  expect(await screen.findByText("Nothing needs a person")).toBeVisible();
});

test("the next lookup leads to the queue", async () => {
  const { user, onLookups } = shown();

  await user.click(await screen.findByRole("button", { name: "in 6 s" }));

  expect(onLookups).toHaveBeenCalledOnce();
  expect(screen.getByText("1,200 of 4,000")).toBeVisible();
});

test("figures that cannot be read say so and can be asked for again", async () => {
  mockIPC((command) => {
    if (command === "polling_show") return polling();
    return Promise.reject({ code: "defect", words: "it broke" });
  });
  const nothing = vi.fn();
  render(TodayScreen, {
    environment: "sandbox",
    onList: nothing,
    onExpired: nothing,
    onUnresolved: nothing,
    onLookups: nothing,
    onCompose: nothing,
    onSearch: nothing,
  });

  expect(await screen.findByText("The figures could not be added up.")).toBeVisible();
  mockIPC((command) => (command === "today_show" ? today([]) : polling()));
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Nothing needs a person")).toBeVisible();
});
