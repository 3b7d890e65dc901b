/** Owns the program without a window, and a simulator that runs as a process of its own. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./root.ts";
import type { Session } from "./session.ts";
import { until } from "./until.ts";

const COUNTERFOIL = process.env["COUNTERFOIL"] ?? join(ROOT, "target/debug/counterfoil");

/** Runs one command over a book; gives what it said, or throws with what it said instead. */
export function counterfoil(session: Session, dataDir: string, ...command: string[]): string {
  return execFileSync(COUNTERFOIL, ["--data-dir", dataDir, ...command], {
    env: session.env,
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
}

/** What a provider that is simulated elsewhere is reached with. */
interface Running {
  base_url: string;
  waba_id: string;
  phone_number_id: string;
  access_token: string;
  control_token: string;
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
  static async start(session: Session): Promise<Provider> {
    const folder = join(session.home, "provider");
    const args = ["--data-dir", folder, "--json", "sandbox", "run", "--port", "0"];
    const process = spawn(COUNTERFOIL, args, {
      env: session.env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let said = "";
    process.stdout.on("data", (bytes: Buffer) => (said += bytes.toString()));
    await until("the simulator says where it is", () => said.trim().endsWith("}"));
    return new Provider(JSON.parse(said) as Running, process);
  }

  /** Makes every answer of this account wait this long. */
  async answersAfter(wait_ms: number): Promise<void> {
    await this.#control("behaviour", { latency_ms: { start: wait_ms, end: wait_ms } });
  }

  /** Takes the next message in, and then says nothing for this long. */
  async takesTheNextAndStalls(wait_ms: number): Promise<void> {
    const fault = { when: "after_commit", kind: { stall: { for_ms: wait_ms } } };
    await this.#control("faults/send", { next: [fault] });
  }

  /** How often a message was received that the account asked to send. */
  async messages(): Promise<unknown[]> {
    const answer = await fetch(`${this.account.base_url}/sandbox/messages`, {
      headers: { "X-Sandbox-Control": this.account.control_token },
    });
    return ((await answer.json()) as { messages: unknown[] }).messages;
  }

  /** Ends it. */
  stop(): void {
    this.#process.kill("SIGTERM");
  }

  async #control(what: string, body: unknown): Promise<void> {
    const url = `${this.account.base_url}/sandbox/accounts/${this.account.phone_number_id}/${what}`;
    const answer = await fetch(url, {
      method: "PUT",
      headers: {
        "X-Sandbox-Control": this.account.control_token,
        "Content-Type": "application/json",
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
  }
}
