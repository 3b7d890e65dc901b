/** A request is never sent over a total that its lines do not add up to, or that nobody saw. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Provider } from "../harness/cli.ts";
import { ROOT } from "../harness/root.ts";
import { Session } from "../harness/session.ts";
import { addAccount } from "../harness/shop.ts";
import { Window } from "../harness/window.ts";

const EXAMPLE = readFileSync(join(ROOT, "docs/example-order.json"), "utf8");

let session: Session;
let provider: Provider;
let window: Window;

beforeAll(async () => {
  session = await Session.open();
  provider = await Provider.start(session);
  const dataDir = mkdtempSync(join(tmpdir(), "counterfoil-totals-"));
  addAccount(session, dataDir, provider);
  window = await Window.open(session, { dataDir });
  await window.says("No orders yet");
  await window.press("n");
  await window.says("Customer’s phone");
  await paste(EXAMPLE);
  await window.says("Send ₹979.15 request");
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("a pasted request whose total is a paisa off is not read, and says which figure is wrong", async () => {
  await paste(EXAMPLE.replace('"value": 97915', '"value": 97916'));

  await window.says("1 thing keeps it from being read");
  await window.says("interactive.action.parameters.total_amount.value");
  await window.says("The amounts add up to ₹979.15.");
  await window.press("Escape");
  await window.says("Send ₹979.15 request");
});

test("no field takes a total: it follows the lines", async () => {
  const fields = await window.browser.execute(() =>
    [...document.querySelectorAll("input, textarea")].map(
      (field) => field.getAttribute("aria-label") ?? "",
    ),
  );
  expect(fields).toContain("Item 1, price");
  expect(fields.filter((label) => /total/iu.test(label))).toEqual([]);

  await window.fill("Item 1, quantity", "3");
  await window.says("Send ₹1,378.15 request");
});

test("a discount above the sum keeps the request from being sent", async () => {
  await window.fill("Discount", "99,999");
  await window.press("Control", "Enter");

  await window.says(/thing(s)? to fix/u);
  expect(await provider.messages()).toEqual([]);
  await window.fill("Discount", "50");
  await window.says("Send ₹1,378.15 request");
});

test("a price changed in the moment of the send is never sent over a total that nobody saw", async () => {
  await window.focus("Item 1, sale price");
  await window.press("Control", "a");
  // All in one turn of the page: no answer of the desk can come between the key and the send.
  await window.browser.execute(() => {
    const field = document.activeElement as HTMLInputElement;
    field.value = "299";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const send = { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent("keydown", send));
  });

  await window.says("The total is now ₹1,078.15, not ₹1,378.15");
  await window.says("so nothing was sent");
  expect(await provider.messages()).toEqual([]);

  await window.press("Control", "Enter");
  await window.says("Timeline");
  const sent = await provider.messages();
  expect(sent).toMatchObject([{ amount_minor: 107_815, currency: "INR" }]);
});

/** Pastes a request, and asks for it to be read into the form. */
async function paste(request: string): Promise<void> {
  await window.click("Paste a request");
  await window.says("The request, as JSON");
  await window.paste("The request, as JSON", request);
  await window.click("Read it into the form");
}
