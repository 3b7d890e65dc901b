/** Owns the proof that every order has its sentence, and that no sentence says too much. */
import type { OrderView, StandingView } from "$ipc/call";
import { describe, expect, test } from "vitest";
import { complaint, fulfilment, line, NOW_MS, view } from "../../../dev/fixtures/orders";
import { sentence } from "./sentence";

const HERE = { nowMs: NOW_MS, zone: "Asia/Kolkata" };
const ASKED = "₹1,499.00";

/** Every standing, with the beginning of what is so and the end of what comes next. */
const TABLE: Record<StandingView, [lead: string, next: string]> = {
  ready: [
    `The request for ${ASKED} is ready and has not been sent.`,
    "send it now, or withdraw it.",
  ],
  sending: [`Sending the request for ${ASKED}…`, "within a minute."],
  send_refused: [
    `WhatsApp refused the request for ${ASKED}.`,
    "a status message can also go as a template.",
  ],
  send_unknown: [
    `We don’t know yet whether the request for ${ASKED} reached the customer.`,
    "Next: look it up.",
  ],
  not_sent: [`The request for ${ASKED} was not sent.`, "It cannot arrive twice."],
  withdrawn: [`The request for ${ASKED} was withdrawn.`, "make a new order."],
  not_looked_up: [`${ASKED} asked for; whether it was paid is not known.`, "Next: look it up."],
  gateway_knows: [
    `${ASKED} asked for; WhatsApp cannot say whether it was paid.`,
    "Next: look for it in the gateway’s dashboard.",
  ],
  not_attempted: [`${ASKED} not paid yet: nobody has tried.`, "then look it up again."],
  attempt_running: [`An attempt to pay ${ASKED} is running.`, "another way meanwhile."],
  attempt_failed: [`${ASKED} not paid yet: the last attempt failed.`, "look it up again later."],
  unknown_word: [
    `${ASKED} is not paid, as far as WhatsApp’s words can be read.`,
    "if the word stays, ask the gateway.",
  ],
  reported_paid: [
    `${ASKED} is reported as paid, and not confirmed.`,
    "before a lookup shows the money.",
  ],
  cannot_tell: [`We cannot tell whether ${ASKED} was paid.`, "or ask again."],
  paid: [`Paid ${ASKED}, as billed.`, "hand over what was bought."],
  amount_differs: [`₹500.00 came, but ${ASKED} was billed.`, "before you hand anything over."],
  paid_after_expiry: [`Paid ${ASKED} after it had expired.`, "or give the money back."],
  paid_after_cancel: [`Paid ${ASKED} although it was being cancelled.`, "or give the money back."],
  closed_unpaid: [`${ASKED} was not paid, and the order is cancelled.`, "make a new order."],
  expired_unpaid: [`${ASKED} was not paid, and no longer can be.`, "make a new order."],
};

const STANDINGS = Object.keys(TABLE) as StandingView[];

function order(standing: StandingView, differs: Partial<OrderView> = {}): OrderView {
  return view(line(5, 100, { standing, customerName: "Farida Shaikh" }), differs);
}

function told(standing: StandingView, differs: Partial<OrderView> = {}): string {
  const { lead, rest, next } = sentence(order(standing, differs), HERE);
  return [lead, ...rest, next].join(" ").replaceAll("\u00a0", " ");
}

describe.each(STANDINGS)("%s", (standing) => {
  test("says what is so with the amount, and what comes next", () => {
    const [lead, next] = TABLE[standing];
    const truth = sentence(order(standing), HERE);

    expect(truth.lead).toBe(lead);
    expect(truth.lead).toContain(ASKED);
    expect(truth.rest.length, "how we know").toBeGreaterThan(0);
    expect(truth.next).toMatch(/^Next: [a-z]/);
    expect(truth.next.endsWith(next), truth.next).toBe(true);
  });

  test("has no hole where something is not known", () => {
    const words = told(standing, {
      doubt: null,
      captured: null,
      failure: null,
      lookedUpAtMs: null,
      expiresAtMs: null,
      sendWords: null,
      sendComplaint: null,
      timeline: [],
    });

    expect(words).not.toMatch(/null|undefined|NaN|“”|\{|\}| {2}/);
  });
});

test("an unknown send quotes what came, names the lock, and never says that it failed", () => {
  const words = told("send_unknown");

  expect(words).toContain("“no answer within 25 s”");
  expect(words).toContain("It is locked: nothing more is sent under NP-24831");
  expect(words).not.toMatch(/fail|error|retry|try again/i);
});

test("a lookup that said nothing is told where it is the last that happened", () => {
  expect(told("send_unknown")).toContain("The lookup at 15:57 IST said nothing about it.");
});

test("a cancel of what only the gateway knows is told, and never as an end", () => {
  const words = told("gateway_knows", { fulfilment: fulfilment({ cancel: "requested" }) });

  expect(words).toContain("A cancel was asked for, which proves nothing.");
  expect(words).not.toContain("can be paid");
  expect(words.endsWith("whether it was paid all the same.")).toBe(true);
});

test("a refusal is told in its meaning, with the provider’s words and one step", () => {
  const words = told("send_refused");

  expect(words).toContain("so WhatsApp takes only a template.");
  expect(words).toContain("WhatsApp’s own words: “Re-engagement message”.");
  expect(words).toContain(
    "Next: wait until the customer writes; a status message can also go as a template.",
  );
  expect(sentence(order("send_refused"), HERE).complaint?.code).toBe("131047");
});

test("a complaint about an unknown send changes neither the lock nor the step", () => {
  const sendComplaint = complaint({
    code: "2",
    meaning: "service_overloaded",
    words: "Overloaded",
  });
  const words = told("send_unknown", { sendComplaint });

  expect(words).toContain("WhatsApp’s answer does not say whether it happened.");
  expect(words).toContain("WhatsApp’s service was down or overloaded.");
  expect(words).toContain("It is locked: nothing more is sent under NP-24831");
  expect(words).not.toMatch(/fail|error|retry|try again|Wait a few minutes/i);
  expect(words).toContain("Next: ");
});

test("a code that no document names is told by its number", () => {
  const sendComplaint = complaint({ code: "987654", meaning: null, words: "Sorry" });
  const { rest, complaint: shown } = sentence(order("send_unknown", { sendComplaint }), HERE);

  expect(rest.join(" ")).toContain("code 987654, which no document explains");
  expect(rest.join(" ")).toContain("“Sorry”");
  expect(shown?.trace).toBe("AbCdEfExample");
});

test("a paid order tells when a lookup first showed the money", () => {
  expect(told("paid")).toContain("A lookup confirmed it at 16:37 IST.");
});

test("money that a later answer no longer shows is not called paid", () => {
  const truth = sentence(order("paid", { contradictedLater: true }), HERE);

  expect(truth.tone).toBe("bad");
  expect(truth.lead).toBe(`An earlier answer showed ${ASKED} paid; the latest no longer does.`);
  expect(truth.next).toContain("check the payment at the gateway");
});

test("an order whose last lookup was before its expiry is not called unpaid", () => {
  const words = told("expired_unpaid", {
    expiresAtMs: NOW_MS - 60_000,
    lookedUpAtMs: NOW_MS - 120_000,
  });

  expect(words).not.toContain("was not paid");
  expect(words).toContain("a payment in the last minutes would not be known");
  expect(words.endsWith("Next: look it up once more.")).toBe(true);
});

test("a send that no lookup can prove is for a person to settle", () => {
  const words = told("send_unknown", { hasLookup: false });

  expect(words).toContain("no lookup can prove what became of it");
  expect(words).toContain("settle it by hand");
});

test("a lookup that is refused is not asked for", () => {
  const { actions } = order("send_unknown");
  const words = told("send_unknown", {
    actions: { ...actions, lookUp: { isAllowed: false, blockedBecause: "no_credential" } },
  });

  expect(words).toContain("look it up once that is possible. The account has no access token.");
});

test("a paid order with a send still prepared is to be withdrawn first", () => {
  const { actions } = order("paid");
  const words = told("paid", { actions: { ...actions, preparedId: "op-1" } });

  expect(words.endsWith("Next: withdraw the send that is still prepared.")).toBe(true);
});

test("a moment of another day carries its date", () => {
  const words = told("not_attempted", { lookedUpAtMs: NOW_MS - 3 * 86_400_000 });

  expect(words).toContain("Looked up on 18 Nov, 16:42 IST.");
});

test("a restored book’s withdrawal does not claim that nothing left", () => {
  const why = "Restored from a backup; it may have left after that backup was made";
  const timeline = [
    {
      atMs: NOW_MS,
      lastSeenAtMs: null,
      times: null,
      what: { kind: "withdrawn" as const, words: why },
    },
  ];

  const words = told("withdrawn", { timeline });

  expect(words).toContain(`“${why}”`);
  expect(words).not.toContain("Nothing left");
});

test("a capture beside an attempt at an unknown word says that it may have paid too", () => {
  expect(told("paid", { unknownWord: "authorised" })).toContain(
    "Another attempt stands at “authorised”",
  );
  expect(told("paid")).not.toContain("Another attempt");
});

test.each([
  ["other_currency", "another currency"],
  ["other_bill", "another amount on record"],
  ["success_without_capture", "does not call the payment captured"],
  ["capture_without_success", "no attempt it lists succeeded"],
  ["amounts_contradict", "different amounts"],
] as const)("the doubt %s says why nobody can tell", (doubt, why) => {
  expect(told("cannot_tell", { doubt })).toContain(why);
});

test.each([
  [{ isSigned: true, amount: null }, "without an amount", "Its signature is WhatsApp’s"],
  [{ isSigned: false, amount: null }, "without an amount", "Nobody vouches for it"],
])("a report says who vouches for it: %o", (reported, what, who) => {
  const words = told("reported_paid", { reported });

  expect(words).toContain(what);
  expect(words).toContain(who);
});

test.each([
  [40_000, "Next: it is looked up by itself in 40 s."],
  [200, "Next: it is being looked up."],
])("what is due in %i ms is waited for", (inMs, next) => {
  const poll = { kind: "due", inMs, everyMs: 60_000, why: "waiting" } as const;

  expect(sentence(order("not_attempted", { poll }), HERE).next).toBe(next);
  expect(sentence(order("attempt_running", { poll }), HERE).next).toBe(
    `${next} Don’t collect the money another way meanwhile.`,
  );
});
