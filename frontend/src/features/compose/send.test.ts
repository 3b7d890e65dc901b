/** Owns the proof that an order is sent once, and that its outcome is told as it is. */
import { cleanup, screen } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { ComposeDesk, inr, play, sent } from "../../../dev/fixtures/compose";
import { complaint } from "../../../dev/fixtures/orders";
import { KEEP_AFTER_MS } from "./keeper.svelte";
import {
  at,
  eachWithADesk,
  form,
  open,
  press,
  pressSend,
  settle,
  toasts,
  told,
  user,
} from "../../../dev/fixtures/composeScreen";

eachWithADesk();

describe("sending", () => {
  it("happens once, however often it is asked for", async () => {
    await open();

    press();
    press();
    await settle();
    press();
    await settle();

    expect(at.desk.count("order_send")).toBe(1);
    expect(at.desk.calls.find(({ command }) => command === "order_send")?.args).toMatchObject({
      accountId: "account-1",
      shownTotal: inr(200_645),
    });
    expect(told.onSent).toHaveBeenCalledExactlyOnceWith("order-1");
    expect(toasts()[0]?.title).toBe("Sent ₹2,006.45 to Asha Menon.");
  });

  it("locks the form until its outcome, and keeps no draft meanwhile", async () => {
    await open();
    at.desk.silent.add("order_send");

    await pressSend();
    await settle(KEEP_AFTER_MS);

    expect(form()).toBeDisabled();
    expect(screen.getByRole("button", { name: /Sending…/ })).toHaveAttribute("aria-busy", "true");
    expect(at.desk.calls.at(-1)?.command).toBe("order_send");
  });

  it("keeps what was typed last before anything leaves", async () => {
    await open();

    await user.type(screen.getByLabelText("Text"), "!");
    await pressSend();

    const order = at.desk.calls.map(({ command }) => command);
    expect(order.indexOf("draft_keep")).toBeGreaterThan(-1);
    expect(order.indexOf("draft_keep")).toBeLessThan(order.indexOf("order_send"));
  });

  it("does not take a total that nobody saw", async () => {
    await open();
    at.desk.draft = null;
    vi.spyOn(at.desk, "check").mockImplementation((asked) => {
      const answer = ComposeDesk.prototype.check.call(at.desk, asked);
      return { ...answer, bill: { ...answer.bill, total: inr(300_000) } };
    });

    await pressSend();

    expect(at.desk.count("order_send")).toBe(0);
    expect(screen.getByText("The total is now ₹3,000.00, not ₹2,006.45")).toBeVisible();
  });

  it("asks for a look at a total that came with the press", async () => {
    await open({ items: [] });

    await user.type(screen.getByLabelText("Item 1, name"), "Coffee");
    await user.type(screen.getByLabelText("Item 1, price"), "450");
    await pressSend();
    expect(screen.getByText("The total is ₹507.45")).toBeVisible();
    expect(at.desk.count("order_send")).toBe(0);
    await pressSend();

    expect(at.desk.count("order_send")).toBe(1);
  });

  it("that nobody knows the end of locks the order for good", async () => {
    at.desk.outcome = sent({ state: "unknown", words: "no answer within 30 s" });
    await open();

    await pressSend();
    await pressSend();
    await settle(KEEP_AFTER_MS);

    expect(at.desk.count("order_send")).toBe(1);
    expect(at.desk.count("draft_keep")).toBe(0);
    expect(form()).toBeDisabled();
    expect(screen.getByText("We don’t know yet whether this request went out.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Open the order" }));
    expect(told.onOpenOrder).toHaveBeenCalledWith("order-1");
  });

  it("that was refused is told in the provider’s words and leaves the form as it was", async () => {
    at.desk.outcome = sent({
      state: "refused",
      words: "bad value",
      complaint: complaint({ code: "131009", meaning: "parameter_invalid", words: "bad value" }),
    });
    await open();

    await pressSend();

    expect(
      screen.getByText(/WhatsApp’s own words: “bad value”. Correct what WhatsApp’s own words name/),
    ).toBeVisible();
    expect(screen.getByText(/^Code 131009/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Accept the terms…" })).toBeNull();
    expect(form()).toBeEnabled();
    expect(at.desk.count("draft_discard")).toBe(0);
  });

  it("that needs the terms offers the link the desk has checked, and says how it failed", async () => {
    const termsLink = "https://fb.me/EXAMPLE";
    at.desk.outcome = sent({
      state: "refused",
      complaint: complaint({ code: "134011", meaning: "terms_not_accepted", termsLink }),
    });
    at.desk.faults.set("terms_open", { code: "not_opened", words: "no browser" });
    await open();
    await pressSend();

    expect(screen.getByText(/Open the link, accept the terms, then try again\./)).toBeVisible();
    expect(
      screen.getByRole("button", { name: `Copy the link to the terms: ${termsLink}` }),
    ).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Accept the terms…" }));
    await settle();

    expect(at.desk.count("terms_open")).toBe(1);
    expect(toasts().map(({ title }) => title)).toContain("The browser did not open");
    expect(at.desk.count("order_send")).toBe(1);
  });

  it("that needs the terms without a link says where to accept them by hand", async () => {
    at.desk.outcome = sent({
      state: "refused",
      complaint: complaint({ code: "134011", meaning: "terms_not_accepted" }),
    });
    await open();
    await pressSend();

    expect(screen.getByText(/Accept the payments terms in WhatsApp Manager/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Accept the terms…" })).toBeNull();
  });

  it("stopped by the keyring can be tried again", async () => {
    at.desk.faults.set("order_send", { code: "keyring_locked" });
    await open();
    await pressSend();
    expect(screen.getByText(/Nothing was sent/)).toBeVisible();

    at.desk.faults.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await settle();

    expect(told.onSent).toHaveBeenCalledOnce();
  });

  it("of a restored book asks for what the gateway shows, and sends with it", async () => {
    at.desk.faults.set("order_send", { code: "gateway_word_needed" });
    await open();
    await pressSend();
    expect(screen.getByText(/WhatsApp cannot be asked about an order/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();

    at.desk.faults.clear();
    await user.type(screen.getByLabelText("What the gateway shows"), "Nothing under it.");
    await pressSend();

    expect(told.onSent).toHaveBeenCalledOnce();
    const words = at.desk.calls
      .filter(({ command }) => command === "order_send")
      .map(({ args }) => args.gatewaySays);
    expect(words).toEqual([null, "Nothing under it."]);
  });

  it("of a restored book takes no word that was given about another order", async () => {
    at.desk.faults.set("order_send", { code: "gateway_word_needed" });
    await open();
    await pressSend();
    await user.type(screen.getByLabelText("What the gateway shows"), "Nothing under it.");

    await user.type(screen.getByLabelText("Item 1, name"), "!");
    expect(screen.getByLabelText("What the gateway shows")).toHaveValue("Nothing under it.");
    const reference = screen.getByLabelText("Reference");
    await user.clear(reference);
    await user.type(reference, "NP-9");
    await pressSend();

    const words = at.desk.calls
      .filter(({ command }) => command === "order_send")
      .map(({ args }) => args.gatewaySays);
    expect(words).toEqual([null, null]);
  });

  it.each([
    [true, "Locked until a lookup proves it"],
    [false, "Locked until you settle it by hand"],
  ])("says what opens a lock: a lookup, if there can be one (%s)", async (hasLookup, words) => {
    at.desk.outcome = sent({ state: "unknown", hasLookup });
    await open();

    await pressSend();

    expect(screen.getByRole("button", { name: /^Send/ })).toHaveAccessibleDescription(words);
  });

  it("lost by the program stays locked only if the book knows the order", async () => {
    at.desk.faults.set("order_send", { code: "defect", words: "broke off" });
    await open();

    await pressSend();
    expect(form()).toBeEnabled();
    at.desk.blockedBy = { orderId: "order-7", why: "sent" };
    await pressSend();

    expect(form()).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Open the order" }));
    expect(told.onOpenOrder).toHaveBeenCalledWith("order-7");
  });

  it.each([
    ["unknown", "We don’t know yet whether NP-24837 went out."],
    ["accepted", "Sent ₹2,006.45 to Asha Menon."],
  ] as const)("is told where the person is, if they left the form: %s", async (state, title) => {
    let answer: (value: unknown) => void = () => undefined;
    await open();
    const answerTo = at.desk.answer;
    at.stop();
    at.desk.answer = (command, args) =>
      command === "order_send"
        ? new Promise((resolve) => (answer = resolve))
        : answerTo(command, args);
    at.stop = play(at.desk);

    await pressSend();
    cleanup();
    answer(sent({ state }));
    await settle();

    expect(told.onSent).not.toHaveBeenCalled();
    expect(toasts()[0]?.title).toBe(title);
  });
});
