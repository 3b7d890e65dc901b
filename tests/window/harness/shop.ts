/** Owns a book with an account and orders in every state of payment, made without a window. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  counterfoil,
  counterfoilAt,
  counterfoilTold,
  type Attempt,
  type Clock,
  type Provider,
} from "./cli.ts";
import { ROOT } from "./root.ts";
import type { Session } from "./session.ts";

const EXAMPLE = readFileSync(join(ROOT, "docs/example-order.json"), "utf8");

/** Adds the provider's account to a book. */
export function addAccount(session: Session, dataDir: string, { account }: Provider): void {
  counterfoilTold(
    session,
    dataDir,
    `${account.access_token}\n`,
    ...["account", "add", "Kaveri Provisions", "--base-url", account.base_url],
    ...["--waba-id", account.waba_id, "--phone-number-id", account.phone_number_id],
  );
}

/** Sends the example order under another reference id, to another customer. */
export function sendOrder(
  session: Session,
  dataDir: string,
  reference: string,
  name: string,
): void {
  sendRequest(session, dataDir, EXAMPLE.replace("KP-2291", reference).replace("Meera Iyer", name));
}

/** Sends a request as a person wrote it, as JSON. */
export function sendRequest(session: Session, dataDir: string, request: string): void {
  const file = fileWith(request);
  try {
    counterfoil(session, dataDir, "order", "send", file);
  } catch {
    // Some are refused or lost, and say so with their code.
  }
}

/** An order that has expired unpaid, and its customer. */
export interface Expired {
  reference: string;
  name: string;
  /** Pays in the moment in which it is cancelled; otherwise never. */
  paysWhenCancelled?: boolean;
}

/** How long ago expired orders were sent, in milliseconds. */
export const SENT_AGO_MS = 30 * 60_000;
/** How long they could be paid. */
const PAYABLE_MS = 6 * 60_000;

/** Sends orders that have expired by now: they were sent half an hour ago, by this clock. */
export function sendExpired(
  session: Session,
  dataDir: string,
  clock: Clock,
  orders: readonly Expired[],
): void {
  clock.isAhead(-SENT_AGO_MS);
  const timestamp = String(Math.floor((Date.now() - SENT_AGO_MS + PAYABLE_MS) / 1_000));
  const files = orders.map(({ reference, name, paysWhenCancelled = false }, index) => {
    const order = JSON.parse(
      EXAMPLE.replace("KP-2291", reference).replace("Meera Iyer", name),
    ) as Example;
    // The end of a number is what the simulator's customers go by.
    order.to = `9199000${String(index).padStart(3, "0")}${paysWhenCancelled ? "05" : "04"}`;
    const { parameters } = order.interactive.action;
    parameters.order["expiration"] = { timestamp, description: "Prices change daily." };
    return fileWith(JSON.stringify(order));
  });
  counterfoilAt(clock, session, dataDir, "order", "send", ...files);
  clock.isAhead(0);
}

interface Example {
  to: string;
  interactive: { action: { parameters: { order: Record<string, unknown> } } };
}

/** Takes in a webhook that says an order was paid. */
export function report(session: Session, dataDir: string, reference: string): void {
  const payment = {
    reference_id: reference,
    amount: { value: 97_915, offset: 100 },
    currency: "INR",
  };
  const status = { id: "wamid.1", type: "payment", status: "captured", payment };
  const value = { statuses: [status] };
  const webhook = { entry: [{ changes: [{ field: "messages", value }] }] };
  counterfoil(session, dataDir, "evidence", "import", fileWith(JSON.stringify(webhook)));
}

/** A customer who tries once, and how it ends; never, where it does not end. */
export const tries = (
  outcome: Attempt["outcome"],
  ends_after_ms: number | null = 0,
): readonly Attempt[] => [{ starts_after_ms: 0, ends_after_ms, outcome }];

/** An order in each state of payment that lookups tell apart. */
export async function everyPayment(
  session: Session,
  dataDir: string,
  provider: Provider,
): Promise<void> {
  const [never, fails, runs] = [[], tries("fails"), tries("pays", null)];
  const twice = [
    ...tries("pays"),
    { starts_after_ms: 1, ends_after_ms: 1, outcome: "pays" },
  ] as const;
  const orders: [reference: string, name: string, attempts: readonly Attempt[]][] = [
    ["KP-2301", "Meera Iyer", tries("pays")],
    ["KP-2302", "Farida Shaikh", tries("pays")],
    ["KP-2303", "Arjun Menon", never],
    ["KP-2304", "Lakshmi Narayanan", fails],
    ["KP-2305", "Devika Rao", runs],
    ["KP-2306", "Imran Qureshi", twice],
    ["KP-2307", "Sunita Deshpande", never],
  ];
  for (const [reference, name, attempts] of orders) {
    await provider.customer(reference, attempts);
    sendOrder(session, dataDir, reference, name);
  }
  report(session, dataDir, "KP-2307");
  await provider.refusesTheNext();
  sendOrder(session, dataDir, "KP-2308", "Ravi Shankar");
  await provider.losesTheNext();
  sendOrder(session, dataDir, "KP-2309", "Anjali Gupta");
}

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "counterfoil-shop-")), "body.json");
  writeFileSync(file, text);
  return file;
}
