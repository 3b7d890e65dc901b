/** Proves that what is typed or pasted leads to the order that was meant, and to no other. */
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ShellDesk } from "../../../dev/fixtures/shell";
import { client } from "../../ipc/client";
import { Route } from "../route.svelte";
import Palette from "./Palette.svelte";

let desk: ShellDesk;
let leave: () => void;
let route: Route;

beforeEach(() => {
  desk = new ShellDesk();
  route = new Route();
  leave = desk.stand();
});

afterEach(() => {
  cleanup();
  client.clear();
  leave();
});

async function open(): Promise<HTMLElement> {
  const nothing = (): void => undefined;
  render(Palette, {
    open: true,
    start: desk.start,
    environment: "sandbox",
    route,
    onEnvironment: nothing,
    onSandbox: nothing,
    onChosen: nothing,
  });
  const box = await screen.findByRole("combobox");
  await waitFor(() => expect(box).toHaveFocus());
  return box;
}

const type = (box: HTMLElement, value: string): Promise<boolean> =>
  fireEvent.input(box, { target: { value } });
const press = (box: HTMLElement, key: string): Promise<boolean> => fireEvent.keyDown(box, { key });
const active = (): HTMLElement => screen.getByRole("option", { selected: true });

test("pasted with spaces around it and Enter at once: the order opens", async () => {
  const box = await open();

  await type(box, "  NP-24831\t ");
  await press(box, "Enter");
  expect(route.place).toMatchObject({ orderId: null });

  await waitFor(() => expect(route.place).toMatchObject({ orderId: "order-NP-24831" }));
  expect(desk.asked.filter(({ command }) => command === "order_find")).toEqual([
    { command: "order_find", payload: { environment: "sandbox", text: "NP-24831" } },
  ]);
});

test("Enter before the answer never takes a row that was there before", async () => {
  const box = await open();
  await type(box, "NP-24829");
  await screen.findByText("Asha Menon");
  desk.silent.add("order_find");

  await type(box, "NP-24831");
  await press(box, "Enter");
  expect(screen.getByText("Asha Menon")).toBeInTheDocument();
  expect(route.place).toMatchObject({ orderId: null });

  desk.release();
  await waitFor(() => expect(route.place).toMatchObject({ orderId: "order-NP-24831" }));
});

test("what was found is shown with its money and its state, and what was typed stands out", async () => {
  const box = await open();
  await type(box, "np 24831");

  const row = await screen.findByRole("option", { name: /NP-24831/u });
  expect(row).toHaveTextContent("₹1,499.00");
  expect(row).toHaveTextContent("Send unknown");
  expect(row.querySelector("mark")).toHaveTextContent("NP-24831");
});

test("arrows walk over everything and around, and typing begins anew", async () => {
  const box = await open();
  await type(box, "NP-248");
  await screen.findByText("Asha Menon");
  expect(active()).toHaveTextContent("NP-24829");

  await press(box, "ArrowDown");
  expect(active()).toHaveTextContent("NP-24831");
  expect(box).toHaveAttribute("aria-activedescendant", active().id);
  await press(box, "ArrowUp");
  await press(box, "ArrowUp");
  expect(active()).toHaveTextContent("NP-24833");

  await type(box, "NP-2482");
  await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(1));
  expect(active()).toHaveTextContent("NP-24829");
});

test("nothing found has its own words", async () => {
  const box = await open();
  await type(box, "INV-99999");

  expect(
    await screen.findByText("Nothing in this sandbox carries “INV-99999”."),
  ).toBeInTheDocument();
  await press(box, "Enter");
  expect(screen.getByRole("dialog")).toBeInTheDocument();
});

test("an action runs and the palette goes", async () => {
  const box = await open();
  await type(box, "settings");
  await press(box, "Enter");

  await waitFor(() => expect(route.place.screen).toBe("settings"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a row that cannot run stays and says why", async () => {
  const box = await open();
  const refused = within(screen.getByRole("listbox")).getByRole("option", { name: /in use/u });

  await fireEvent.click(refused);
  expect(screen.getByRole("dialog")).toBeInTheDocument();
  expect(refused).toHaveAttribute("aria-disabled", "true");
  await press(box, "Escape");
});

test("the book is asked after a pause, not for every letter", async () => {
  const box = await open();
  for (const text of ["N", "NP", "NP-", "NP-2"]) await type(box, text);

  await screen.findByText("Asha Menon");
  expect(desk.count("order_find")).toBe(1);
});

test("a search that fails says so", async () => {
  desk.find = () => {
    throw { code: "disk_full" };
  };
  const box = await open();
  await type(box, "NP-1");

  expect(await screen.findByText("The disk is full")).toBeInTheDocument();
});
