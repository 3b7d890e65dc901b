/** Owns the proof that what is one click away is kept, shown and found: notes, pictures, origins. */
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { finding, item, ORIGIN, payment } from "../../../dev/fixtures/compose";
import { CHECK_AFTER_MS } from "./checker.svelte";
import { NOTES_MAX, withNote } from "./notes";
import {
  at,
  checked,
  eachWithADesk,
  fold,
  list,
  open,
  settle,
  user,
} from "../../../dev/fixtures/composeScreen";

eachWithADesk();

const press = (name: string): Promise<void> => user.click(screen.getByRole("button", { name }));
const rows = [item("Coffee", "2", "420"), item("Oil", "1", "425")];

describe("notes", () => {
  it("are added and removed by keys", async () => {
    await open();
    fold("Payment details").querySelector("summary")?.click();
    await press("Add a note");
    await settle();
    expect(screen.getByLabelText("Note 1, name")).toHaveFocus();

    await user.keyboard("store{Tab}mysuru{Enter}");
    await settle();
    expect(screen.getByLabelText("Note 2, name")).toHaveFocus();
    await user.keyboard("x{Control>}{Delete}{/Control}");
    await settle(CHECK_AFTER_MS);

    expect(screen.getByLabelText("Note 1, name")).toHaveFocus();
    expect(checked().payment.notes).toEqual([{ name: "store", text: "mysuru" }]);
  });

  it("end at the most that Razorpay takes", async () => {
    const notes = Array.from({ length: NOTES_MAX }, (_, at) => ({ name: `n${at}`, text: "x" }));
    await open({ payment: payment({ notes }) });

    expect(screen.getByRole("button", { name: "Add a note" })).toHaveAccessibleDescription(
      `At most ${NOTES_MAX} notes`,
    );
  });

  it.each([
    ["payu", ["udf1", "udf4"]],
    ["billdesk", ["additional_info1", "additional_info7"]],
    ["zaakpay", ["extra1", "extra2"]],
  ] as const)("of %s stand under its own names", async (gateway, [first, last]) => {
    const kept = { name: "store", text: "kept" };
    await open({ payment: payment({ gateway, notes: [kept, { name: last, text: "old" }] }) });
    expect(screen.getByLabelText(last)).toHaveValue("old");
    expect(screen.queryByLabelText("Note 1, name")).toBeNull();

    await user.type(screen.getByLabelText(first), "new");
    await user.clear(screen.getByLabelText(last));
    await settle(CHECK_AFTER_MS);

    expect(checked().payment.notes).toEqual([kept, { name: first, text: "new" }]);
  });

  it("of the same name become one", () => {
    const twice = [
      { name: "udf1", text: "a" },
      { name: "udf1", text: "b" },
    ];

    expect(withNote(twice, "udf1", "")).toEqual([]);
    expect(withNote([], "udf2", "c")).toEqual([{ name: "udf2", text: "c" }]);
  });
});

describe("the picture above the message", () => {
  it("is a link or an uploaded one, never both, and neither is forgotten", async () => {
    await open({ headerLink: "https://img.example/a.jpg" });
    expect(screen.getByText("The picture from img.example")).toBeVisible();

    await user.click(screen.getByRole("radio", { name: "Uploaded" }));
    await user.type(screen.getByLabelText("Id of the uploaded picture"), "118");
    await settle(CHECK_AFTER_MS);
    expect(checked()).toMatchObject({ headerLink: "", headerMediaId: "118" });
    expect(screen.getByText("The uploaded picture")).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "Link" }));
    await settle(CHECK_AFTER_MS);

    expect(checked()).toMatchObject({
      headerLink: "https://img.example/a.jpg",
      headerMediaId: "",
    });
  });

  it("can be emptied and typed again without its field going away", async () => {
    await open({ headerLink: "x" });

    await user.clear(screen.getByLabelText("Link to the picture"));
    await user.type(screen.getByLabelText("Link to the picture"), "y");
    await settle(CHECK_AFTER_MS);

    expect(checked().headerLink).toBe("y");
  });

  it("without one is the first item’s", async () => {
    await open({
      items: [{ ...item("Coffee", "1", "4"), imageLink: "https://cdn.example/c.png" }],
    });

    expect(screen.getByText("The first item’s picture, from cdn.example")).toBeVisible();
  });
});

it("quick pay shows a single button", async () => {
  await open();
  expect(screen.getByText("Review and pay")).toBeVisible();

  await user.click(screen.getByLabelText(/Quick pay/));
  await settle(CHECK_AFTER_MS);

  expect(screen.queryByText("Review and pay")).toBeNull();
  expect(screen.getByText("Pay now")).toBeVisible();
  expect(checked().quickPay).toBe(true);
});

it("the discount’s program is one press away", async () => {
  await open();
  expect(screen.queryByLabelText("Program name")).toBeNull();

  await press("Program name");
  await settle();
  await user.keyboard("DASARA");
  await settle(CHECK_AFTER_MS);

  expect(checked().discountProgram).toBe("DASARA");
});

describe("the details of a row", () => {
  it("open and close by a key, with the focus where it belongs", async () => {
    await open({ items: rows });
    screen.getByLabelText("Item 2, price").focus();

    await user.keyboard("{Control>}{ArrowDown}{/Control}");
    await settle();
    expect(screen.getByLabelText("Id in the catalogue")).toHaveFocus();
    await user.keyboard("SKU-1{Escape}");
    await settle(CHECK_AFTER_MS);

    expect(screen.getByLabelText("Item 2, name")).toHaveFocus();
    expect(screen.queryByLabelText("Id in the catalogue")).toBeNull();
    expect(checked().items[1]?.retailerId).toBe("SKU-1");
    expect(screen.getByRole("button", { name: "Item 2, details (some are given)" })).toBeVisible();
  });

  it("hold an origin that begins as the common one and can be taken off", async () => {
    await open({ items: rows });
    await press("Item 1, details");
    await settle();

    await press("Give it an origin of its own");
    await settle();
    const own = within(screen.getByRole("group", { name: "Item 1, details" }));
    expect(own.getByLabelText("Country of origin")).toHaveFocus();
    expect(own.getByLabelText("City")).toHaveValue("Coonoor");
    await user.clear(own.getByLabelText("City"));
    await user.type(own.getByLabelText("City"), "Kochi");
    await settle(CHECK_AFTER_MS);
    expect(checked().items[0]?.origin).toEqual({ ...ORIGIN, city: "Kochi" });
    expect(checked().origin.city).toBe("Coonoor");
    await press("Use the common origin");
    await settle(CHECK_AFTER_MS);

    expect(checked().items[0]?.origin).toBeNull();
    expect(screen.getByRole("button", { name: "Give it an origin of its own" })).toHaveFocus();
  });

  it("go with their row when one above it is removed", async () => {
    await open({ items: [...rows, { ...item("Tea", "1", "9"), retailerId: "TEA" }] });
    await press("Item 3, details (some are given)");
    await settle();

    await press("Remove item 1");
    await settle();

    const shown = within(screen.getByRole("group", { name: "Item 2, details" }));
    expect(shown.getByLabelText("Id in the catalogue")).toHaveValue("TEA");
  });

  it.each([
    ["retailerId", "item 2, id in the catalogue"],
    ["imageLink", "item 2, picture"],
    ["origin.countryOfOrigin", "item 2, the country of origin"],
    ["origin.importerName", "item 2, the importer’s name"],
    ["origin.addressLine1", "item 2, the importer’s address"],
    ["origin.addressLine2", "item 2, the importer’s address, second line"],
    ["origin.city", "item 2, the importer’s city"],
    ["origin.zoneCode", "item 2, the importer’s state code"],
    ["origin.postalCode", "item 2, the importer’s PIN code"],
  ])("open for a finding at %s, which leads there", async (part, name) => {
    const [first, second] = rows as [(typeof rows)[0], (typeof rows)[0]];
    at.desk.more = [finding(`items[1].${part}`, "not_allowed", { limit: "something else" })];
    await open({ items: [first, { ...second, origin: { ...ORIGIN } }] });
    const control = (): HTMLElement | null => document.getElementById(`compose-items[1].${part}`);
    expect(control()).toBeVisible();
    expect(control()).toHaveAccessibleDescription(/Write something else here\./);

    const entry = within(list() as HTMLElement).getByRole("listitem");
    expect(entry).toHaveTextContent(`${name}: Write something else here.`);
    await press("Item 2, details (some are given)");
    await settle();
    expect(control()).toBeNull();
    await user.click(within(entry).getByRole("button", { name: "Go there" }));
    await settle();

    expect(control()).toHaveFocus();
  });

  it("are not offered on the blank row", async () => {
    await open({ items: rows });
    screen.getByLabelText("Item 3, name").focus();

    await user.keyboard("{Control>}{ArrowDown}{/Control}");
    await settle();

    expect(screen.queryByLabelText("Id in the catalogue")).toBeNull();
    expect(screen.queryByRole("button", { name: "Item 3, details" })).toBeNull();
  });
});
