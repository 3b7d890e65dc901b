/** Owns the system's own dialog for files, answered as a person does: by typing a path. */
import { execFileSync, spawnSync } from "node:child_process";
import { until } from "./until.ts";

/** The dialogs that save a file and that open one, by what the system writes above them. */
const DIALOGS = ["search", "--onlyvisible", "--name", "^(Save|Open)( File)?$"];

/** Types the path of a file into the dialog that is open, and confirms it. */
export async function answerFileDialog(path: string): Promise<void> {
  await inDialog(() => {
    // A slash asks for a place, whatever has the focus; what it begins with is replaced.
    xdotool("key", "ctrl+a");
    xdotool("type", "--delay", "15", path);
    xdotool("key", "Return");
  });
}

/** Leaves the dialog that is open. */
export async function leaveFileDialog(): Promise<void> {
  await inDialog(() => xdotool("key", "Escape"));
}

async function inDialog(answer: () => void): Promise<void> {
  const id = await until("the system asks for a file", dialog);
  xdotool("windowfocus", "--sync", id);
  answer();
  await until("the system’s dialog is gone", () => dialog() === undefined);
}

function dialog(): string | undefined {
  const { stdout } = spawnSync("xdotool", DIALOGS, { encoding: "utf8" });
  return stdout.trim().split("\n").find(Boolean);
}

function xdotool(...args: string[]): void {
  execFileSync("xdotool", args);
}
