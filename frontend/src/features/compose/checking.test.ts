/** Owns the proof that the form is checked as it is typed, and that findings are said without shouting. */
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import {
  ComposeDesk,
  filledForm,
  finding,
  freshForm,
  inr,
  payment,
} from "../../../dev/fixtures/compose";
import { CHECK_AFTER_MS } from "./checker.svelte";
import { KEEP_AFTER_MS } from "./keeper.svelte";
import {
  at,
  eachWithADesk,
  list,
  open,
  phone,
  pressSend,
  settle,
  told,
  user,
} from "../../../dev/fixtures/composeScreen";

eachWithADesk();

describe("checking", () => {
  it("waits for a pause in typing", async () => {
    await open();
    const before = at.desk.count("order_check");

    await user.type(screen.getByLabelText("Item 1, name"), "!");
    await user.type(screen.getByLabelText("Item 1, name"), "?");
    await settle(CHECK_AFTER_MS - 1);
    expect(at.desk.count("order_check")).toBe(before);
    await settle(1);

    expect(at.desk.count("order_check")).toBe(before + 1);
    expect(at.desk.calls.at(-1)?.args.form.items[0]?.name).toBe("Filter coffee, 500 g!?");
  });

  it("shows the newest answer, and the last good one until then", async () => {
    await open();
    const answers: ((total: number) => void)[] = [];
    vi.spyOn(at.desk, "check").mockImplementation((asked) => {
      const answer = ComposeDesk.prototype.check.call(at.desk, asked);
      return new Promise((resolve) => {
        answers.push((total) =>
          resolve({ ...answer, bill: { ...answer.bill, total: inr(total) } }),
        );
      }) as never;
    });
    const quantity = screen.getByLabelText("Item 1, quantity");

    await user.type(quantity, "1");
    await settle(CHECK_AFTER_MS);
    await user.type(quantity, "2");
    await settle(CHECK_AFTER_MS);
    expect(screen.getByRole("button", { name: /^Send ₹2,006.45/ })).toBeVisible();
    answers[1]?.(22_222);
    await settle();
    answers[0]?.(11_111);
    await settle();

    expect(screen.getByRole("button", { name: /^Send ₹222.22/ })).toBeVisible();
  });

  it("says when the desk cannot check, and does not send", async () => {
    await open();
    at.desk.faults.set("order_check", { code: "disk_full" });

    await pressSend();

    expect(screen.getByText("The order could not be checked")).toBeVisible();
    expect(at.desk.count("order_send")).toBe(0);
  });
});

describe("what is not filled in yet", () => {
  it("is not held against anyone before they leave the field", async () => {
    await open(null);
    expect(list()).toBeNull();
    expect(screen.queryByText("Fill this in.")).toBeNull();
    expect(phone()).toHaveFocus();

    await user.tab();
    await settle();

    const shown = within(screen.getByLabelText("Findings"));
    expect(shown.getByText("the customer’s phone: Fill this in.")).toBeVisible();
    expect(shown.getAllByRole("listitem")).toHaveLength(1);
  });

  it("is all said once someone wants to send, and the first of it gets the focus", async () => {
    await open({ ...filledForm(), bodyText: "", origin: { ...filledForm().origin, city: "" } });

    await pressSend();

    expect(screen.getByText("2 things to fix before it can be sent")).toBeVisible();
    expect(screen.getByLabelText("Text")).toHaveFocus();
    expect(document.getElementById("compose-origin.city")?.closest("details")).toHaveAttribute(
      "open",
    );
    expect(at.desk.count("order_send")).toBe(0);
  });

  it("is said by a press on the refused button too", async () => {
    await open(null);

    await user.click(screen.getByRole("button", { name: "Send request" }));
    await settle();

    expect(list()).not.toBeNull();
  });

  it("opens the part it is folded away in and leads there", async () => {
    await open({ origin: { ...filledForm().origin, postalCode: "" } });
    await pressSend();
    const pin = screen.getByLabelText("PIN code", { selector: "[id='compose-origin.postalCode']" });
    expect(pin.closest("details")).toHaveAttribute("open");
    phone().focus();

    await user.click(screen.getByRole("button", { name: "Go there" }));
    await settle();

    expect(pin).toHaveFocus();
  });
});

describe("other findings", () => {
  it("are said at once for what is not being typed", async () => {
    at.desk.more = [
      finding("total", "above_upi_limit", { limit: 50_000_000, limitIsAmount: true }),
    ];

    await open();

    expect(screen.getAllByText(/UPI cannot carry more than ₹5,00,000.00/)).toHaveLength(2);
    expect(screen.getByRole("button", { name: "Send request" })).toHaveAccessibleDescription(
      "Fix the total first",
    );
  });

  it("wait for a pause while a field is typed in for the first time", async () => {
    await open(null);

    await user.type(phone(), "990");
    await settle(CHECK_AFTER_MS);
    expect(screen.queryByText("Write 8 to 15 digits here.")).toBeNull();
    await settle(1_000);

    expect(screen.getByText("Write 8 to 15 digits here.")).toBeVisible();
    expect(list()).toBeNull();
  });
});

it("a reference that stands for another order leads to it", async () => {
  at.desk.more = [finding("referenceId", "duplicate_reference")];
  at.desk.blockedBy = { orderId: "order-9", why: "sent" };
  await open();

  const [, first] = screen.getAllByRole("button", { name: "Open it" });
  await user.click(first as HTMLElement);

  expect(told.onOpenOrder).toHaveBeenCalledWith("order-9");
});

it("the only active configuration is chosen for a form that names none, and is no change", async () => {
  at.desk.fresh = freshForm({ payment: payment({ configurationName: "" }) });
  await open(null);
  await settle(CHECK_AFTER_MS + KEEP_AFTER_MS);

  expect(screen.getByLabelText("Paid through")).toHaveValue("nilgiri-live-rzp");
  expect(screen.queryByRole("button", { name: "Start over" })).toBeNull();
  expect(at.desk.count("draft_keep")).toBe(0);
});
