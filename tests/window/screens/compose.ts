/** New order in every payment mode: with what it needs, with everything said, and with what is wrong. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { freshBook, pictures } from "../harness/gallery.ts";
import { ROOT } from "../harness/root.ts";
import { Session } from "../harness/session.ts";
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
  await pictures(window, "cancel-gateway");

  await window.close();
  await session.close();
});
