/** Owns the proof that what earlier orders had is one choice away, and taken back as one. */
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { inr, item, ORIGIN } from "../../../dev/fixtures/compose";
import {
  at,
  checked,
  eachWithADesk,
  open,
  phone,
  settle,
  user,
} from "../../../dev/fixtures/composeScreen";

eachWithADesk();

/** The lines of the open list, their notes after a stroke. */
const options = (): string[] =>
  [...document.querySelectorAll('[role="option"]')].map((option) =>
    [...option.querySelectorAll("span")].map(({ textContent }) => textContent).join(" | "),
  );
const cell = (name: string): HTMLElement => screen.getByLabelText(name);
const asked = (command: string): unknown =>
  at.desk.calls.findLast((call) => call.command === command)?.args;

const COFFEE = {
  row: {
    ...item("Filter coffee, 500 g", "", "1,420.00", "1,389.00"),
    retailerId: "FC-500",
    imageLink: "https://img.example.in/coffee.jpg",
    origin: ORIGIN,
  },
  billed: inr(138_900),
};

async function type(control: HTMLElement, text: string): Promise<void> {
  await user.click(control);
  await user.keyboard(text);
  await settle(100);
}

describe("a customer", () => {
  it("is offered by number and name, and fills the number as the form takes it", async () => {
    at.desk.customers = [
      { phone: "+919900000142", typed: "+91 99000 00142", name: "Asha Menon" },
      { phone: "+14155550123", typed: "+14155550123", name: null },
    ];
    await open({ customerPhone: "" });

    await type(phone(), "99");
    expect(asked("customer_recall")).toEqual({ accountId: "account-1", typed: "99" });
    expect(options()).toEqual(["+91\u00a099000\u00a000142 | Asha Menon", "+14155550123"]);
    await user.keyboard("{ArrowDown}{Enter}");
    await settle(200);

    expect(phone()).toHaveValue("+91 99000 00142");
    expect(checked().customerPhone).toBe("+91 99000 00142");
    await user.keyboard("{Control>}z{/Control}");
    await settle();
    expect(phone()).toHaveValue("99");
  });

  it("whose name would turn the line stays in it", async () => {
    const name = `\u202e${"ا".repeat(9_000)}`;
    at.desk.customers = [{ phone: "+919900000142", typed: "+91 99000 00142", name }];
    await open({ customerPhone: "" });

    await type(phone(), "99");

    const [shown = ""] = options();
    expect(shown).toMatch(/\u2068.*…\u2069$/s);
    expect(shown.length).toBeLessThan(300);
  });
});

describe("an item", () => {
  it("fills its row, but for the quantity, and is judged like a typed one", async () => {
    at.desk.items = [COFFEE];
    await open({ items: [], origin: ORIGIN });

    await type(cell("Item 1, name"), "fil");
    expect(options()).toEqual(["Filter coffee, 500 g | ₹1,389.00, FC-500"]);
    await user.keyboard("{ArrowDown}{Enter}");
    await settle(200);

    expect(cell("Item 1, name")).toHaveFocus();
    expect(cell("Item 1, name")).toHaveValue("Filter coffee, 500 g");
    expect(cell("Item 1, quantity")).toHaveValue("1");
    expect(cell("Item 1, price")).toHaveValue("1,420.00");
    expect(cell("Item 1, sale price")).toHaveValue("1,389.00");
    // What is said of the whole order is not said again of the item.
    expect(checked().items[0]).toEqual({ ...COFFEE.row, quantity: "1", origin: null });
    expect(cell("Item 2, name")).toHaveValue("");
    expect(screen.queryByText(/in place of what was typed/)).toBeNull();
  });

  it("brings an origin of its own where the order has another", async () => {
    at.desk.items = [COFFEE];
    await open({ items: [], origin: { ...ORIGIN, importerName: "Kaveri Traders" } });

    await type(cell("Item 1, name"), "fil");
    await user.keyboard("{ArrowDown}{Enter}");
    await settle(200);

    expect(checked().items[0]?.origin).toEqual(ORIGIN);
  });

  it("says when it replaced what was typed, and one chord puts all of it back", async () => {
    at.desk.items = [COFFEE];
    const typed = { ...item("Coffee", "3", "99"), retailerId: "C-1" };
    await open({ items: [typed] });

    await type(cell("Item 1, name"), "s");
    await user.keyboard("{ArrowDown}{Enter}");
    await settle(200);
    expect(
      screen.getByText(/Item 1 is as in an earlier order, in place of what was typed/),
    ).toBeVisible();
    expect(cell("Item 1, quantity")).toHaveValue("3");
    expect(cell("Item 1, price")).toHaveValue("1,420.00");

    await user.keyboard("{Control>}z{/Control}");
    await settle(200);
    expect(checked().items[0]).toEqual({ ...typed, name: "Coffees" });
    expect(screen.queryByText(/in place of what was typed/)).toBeNull();
  });

  it("is not taken back over what was typed after it", async () => {
    at.desk.items = [COFFEE];
    await open({ items: [] });
    await type(cell("Item 1, name"), "fil");
    await user.keyboard("{ArrowDown}{Enter}");
    await user.clear(cell("Item 1, price"));
    await user.type(cell("Item 1, price"), "1,500");
    await user.click(cell("Item 1, name"));
    await user.keyboard("{Control>}z{/Control}");
    await settle();

    expect(cell("Item 1, name")).toHaveValue("Filter coffee, 500 g");
    expect(cell("Item 1, price")).toHaveValue("1,500");
  });

  it("leaves the keys of the rows alone while nothing is marked", async () => {
    at.desk.items = [COFFEE];
    await open({ items: [item("Oil", "1", "425")] });

    await type(cell("Item 1, name"), "s");
    expect(options()).toHaveLength(1);
    await user.keyboard("{Enter}");
    await settle();

    expect(cell("Item 2, name")).toHaveFocus();
    expect(cell("Item 1, name")).toHaveValue("Oils");
    await user.keyboard("{ArrowUp}{ArrowDown}");
    await settle();
    expect(cell("Item 2, name")).toHaveFocus();
    expect(options()).toEqual([]);

    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    await settle();
    expect(options()).toHaveLength(1);
  });
});

describe("an importer", () => {
  it("fills its address and keeps the country that was said", async () => {
    at.desk.importers = [{ ...ORIGIN, zoneCode: "KA", city: "Mysuru" }];
    await open({ origin: { ...ORIGIN, countryOfOrigin: "Vietnam", importerName: "", city: "" } });

    await type(cell("Importer"), "nil");
    expect(options()).toEqual(["Nilgiri Pantry Pvt Ltd | 14 Bedford Road, Mysuru"]);
    await user.keyboard("{ArrowDown}{Enter}");
    await settle(200);

    const filled = { ...ORIGIN, countryOfOrigin: "Vietnam", zoneCode: "KA", city: "Mysuru" };
    expect(checked().origin).toEqual(filled);
    await user.keyboard("{Control>}z{/Control}");
    await settle(200);
    expect(checked().origin).toMatchObject({ importerName: "nil", city: "" });
  });

  it("is offered for one item too, and Escape closes the list before the details", async () => {
    at.desk.importers = [ORIGIN];
    const own = { ...ORIGIN, countryOfOrigin: "", importerName: "" };
    await open({ items: [{ ...item("Oil", "1", "425"), origin: own }] });
    await user.click(screen.getByRole("button", { name: /^Item 1, details/ }));
    await settle();
    const details = screen.getByRole("group", { name: "Item 1, details" });

    await type(within(details).getByLabelText("Importer"), "nil");
    await user.keyboard("{Escape}");
    expect(options()).toEqual([]);
    expect(details).toBeInTheDocument();
    await user.keyboard("{ArrowDown}");
    await settle();
    await user.keyboard("{ArrowDown}{Enter}");
    await settle(200);

    expect(checked().items[0]?.origin).toEqual(ORIGIN);
  });
});
