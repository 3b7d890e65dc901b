/** New order in every payment mode: with what it needs, with everything said, and with what is wrong. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { closeToasts, freshBook, pictures } from "../harness/gallery.ts";
import { ROOT } from "../harness/root.ts";
import { Session } from "../harness/session.ts";
import { until } from "../harness/until.ts";
import { Window } from "../harness/window.ts";

const UPI_LINK =
  "upi://pay?pa=kaveri.psp@exbank&pn=Kaveri%20Provisions&mc=5411&purpose=00&tr=KP-2291&am=979.15";
const PAGE = "https://rzp.io/i/Kv81xQ";

/** What of the example order differs. */
type Parameters = Record<string, unknown>;

/** Every mode with all that can be said in it. */
const FULL: Record<string, Parameters> = {
  "upi-link": {
    payment_settings: [{ type: "upi_intent_link", upi_intent_link: { link: UPI_LINK } }],
  },
  "upi-id": {
    payment_settings: undefined,
    payment_type: "upi",
    payment_configuration: "kaveri-vpa-1",
    preferred_payment_methods: [{ method: "phonepe" }],
  },
  "payment-link": {
    payment_type: "upi",
    payment_settings: [
      {
        type: "payment_link",
        payment_link: {
          uri: PAGE,
          success_url: "https://kaveri.example.in/paid",
          cancel_url: "https://kaveri.example.in/cancelled",
        },
      },
    ],
  },
  payu: gateway("payu", { udf1: "mysuru-02", udf2: "desk" }),
  razorpay: gateway("razorpay", {
    receipt: "INV-2291",
    notes: { store: "mysuru-02", channel: "desk" },
  }),
};

function gateway(type: string, said: Parameters): Parameters {
  const configuration_name = "sandbox-razorpay";
  const rest = {
    preferred_payment_methods: [{ method: "gpay" }],
    enabled_payment_options: ["upi"],
  };
  return {
    payment_settings: [
      {
        type: "payment_gateway",
        payment_gateway: { type, configuration_name, [type]: said, ...rest },
      },
    ],
  };
}

/** The example order, paid another way, with a picture, details of its rows and quick pay. */
function request(parameters: Parameters): string {
  const order = JSON.parse(readFileSync(join(ROOT, "docs/example-order.json"), "utf8"));
  const asked = order.interactive.action.parameters;
  order.biz_opaque_callback_data = "shop:mysuru-02;desk:7";
  order.interactive.header = {
    type: "image",
    image: { link: "https://img.kaveri.example.in/diwali.jpg" },
  };
  asked.order.type = "quick_pay";
  asked.order.discount.discount_program_name = "DASARA";
  asked.order.items[0].image = { link: "https://img.kaveri.example.in/coffee.jpg" };
  asked.order.items[1].country_of_origin = "Sri Lanka";
  Object.assign(asked, parameters);
  return JSON.stringify(order);
}

async function paste(window: Window, text: string): Promise<void> {
  await window.click("Paste a request");
  await window.says("The request, as JSON");
  await window.fill("The request, as JSON", text);
  await window.click("Read it into the form");
  await window.says("The picture from img.kaveri.example.in");
}

/** With every new size WebKit brings what has the focus into sight. */
async function seen(window: Window, field: string, name: string): Promise<void> {
  await window.focus(field);
  await pictures(window, name);
}

/** Names the UPI id of the link for the account, in Settings. */
async function expectPayee(window: Window): Promise<void> {
  await window.click("Settings");
  await window.click(/Phone number id/);
  await window.says("From a payment configuration");
  await window.fill("UPI id", "kaveri.psp@exbank");
  await window.click("Add");
  await window.says("kaveri.psp@exbank");
  await seen(window, "UPI id", "account-payees");
}

test("New order in every payment mode", async () => {
  const session = await Session.open();
  const window = await Window.open(session, { dataDir: freshBook() });
  await window.click("Start the sandbox");
  await window.says("No orders yet");
  await window.press("n");
  await window.says("Send ₹979.15 request");

  await window.click("UPI link");
  await window.fill("The gateway’s UPI link", UPI_LINK);
  await window.says("Not signed by the gateway");
  // The sandbox has a configuration that collects for another UPI id.
  await window.says("and this account expects");
  await seen(window, "Customer’s phone", "compose-upi-link-payee");
  await expectPayee(window);
  await window.press("Control", "n");
  await window.says("Not signed by the gateway");
  await seen(window, "Customer’s phone", "compose-upi-link");
  await window.fill("The gateway’s UPI link", "upi://pay?pn=Kaveri");
  await window.press("Tab");
  await window.says("Nobody could pay by this UPI link");
  await pictures(window, "compose-upi-link-finding");

  await window.click("UPI id (older)");
  await window.says("This is the older way");
  await seen(window, "Customer’s phone", "compose-upi-id");

  await window.click("Payment link");
  await window.fill("Link to the gateway’s page", PAGE);
  await window.says("Paid on rzp.io");
  await seen(window, "Customer’s phone", "compose-payment-link");
  await window.fill("Link to the gateway’s page", PAGE.replace("https", "http"));
  await window.press("Tab");
  await window.says("begins with https://");
  await pictures(window, "compose-payment-link-finding");
  await window.click("Footer, picture and button");
  await window.click("Payment details");

  for (const [mode, parameters] of Object.entries(FULL)) {
    await paste(window, request(parameters));
    await seen(window, "Customer’s phone", `compose-${mode}-full`);
    await seen(window, "Callback data", `compose-${mode}-details`);
  }

  await window.fill("Receipt", "INV-2291 ".repeat(6));
  await window.fill("Link to the picture", "http://img.kaveri.example.in/diwali.jpg");
  await window.click("Item 1, details (some are given)");
  await window.fill("Picture, a link", "http://img.kaveri.example.in/coffee.jpg");
  await window.press("Tab");
  await window.says("3 things to fix");
  await pictures(window, "compose-row-details");
  await seen(window, "Receipt", "compose-razorpay-finding");

  await paste(window, request(FULL["payment-link"] ?? {}));
  await window.says("Send ₹979.15 request");
  await window.press("Control", "Enter");
  await window.says("look for it in the gateway’s dashboard");
  await window.click("Cancel…");
  await window.focus("What the gateway shows");
  await window.type("The link is unpaid and closed.");
  await closeToasts(window);
  await pictures(window, "cancel-gateway");

  await window.close();
  await session.close();
});

/** Earlier orders: to whom, and what they were made of. */
const EARLIER = [
  ["919900000002", "Meera Iyer", ["Filter coffee 500 g", 45_000], ["Filter papers, 40", 12_000]],
  ["919900000142", "Asha Menon", ["Filter coffee 250 g", 24_000], ["Palm jaggery 1 kg", 12_550]],
  ["919845000103", "Ravi Kumar", ["Filter coffee 500 g", 47_500], ["Fig jam 300 g", 31_000]],
  [
    "919900000242",
    "फ़ातिमा बेगम",
    ["Brass coffee filter, two cups", 1_29_900],
    ["قهوة عربية", 52_000],
  ],
] as const;

/** The example order for somebody, of other things. */
function earlier(number: number): { text: string; total: string } {
  const order = JSON.parse(readFileSync(join(ROOT, "docs/example-order.json"), "utf8"));
  const asked = order.interactive.action.parameters;
  const [to, name, ...items] = EARLIER[number] ?? EARLIER[0];
  order.to = to;
  asked.reference_id = `KP-${2291 + number}`;
  asked.beneficiaries[0].name = name;
  if (number === 3) {
    const kaveri = asked.order.items[0];
    kaveri.importer_name = "Nilgiri Pantry Pvt Ltd";
    kaveri.importer_address = { ...kaveri.importer_address, address_line1: "14 Bedford Road" };
  }
  asked.order.items = asked.order.items.slice(0, 2).map((one: Parameters, at: number) => {
    const [called, value] = items[at] ?? items[0];
    const amount = { value, offset: 100 };
    return { ...one, name: called, quantity: 1, amount, sale_amount: undefined };
  });
  const { tax, shipping, discount, subtotal } = asked.order;
  subtotal.value = items.reduce((sum, [, value]) => sum + value, 0);
  const more = (tax?.value ?? 0) + (shipping?.value ?? 0) - (discount?.value ?? 0);
  asked.total_amount.value = subtotal.value + more;
  const rupees = (asked.total_amount.value / 100).toLocaleString("en-IN", {
    minimumFractionDigits: 2,
  });
  return { text: JSON.stringify(order), total: `₹${rupees}` };
}

test("What earlier orders offer to a new one", async () => {
  const session = await Session.open();
  const window = await Window.open(session, { dataDir: freshBook() });
  await window.click("Start the sandbox");
  await window.says("No orders yet");
  for (const number of EARLIER.keys()) {
    const { text, total } = earlier(number);
    await window.press("n");
    await window.click("Paste a request");
    await window.says("The request, as JSON");
    await window.fill("The request, as JSON", text);
    await window.click("Read it into the form");
    await window.says(`Send ${total} request`);
    await window.press("Control", "Enter");
    await window.says("Timeline");
  }
  await closeToasts(window);

  await window.press("n");
  await window.says("KP-2295");
  await offered(window, "Customer’s phone", "99");
  await pictures(window, "compose-recalled-customers");
  await window.press("Escape");
  await offered(window, "Item 1, name", "fil");
  await pictures(window, "compose-recalled-items");
  await window.press("Escape");
  await window.click("Origin and importer");
  await offered(window, "Importer", "");
  await pictures(window, "compose-recalled-importers");

  await window.close();
  await session.close();
});

/** Types into a field, waits for what is offered, and marks the first of it. */
async function offered(window: Window, field: string, text: string): Promise<void> {
  await window.fill(field, text);
  if (text === "") await window.press("Delete");
  if (text === "") await window.press("ArrowDown");
  await until("something is offered", () =>
    window.browser.execute(() => document.querySelector('[role="option"]') !== null),
  );
  await window.press("ArrowDown");
}
