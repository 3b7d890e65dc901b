/** Owns what another process may do to the program from outside: keep its book, stop its threads. */
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startTalking } from "./start.ts";
import { until } from "./until.ts";

/** Locks every lock of the write-ahead log's index, as a process that recovers the log does. */
const KEEP_BOOK = `
  use Fcntl;
  sysopen(my $index, $ARGV[0], O_RDWR) or die "$ARGV[0]: $!";
  my $lock = pack("s s x4 q q l x4", F_WRLCK, 0, 120, 8, 0);
  fcntl($index, F_SETLKW, $lock) or die "the book could not be locked: $!";
  syswrite(STDOUT, "done");
  sleep;
`;

/** Seizes and interrupts every thread, as a debugger does. They go on when this process ends. */
const STOP_THREADS = `
  my $ptrace = shift;
  for my $thread (@ARGV) {
    for my $request (0x4206, 0x4207) {
      syscall($ptrace, $request, $thread + 0, 0, 0) == 0 or die "no thread is stopped: $!";
    }
  }
  syswrite(STDOUT, "done");
  sleep;
`;

/** The number of the call that stops another thread, by this computer's architecture. */
const PTRACE: Record<string, number> = { x64: 101, arm64: 117 };

/** Something that is done to a program until it is over. */
export class Interference {
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  /** Keeps the book to itself: whoever reads it waits, and gives up after some ten seconds. */
  static keepBook(dataDir: string): Promise<Interference> {
    return Interference.#begin(KEEP_BOOK, [join(dataDir, "book.sqlite3-shm")]);
  }

  /** Stops the threads that answer the window, and leaves those that draw it. */
  static stopDesk(pid: number): Promise<Interference> {
    const tasks = `/proc/${pid}/task`;
    const threads = readdirSync(tasks).filter((thread) =>
      readFileSync(join(tasks, thread, "comm"), "utf8").startsWith("tokio-"),
    );
    return Interference.#begin(STOP_THREADS, [String(PTRACE[process.arch]), ...threads]);
  }

  static async #begin(script: string, args: string[]): Promise<Interference> {
    const { child, said } = startTalking("perl", ["-e", script, ...args], { stderr: "inherit" });
    await until("the interference has begun", () => {
      if (child.exitCode !== null) throw new Error("the interference ended at once");
      return said() !== "";
    });
    return new Interference(child);
  }

  /** Ends it; the program goes on as if nothing had been. */
  end(): void {
    this.#process.kill("SIGKILL");
  }
}
