/** Owns a disk from which the book can be read slowly. */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";
import type { Session } from "./session.ts";

const SOURCE = join(ROOT, "tests/window/harness/slow_disk.c");

/** The disk of every program that is started in a session from then on. */
export class SlowDisk {
  readonly #plan: string;

  constructor(session: Session) {
    const library = join(session.home, "slow_disk.so");
    execFileSync("cc", ["-shared", "-fPIC", "-o", library, SOURCE, "-ldl"]);
    this.#plan = join(session.home, "slow_disk.plan");
    session.env["COUNTERFOIL_SLOW_PLAN"] = this.#plan;
    session.env["LD_PRELOAD"] = library;
  }

  /** Every page takes so many milliseconds from now on. */
  isSlow(page_ms: number): void {
    writeFileSync(this.#plan, String(page_ms * 1_000));
  }

  /** It is as fast as ever again. */
  isFast(): void {
    rmSync(this.#plan, { force: true });
  }
}
