/** Owns the program without a window, and a simulator that runs as a process of its own. */
import { execFileSync, spawnSync, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";
import type { Session } from "./session.ts";
import { startTalking } from "./start.ts";
import { until } from "./until.ts";

const COUNTERFOIL = process.env["COUNTERFOIL"] ?? join(ROOT, "target/debug/counterfoil");

/** The same program, which ends itself at a point that is named to it. */
const UNDER_TEST = join(ROOT, "target/debug/counterfoil-under-test");
const MAKE_IT = "cargo build -p counterfoil-tests --all-features";

/** What makes a program go by a clock that a file sets; see `Clock`. */
const CLOCK_FILE = "COUNTERFOIL_CLOCK_FILE";

/** A clock that the simulator and commands go by, ahead of this computer's or behind it. */
export class Clock {
  readonly #file: string;

  constructor(session: Session) {
    this.#file = join(session.home, "clock");
    this.isAhead(0);
  }

  /** From now on it is so many milliseconds ahead; behind, where that is below zero. */
  isAhead(ahead_ms: number): void {
    writeFileSync(this.#file, String(ahead_ms));
  }

  /** What a program is started with to go by it. */
  env(session: Session): NodeJS.ProcessEnv {
    return { ...session.env, [CLOCK_FILE]: this.#file };
  }
}

/** Runs one command over a book by this clock; throws with what it said where it fails. */
export function counterfoilAt(
  clock: Clock,
  session: Session,
  dataDir: string,
  ...command: string[]
): string {
  return execFileSync(UNDER_TEST, ["--data-dir", dataDir, ...command], {
    env: clock.env(session),
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
}

/** Runs one command over a book; gives what it said, or throws with what it said instead. */
export function counterfoil(session: Session, dataDir: string, ...command: string[]): string {
  return execFileSync(COUNTERFOIL, ["--data-dir", dataDir, ...command], {
    env: session.env,
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
}

/** The same, with something on its standard input, as credentials are given. */
export function counterfoilTold(
  session: Session,
  dataDir: string,
  input: string,
  ...command: string[]
): string {
  return execFileSync(COUNTERFOIL, ["--data-dir", dataDir, ...command], {
    env: session.env,
    input,
    encoding: "utf8",
  });
}

/** Runs one command that ends in its middle, at this point, as a power cut ends it. */
export function counterfoilUntil(
  point: string,
  session: Session,
  dataDir: string,
  ...command: string[]
): void {
  const { signal, stderr } = spawnSync(UNDER_TEST, ["--data-dir", dataDir, ...command], {
    env: { ...session.env, COUNTERFOIL_ABORT_AT: point },
    encoding: "utf8",
  });
  if (signal === "SIGABRT") return;
  throw new Error(`it did not end at ${point} (try \`${MAKE_IT}\`): ${stderr}`);
}

/** What a provider that is simulated elsewhere is reached with. */
interface Running {
  base_url: string;
  waba_id: string;
  phone_number_id: string;
  access_token: string;
  control_token: string;
}

/** One try to pay, in milliseconds after the order was sent. */
export interface Attempt {
  starts_after_ms: number;
  ends_after_ms: number | null;
  outcome: "pays" | "fails";
}

/** A simulator of the provider in a process of its own, as a live one would be elsewhere. */
export class Provider {
  readonly account: Running;
  readonly #process: ChildProcess;

  private constructor(account: Running, process: ChildProcess) {
    this.account = account;
    this.#process = process;
  }

  /** Starts one with an account. */
  static async start(
    session: Session,
    folder = join(session.home, "provider"),
    clock?: Clock,
  ): Promise<Provider> {
    const args = ["--data-dir", folder, "--json", "sandbox", "run", "--port", "0"];
    const { child, said } =
      clock === undefined
        ? startTalking(COUNTERFOIL, args, session)
        : startTalking(UNDER_TEST, args, { env: clock.env(session) });
    await until("the simulator says where it is", () => said().trim().endsWith("}"));
    return new Provider(JSON.parse(said()) as Running, child);
  }

  /** Makes every answer of this account wait this long. */
  async answersAfter(wait_ms: number): Promise<void> {
    await this.#control("behaviour", { latency_ms: { start: wait_ms, end: wait_ms } });
  }

  /** Takes the next message in, and then says nothing for this long. */
  async takesTheNextAndStalls(wait_ms: number): Promise<void> {
    await this.#onTheNextSend("after_commit", { stall: { for_ms: wait_ms } });
  }

  /** Takes the next message in, and answers with an error that says nothing about it. */
  async takesTheNextAndFails(): Promise<void> {
    await this.#onTheNextSend("after_commit", "bad_gateway");
  }

  /** Loses the next message before it is taken in, and answers with an error that says nothing. */
  async losesTheNext(): Promise<void> {
    await this.#onTheNextSend("before_commit", "bad_gateway");
  }

  /** Answers lookups with how things stood so long ago, until it is told otherwise. */
  async answersLookupsLate(by_ms: number): Promise<void> {
    const stale = { when: "after_commit", kind: { stale: { by_ms } } };
    await this.#control("faults/lookup", by_ms === 0 ? "none" : { always: stale });
  }

  /** Says nothing to lookups for this long, until it is told otherwise. */
  async stallsLookups(for_ms: number): Promise<void> {
    const stall = { when: "after_commit", kind: { stall: { for_ms } } };
    await this.#control("faults/lookup", for_ms === 0 ? "none" : { always: stall });
  }

  /** Lets the customer of an order try to pay like this, and in no other way. */
  async customer(reference: string, attempts: readonly Attempt[]): Promise<void> {
    await this.#control(`customers/${reference}`, { attempts });
  }

  /** Refuses the next message: its customer has not written for a day. */
  async refusesTheNext(): Promise<void> {
    await this.#onTheNextSend("before_commit", "window_closed");
  }

  /** Refuses every order until the business has accepted the payments terms, or takes them again. */
  async needsTerms(isNeeded: boolean): Promise<void> {
    await this.#control("behaviour", { terms: isNeeded ? "not_accepted" : "accepted" });
  }

  /** Answers the next message with a code, and a status that says that nothing was done. */
  async answersTheNextWithCode(code: number): Promise<void> {
    await this.#onTheNextSend("before_commit", {
      graph: { status: 400, code, retry_after_s: null },
    });
  }

  /** Makes the next refund, and answers with an error that says nothing about it. */
  async makesTheNextRefundAndFails(): Promise<void> {
    await this.#onTheNext("refund", "after_commit", "bad_gateway");
  }

  /** Loses the next refund before it is made, and answers with an error that says nothing. */
  async losesTheNextRefund(): Promise<void> {
    await this.#onTheNext("refund", "before_commit", "bad_gateway");
  }

  /** Takes the next upload in, and answers with an error that says nothing about it. */
  async takesTheNextUploadAndFails(): Promise<void> {
    await this.#onTheNext("media", "after_commit", "bad_gateway");
  }

  /** Takes the next upload in, and then says nothing for this long. */
  async takesTheNextUploadAndStalls(wait_ms: number): Promise<void> {
    await this.#onTheNext("media", "after_commit", { stall: { for_ms: wait_ms } });
  }

  /** Refuses the next upload: it is no picture that can be shown. */
  async refusesTheNextUpload(): Promise<void> {
    const graph = { status: 400, code: 131_053, retry_after_s: null };
    await this.#onTheNext("media", "before_commit", { graph });
  }

  /** How many messages it was asked to send. */
  async sends(): Promise<number> {
    const path = `accounts/${this.account.phone_number_id}/calls`;
    const calls = (await this.#ask(path, "GET")) as { send: { received: number } };
    return calls.send.received;
  }

  /** The ids of the pictures that were uploaded. */
  async uploads(): Promise<string[]> {
    const uploaded = (await this.#ask("media", "GET")) as { media_id: string }[];
    return uploaded.map(({ media_id }) => media_id);
  }

  /** How refunds are made and shown from now on; what is not said is as at first. */
  async refunds(refunds: Record<string, unknown>): Promise<void> {
    await this.#control("behaviour", { refunds });
  }

  /** Refunds an order as its gateway's dashboard does. */
  async refundsElsewhere(reference: string, amount_minor: number): Promise<void> {
    const fate = { settles: { after_ms: 0 } };
    await this.#ask(`accounts/${this.account.phone_number_id}/refunds/${reference}`, "POST", {
      amount_minor,
      fate,
    });
  }

  /** Lets so much time pass at the provider. */
  async passes(advance_ms: number): Promise<void> {
    await this.#ask("clock", "POST", { advance_ms });
  }

  /** Every refund that was made, in minor units. */
  async refundsMade(): Promise<number[]> {
    const made = (await this.#ask("refunds", "GET")) as { amount_minor: number }[];
    return made.map(({ amount_minor }) => amount_minor);
  }

  /** Stands still until it goes on, as a computer does that has too much to do. */
  standStill(): void {
    this.#process.kill("SIGSTOP");
  }

  /** Goes on. */
  goOn(): void {
    this.#process.kill("SIGCONT");
  }

  /** How often a message was received that the account asked to send. */
  async messages(): Promise<unknown[]> {
    return ((await this.#ask("messages", "GET")) as { messages: unknown[] }).messages;
  }

  /** The orders of which it has told the customer this, each as often as it was told. */
  async told(status: string): Promise<string[]> {
    const all = (await this.#ask("statuses", "GET")) as { reference_id: string; status: string }[];
    return all.filter((one) => one.status === status).map((one) => one.reference_id);
  }

  /** Ends it. */
  stop(): void {
    this.goOn();
    this.#process.kill("SIGTERM");
  }

  async #onTheNextSend(when: string, kind: unknown): Promise<void> {
    await this.#onTheNext("send", when, kind);
  }

  async #onTheNext(call: string, when: string, kind: unknown): Promise<void> {
    await this.#control(`faults/${call}`, { next: [{ when, kind }] });
  }

  async #control(what: string, body: unknown): Promise<void> {
    await this.#ask(`accounts/${this.account.phone_number_id}/${what}`, "PUT", body);
  }

  async #ask(path: string, method: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.account.base_url}/sandbox/${path}`, {
      method,
      headers: {
        "X-Sandbox-Control": this.account.control_token,
        "Content-Type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}
