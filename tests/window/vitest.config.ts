/** Owns how the real window is tested: one at a time, since each has a display's focus. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["flows/**/*.test.ts"],
    setupFiles: ["harness/setup.ts"],
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["verbose"],
  },
});
