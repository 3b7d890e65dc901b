/** Owns how the pictures of docs/screens are taken: one window after the other. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["screens/*.ts"],
    setupFiles: ["harness/setup.ts"],
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    reporters: ["verbose"],
  },
});
