/** Text that wants to run, hide, turn around or push everything aside goes through unchanged. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { ROOT } from "../harness/root.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendRequest } from "../harness/shop.ts";
import { Window } from "../harness/window.ts";

const CUSTOMER = "<img src=x onerror='document.title=1'> \u202Eمیرا\u202C ".padEnd(200, "W");
/** As much as the form takes. */
const CITY = "<h1>Mysuru</h1>\u200F".padEnd(500, "ಮೈ");
const ITEMS = [
  "<script>document.title = 'taken'</script>",
  "קפה \u202Eeeffoc 500 g\u202C",
  "Cof\u200Bfee\u200D \uFEFF👨‍👩‍👧‍👦 1 kg",
];
const BODY = `<b onclick="alert(1)">Pay</b> {{1}} %s ${"अ".repeat(300)} \u2067now\u2069`;

let session: Session;
let provider: Provider;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  provider = await Provider.start(session);
  const dataDir = mkdtempSync(join(tmpdir(), "counterfoil-hostile-"));
  addAccount(session, dataDir, provider);
  sendRequest(session, dataDir, hostile());
  window = await Window.open(session, { dataDir, width: 1024, height: 700 });
  await window.says("KP-2291");
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("the table keeps its columns, and runs nothing", async () => {
  expect(await provider.messages()).toHaveLength(1);
  expect(await window.text()).toContain(CUSTOMER.slice(0, 40));
  await expectInPlace();
});

test("the panel shows every letter of it", async () => {
  await window.click(/KP-2291/u);
  await window.says("Timeline");
  await expectInPlace();
  await window.click("Bill");
  await window.says("As the customer sees it");

  expect(await itemsShown()).toEqual(ITEMS);
  await expectInPlace();
});

test("the form holds it unchanged, and sends it on unchanged", async () => {
  await window.click("Send another like this");
  await window.says("Order KP-2291-2");
  for (const [index, name] of ITEMS.entries()) {
    expect(await held(`Item ${index + 1}, name`)).toBe(name);
  }
  expect(await held("Text")).toBe(BODY);
  await expectInPlace();
  await window.says(/Send ₹\S+ request/u);

  await window.press("Control", "Enter");

  await window.says("Timeline");
  // What is said of it in the corner leaves the panel's tabs free.
  await window.click("Bill");
  await window.says("As the customer sees it");
  expect(await itemsShown()).toEqual(ITEMS);
  expect(await provider.messages()).toHaveLength(2);
});

test("a name of ten thousand letters is refused with its place, and moves nothing aside", async () => {
  await window.press("n");
  await window.says("Customer’s phone");
  await window.paste("Item 1, name", "<i>नाम</i>\u200F".repeat(1_000));
  await window.press("Tab");

  await window.says(/to fix before it can be sent/u);
  await expectInPlace();
});

/** The example order with every text in it that a person may choose made hostile. */
function hostile(): string {
  const order = JSON.parse(readFileSync(join(ROOT, "docs/example-order.json"), "utf8"));
  order.interactive.body.text = BODY;
  const { parameters } = order.interactive.action;
  parameters.beneficiaries[0].name = CUSTOMER;
  parameters.beneficiaries[0].city = CITY;
  const [first] = parameters.order.items;
  const price = { value: 10_000, offset: 100 };
  parameters.order.items = ITEMS.map((name) => ({
    ...first,
    name,
    amount: price,
    sale_amount: undefined,
    quantity: 1,
  }));
  parameters.order.subtotal.value = 30_000;
  parameters.total_amount.value = 30_000 + 4_615 + 6_000 - 5_000;
  return JSON.stringify(order);
}

/** The names of the bill's lines, letter by letter. */
function itemsShown(): Promise<string[]> {
  return window.browser.execute(() =>
    [...document.querySelectorAll("ul[aria-label] li bdi")].map((one) => one.textContent ?? ""),
  );
}

/** What the field with this label holds. */
async function held(label: string): Promise<string> {
  await window.focus(label);
  return window.browser.execute(
    () => (document.activeElement as HTMLInputElement | HTMLTextAreaElement).value,
  );
}

/** Nothing ran, nothing was fetched, and nothing stands outside of the window. */
async function expectInPlace(): Promise<void> {
  const seen = await window.browser.execute(() => ({
    title: document.title,
    made: document.querySelectorAll("main img, main script, main b[onclick], main i").length,
    outside: [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((one) => {
        const { right, width } = one.getBoundingClientRect();
        if (width === 0 || right <= innerWidth + 1) return false;
        for (let up = one.parentElement; up !== null; up = up.parentElement) {
          const cuts = getComputedStyle(up).overflowX !== "visible";
          if (cuts && up.getBoundingClientRect().right <= innerWidth + 1) return false;
        }
        return true;
      })
      .map((one) => one.outerHTML.slice(0, 80)),
    scrolls: document.documentElement.scrollWidth > innerWidth,
  }));
  expect(seen).toEqual({ title: "Counterfoil", made: 0, outside: [], scrolls: false });
  await window.expectNothingRefused();
}
