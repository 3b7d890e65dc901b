/** Owns the proof that the form follows the payment mode, and that looking at another loses nothing. */
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { OrderForm } from "$ipc/call";
import { configuration, finding, payment } from "../../../dev/fixtures/compose";
import { SCENES } from "../../../dev/fixtures/composeModes";
import { CHECK_AFTER_MS } from "./checker.svelte";
import {
  at,
  checked,
  eachWithADesk,
  fold,
  list,
  open,
  pressSend,
  settle,
  user,
} from "../../../dev/fixtures/composeScreen";

eachWithADesk();

async function pay(mode: string): Promise<void> {
  await user.click(screen.getByRole("radio", { name: mode }));
  await settle(CHECK_AFTER_MS);
}

describe("the payment mode", () => {
  it("begins as the desk says and is reached by keys", async () => {
    await open({ payment: payment({ mode: "payment_link" }) });

    expect(screen.getByRole("radio", { name: "Payment link" })).toBeChecked();
    screen.getByRole("radio", { name: "Payment link" }).focus();
    await user.keyboard("{ArrowLeft}");
    await settle(CHECK_AFTER_MS);

    expect(checked().payment.mode).toBe("upi_configuration");
  });

  it("keeps what was typed for another", async () => {
    await open();

    await pay("UPI link");
    await user.type(screen.getByLabelText("The gateway’s UPI link"), "upi://pay?pa=a@b");
    await pay("Payment link");
    await user.type(screen.getByLabelText("Link to the gateway’s page"), "https://rzp.io/i/1");
    await pay("UPI id (older)");
    expect(screen.getByLabelText("Paid to")).toHaveValue("nilgiri-vpa");
    await pay("Payment gateway");

    expect(screen.getByLabelText("Paid through")).toHaveValue("nilgiri-live-rzp");
    expect(checked()).toMatchObject({
      payment: {
        configurationName: "nilgiri-live-rzp",
        upiConfigurationName: "nilgiri-vpa",
        upiLink: "upi://pay?pa=a@b",
        paymentLink: "https://rzp.io/i/1",
      },
    });
    await pay("UPI link");
    expect(screen.getByLabelText("The gateway’s UPI link")).toHaveValue("upi://pay?pa=a@b");
  });

  it.each([
    ["Payment gateway", 0],
    ["UPI link", 1],
    ["UPI id (older)", 1],
    ["Payment link", 1],
  ] as const)("%s says once whether WhatsApp can tell that it was paid", async (mode, times) => {
    await open();

    await pay(mode);

    expect(screen.queryAllByText(/WhatsApp cannot tell whether this was paid/)).toHaveLength(times);
  });

  it("offers only its own details", async () => {
    await open({ payment: payment({ mode: "upi_intent_link" }) });
    expect(screen.queryByText("Payment details")).toBeNull();

    await pay("Payment link");
    expect(within(fold("Payment details")).getByLabelText("Page after paying")).toBeInTheDocument();
    await pay("UPI id (older)");
    expect(within(fold("Payment details")).queryByLabelText("Receipt")).toBeNull();
    await pay("Payment gateway");

    expect(within(fold("Payment details")).getByLabelText("Receipt")).toBeInTheDocument();
  });
});

describe("the payment configuration", () => {
  it("brings its gateway with it", async () => {
    at.desk.configurations = [
      configuration("nilgiri-live-rzp"),
      configuration("nilgiri-payu", { providerName: "payu", gateway: "payu" }),
    ];
    await open();

    await user.selectOptions(screen.getByLabelText("Paid through"), "nilgiri-payu");
    await settle(CHECK_AFTER_MS);

    expect(checked()).toMatchObject({
      payment: { configurationName: "nilgiri-payu", gateway: "payu" },
    });
    expect(screen.queryByLabelText("Gateway")).toBeNull();
    expect(screen.getByLabelText("udf1")).toBeInTheDocument();
  });

  it("that WhatsApp does not list is doubted right there", async () => {
    await open({ payment: payment({ configurationName: "nilgiri-typo" }) });

    expect(
      screen.getByText(/^\s*WhatsApp accepts an unknown name, and the customer/),
    ).toBeVisible();
    expect(screen.getByLabelText("Paid through")).toHaveAccessibleDescription(
      /customer then cannot pay/,
    );
    expect(list()).toBeNull();
  });

  it("is typed with its gateway when the list cannot be read", async () => {
    at.desk.faults.set("configuration_list", { code: "keyring_locked" });
    await open({ payment: payment({ configurationName: "" }) });
    await settle(60_000);

    await user.type(screen.getByLabelText("Paid through"), "own");
    await user.selectOptions(screen.getByLabelText("Gateway"), "BillDesk");
    await settle(CHECK_AFTER_MS);

    expect(checked()).toMatchObject({
      payment: { configurationName: "own", gateway: "billdesk" },
    });
    expect(screen.getByText(/WhatsApp accepts an unknown name/)).toBeVisible();
  });

  it("that belongs to another gateway than the order says leads to a choice", async () => {
    await open({ payment: payment({ gateway: "zaakpay" }) });

    expect(screen.getByLabelText("Gateway")).toHaveValue("zaakpay");
    expect(
      screen.getByText("WhatsApp lists this configuration under Razorpay.", { exact: false }),
    ).toBeVisible();
    await user.selectOptions(screen.getByLabelText("Gateway"), "Razorpay");

    expect(screen.queryByLabelText("Gateway")).toBeNull();
  });

  it("for a UPI id says who is paid", async () => {
    await open({
      payment: payment({ mode: "upi_configuration", upiConfigurationName: "nilgiri-vpa" }),
    });

    expect(screen.getByText("Pays nilgiri.pantry@exbank")).toBeVisible();
    expect(screen.getByText(/Paid by UPI to .*nilgiri.pantry@exbank/)).toBeVisible();
  });
});

describe("a UPI link", () => {
  it("is read back as whom it pays", async () => {
    await open(SCENES["upi"]?.().form ?? {});

    const payee = within(screen.getByLabelText("Who is paid by this link"));
    expect(payee.getByText("nilgiri.pantry@exbank")).toBeVisible();
    expect(payee.getByText("Nilgiri Pantry")).toBeVisible();
    expect(payee.getByText("₹2,006.45")).toBeVisible();
    expect(payee.getByText("Signed by the gateway")).toBeVisible();
  });

  it("with a name of ten thousand letters and turned directions stays text", async () => {
    await open(SCENES["upi_hostile"]?.().form ?? {});

    const hidden = /[\u202a-\u202e]/;
    expect(document.querySelectorAll("bdi").length).toBeGreaterThan(2);
    for (const note of document.querySelectorAll("summary .clip, .bill .name, .bill .clip")) {
      expect(note.textContent.length, note.textContent.slice(0, 40)).toBeLessThan(400);
    }
    expect(screen.getByLabelText<HTMLInputElement>("Item 1, name").value).toMatch(hidden);
  });
});

/** A finding in every mode, with the control it must lead to. */
const LEADS: [field: string, changes: Partial<OrderForm>, control?: string][] = [
  ["payment.upiLink", { payment: payment({ mode: "upi_intent_link", upiLink: "upi://x" }) }],
  ["payment.paymentLink", { payment: payment({ mode: "payment_link", paymentLink: "http://x" }) }],
  [
    "payment.successUrl",
    { payment: payment({ mode: "payment_link", paymentLink: "https://x", successUrl: "x" }) },
  ],
  [
    "payment.cancelUrl",
    { payment: payment({ mode: "payment_link", paymentLink: "https://x", cancelUrl: "x" }) },
  ],
  ["payment.preferredApp", { payment: payment({ mode: "upi_configuration", preferredApp: "x" }) }],
  ["payment.preferredApp", { payment: payment({ preferredApp: "x" }) }],
  ["payment.enabledOption", { payment: payment({ enabledOption: "card" }) }],
  ["payment.receipt", { payment: payment({ receipt: "x" }) }],
  [
    "payment.notes",
    { payment: payment({ notes: [{ name: "a", text: "b" }] }) },
    "payment.notes[0].name",
  ],
  ["payment.notes[0].name", { payment: payment({ notes: [{ name: "", text: "b" }] }) }],
  ["payment.notes[0].text", { payment: payment({ notes: [{ name: "a", text: "b" }] }) }],
  [
    "payment.notes[1].text",
    {
      payment: payment({
        gateway: "payu",
        notes: [
          { name: "store", text: "kept for Razorpay" },
          { name: "udf3", text: "b" },
        ],
      }),
    },
  ],
  ["headerLink", { headerLink: "x" }],
  ["headerMediaId", { headerMediaId: "x" }],
  ["callbackData", { callbackData: "x" }],
  ["catalogId", { catalogId: "x" }],
  ["discountProgram", {}],
];

it.each(LEADS)("a finding at %s stands there and is led to", async (field, changes, control) => {
  at.desk.more = [finding(field, "not_allowed", { limit: "something else" })];
  await open(changes);
  const target = (): HTMLElement | null => document.getElementById(`compose-${control ?? field}`);
  // Whoever folds it away is still led there.
  target()?.closest("details")?.querySelector("summary")?.click();
  await pressSend();

  expect(screen.getAllByText(/Write something else here\./)).toHaveLength(2);
  const entry = within(list() as HTMLElement).getByRole("listitem");
  expect(entry).not.toHaveTextContent(/^the order:/);
  await user.click(within(entry).getByRole("button", { name: "Go there" }));
  await settle();

  expect(target()).toHaveFocus();
  const around = target()?.closest("details") ?? null;
  expect(around === null || around.open).toBe(true);
});
