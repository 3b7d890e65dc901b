/** Owns a disk that can be filled: the system refuses what a program writes into its book. */
import { execFileSync } from "node:child_process";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";
import type { Session } from "./session.ts";

const SOURCE = join(ROOT, "tests/harness/io_errors.c");
/** The system's number for a disk without room. */
const ENOSPC = 28;

/** The disk of every program that is started in a session from then on. */
export class Disk {
  readonly #plan: string;
  #round = 0;

  constructor(session: Session) {
    const library = join(session.home, "io_errors.so");
    execFileSync("cc", ["-shared", "-fPIC", "-o", library, SOURCE, "-ldl"]);
    this.#plan = join(session.home, "io_errors.plan");
    session.env["COUNTERFOIL_IO_ERRORS"] = this.#plan;
    session.env["LD_PRELOAD"] = library;
  }

  /** Nothing more fits on it. */
  fill(): void {
    this.#refuse(Number.MAX_SAFE_INTEGER);
  }

  /** There is room again. */
  makeRoom(): void {
    this.#refuse(0);
  }

  #refuse(many: number): void {
    this.#round += 1;
    writeFileSync(`${this.#plan}.new`, `${this.#round} write 0 ${many} ${ENOSPC}`);
    renameSync(`${this.#plan}.new`, this.#plan);
  }
}
