/** Owns measuring as a ratio: two ways of doing something, in turns in one run. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";

const FOLDER = join(ROOT, "out/bench-window");
/** The first round warms both sides up and does not count. */
const ROUNDS = 7;

/** One measured pair, in milliseconds. */
export interface Pair {
  subject: () => Promise<number>;
  baseline: () => Promise<number>;
}

/** Measures a pair in turns, tells and keeps the ratio, and fails above the target. */
export async function measure(name: string, target: number, pair: Pair): Promise<void> {
  const subjects: number[] = [];
  const baselines: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [subject, baseline] = [await pair.subject(), await pair.baseline()];
    if (round > 0) {
      subjects.push(subject);
      baselines.push(baseline);
    }
  }
  const [subject, baseline] = [median(subjects), median(baselines)];
  const ratio = subject / baseline;
  const figures = `${subject.toFixed(2)} ms against ${baseline.toFixed(2)} ms`;
  console.log(`${name}: ${ratio.toFixed(2)} (target ${target}; ${figures}, ${ROUNDS} rounds)`);
  mkdirSync(FOLDER, { recursive: true });
  const kept = { name, ratio, target, subject, baseline, subjects, baselines };
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  if (ratio > target) throw new Error(`${name} is ${ratio.toFixed(2)}, above ${target}`);
}

function median(figures: number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
