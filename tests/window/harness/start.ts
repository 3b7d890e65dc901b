/** Owns starting processes that nothing outlives, not even a test that failed. */
import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";

const running = new Set<ChildProcess>();

/** Starts a process. */
export function start(program: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, args, options);
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Starts a process that says something, and gives what it has said so far. */
export function startTalking(
  program: string,
  args: string[],
  {
    env = process.env,
    stderr = "ignore",
  }: { env?: NodeJS.ProcessEnv; stderr?: "inherit" | "ignore" },
): { child: ChildProcess; said: () => string } {
  const child = start(program, args, { env, stdio: ["ignore", "pipe", stderr] });
  let said = "";
  child.stdout?.on("data", (bytes: Buffer) => (said += bytes.toString()));
  return { child, said: () => said };
}

/** Ends every process that still runs. */
export function endAll(): void {
  for (const child of running) child.kill("SIGKILL");
}
