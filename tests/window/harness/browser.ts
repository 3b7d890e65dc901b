/** Owns a browser that only writes down what it is asked to open. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "./session.ts";

/** What the system opens links with, in place of the real one. */
export class Browser {
  readonly #opened: string;

  /** Takes the place of the session's browser; before anything is started in it. */
  constructor(session: Session) {
    const folder = join(session.home, "bin");
    this.#opened = join(folder, "opened");
    mkdirSync(folder);
    const program = join(folder, "xdg-open");
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${this.#opened}'\n`);
    chmodSync(program, 0o755);
    session.env["PATH"] = `${folder}:${session.env["PATH"] ?? ""}`;
  }

  /** Every address that was opened, in order. */
  opened(): string[] {
    if (!existsSync(this.#opened)) return [];
    return readFileSync(this.#opened, "utf8").trim().split("\n");
  }
}
