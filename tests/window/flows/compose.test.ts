/** New order in the real window: quick by keyboard, by every way to pay, and over a crash. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookOf, Window } from "../harness/window.ts";
import { Session } from "../harness/session.ts";
import { until } from "../harness/until.ts";

let session: Session;
let window: Window;
/** Keys pressed besides what was typed. */
let strokes = 0;

/** Presses keys as often as asked, and counts them. */
async function press(key: string, times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    strokes += 1;
    await window.press(...key.split("+"));
  }
}

beforeAll(async () => {
  session = await Session.open();
  window = await Window.open(session);
  await window.click("Start the sandbox");
  await window.says("No orders yet");
  // The first order is an example; the next begins with what usually stays the same.
  await window.press("n");
  await window.says("Send ₹979.15 request");
  await window.press("Control", "Enter");
  await window.says("Timeline");
});

afterAll(async () => {
  await window.close();
  await session.close();
});

test("three items are sent through a gateway in under 60 keystrokes beside what is typed", async () => {
  const items = [
    ["Filter coffee 500 g", "450"],
    ["Palm jaggery 1 kg", "125.50"],
    ["Cardamom 100 g", "1,299"],
  ] as const;
  strokes = 0;

  await press("n");
  await window.says("S-0002");
  await window.type("99000 00002");
  await tabTo("Item 1, name");
  for (const [index, [name, price]] of items.entries()) {
    await window.type(name);
    await press("Tab", 2);
    expect(await window.focused()).toBe(`Item ${index + 1}, price`);
    await window.type(price);
    await press("Enter");
  }
  await tabTo("Text");
  await window.type("Your order is ready.");
  await window.says("Send ₹1,874.50 request");
  await press("Control+Enter");

  await window.says("Timeline");
  await window.says("₹1,874.50");
  console.log(`a three-item order took ${strokes} keystrokes beside typed text`);
  expect(strokes).toBeLessThan(60);
});

test("the customer and an item of an earlier order are taken up by keyboard", async () => {
  strokes = 0;

  await press("n");
  await window.says("S-0003");
  await window.type("99");
  await until("a customer is offered", async () => (await offered()).length > 0);
  expect(await offered()).toEqual([expect.stringMatching(/99000.00002/)]);
  await press("ArrowDown");
  await press("Enter");
  await tabTo("Item 1, name");
  await window.type("jag");
  await until("an item is offered", async () => (await offered()).length > 0);
  expect((await offered())[0]).toMatch(/Palm jaggery 1 kg.*₹125.50/s);
  await press("ArrowDown");
  await press("Enter");
  expect(await window.focused()).toBe("Item 1, name");
  expect(await offered()).toEqual([]);
  await tabTo("Text");
  await window.type("Your order is ready.");
  await window.says("Send ₹125.50 request");
  await press("Control+Enter");

  await window.says("Timeline");
  await window.says("₹125.50");
  await window.says(/99000.00002/);
  console.log(`an order of what is remembered took ${strokes} keystrokes beside typed text`);
});

test("an order is sent by every other way to pay, and only a gateway’s is looked up", async () => {
  const ways = [
    {
      mode: "UPI link",
      field: "The gateway’s UPI link",
      value: (reference: string) =>
        `upi://pay?pa=kaveri.psp@exbank&pn=Kaveri&mc=5411&purpose=00&tr=${reference}`,
    },
    { mode: "UPI id (older)", field: undefined, value: () => "" },
    {
      mode: "Payment link",
      field: "Link to the gateway’s page",
      value: () => "https://rzp.io/i/Kv81xQ",
    },
  ];
  for (const [index, { mode, field, value }] of ways.entries()) {
    const reference = `S-000${index + 4}`;
    await window.press("n");
    await window.says(reference);
    await window.click(mode);
    await window.says("WhatsApp cannot tell whether this was paid");
    await window.fill("Customer’s phone", "99000 00002");
    // The account has one configuration that collects by UPI, which is chosen by itself.
    if (field !== undefined) await window.fill(field, value(reference));
    await window.fill("Item 1, name", "Filter coffee 500 g");
    await window.fill("Item 1, price", "450");
    await window.fill("Text", "Your order is ready.");
    if (mode === "UPI link") await window.says("it pays kaveri.psp@exbank");
    await window.says("Send ₹450.00 request");

    await window.press("Control", "Enter");

    await window.says("WhatsApp cannot say whether it was paid");
    await window.says("look for it in the gateway’s dashboard");
  }
});

test("the same is asked for once more, under the next sequence", async () => {
  await window.click("Bill");
  await window.click("Send another like this");
  await window.says("Order S-0006-2");
  await window.says("Send ₹450.00 request");

  await window.press("Control", "Enter");

  await window.says("WhatsApp cannot say whether it was paid");
  await window.says("S-0006-2");
});

test("what only the gateway knows is cancelled by what a person saw there", async () => {
  await window.click("Cancel…");
  await window.says("Cancel S-0006-2?");
  await window.says("only the gateway can stop the payment");
  await window.focus("What the gateway shows");
  await window.type("The link is unpaid and closed.");

  await window.click("Cancel 1 order");

  await window.says("WhatsApp accepted the cancel; that alone proves nothing");
  await window.says("seen at the gateway: “The link is unpaid and closed.”");
  await window.says("A cancel was asked for, which proves nothing.");
});

test("a crash in the middle of typing restores what was typed, the way to pay with it", async () => {
  await window.press("n");
  await window.says("S-0007");
  await window.fill("Customer’s phone", "99000 00003");
  await window.fill("Link to the gateway’s page", "https://rzp.io/i/half");
  await window.fill("Item 1, name", "Half a na");
  // What was typed last is kept half a second later.
  await new Promise((resolve) => setTimeout(resolve, 1_000));

  await window.kill();
  window = await Window.open(session, { dataDir: bookOf(session) });
  await window.says("S-0006-2");
  await window.press("n");

  await window.says("restored");
  const typed = await window.browser.execute(() =>
    [...document.querySelectorAll("input")].map(({ value }) => value),
  );
  expect(typed).toContain("Half a na");
  expect(typed).toContain("https://rzp.io/i/half");
  expect(typed.join(" ")).toContain("99000 00003");
});

/** The lines of the list that is open. */
function offered(): Promise<string[]> {
  return window.browser.execute(() =>
    [...document.querySelectorAll('[role="option"]')].map(({ textContent }) => textContent),
  );
}

/** Moves on until the field with this label has the focus. */
async function tabTo(label: string): Promise<void> {
  for (let step = 0; step < 25; step += 1) {
    const on = await window.browser.execute(() => {
      const active = document.activeElement;
      const named = active?.getAttribute("aria-label");
      const id = active?.id ?? "";
      return named ?? document.querySelector(`label[for="${id}"]`)?.textContent?.trim() ?? "";
    });
    if (on === label) return;
    await press("Tab");
  }
  throw new Error(`nothing leads to ${label}`);
}
