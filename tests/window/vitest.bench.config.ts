/** Owns how the window is measured: alone, and in order. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["bench/*.ts"],
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 600_000,
    reporters: ["dot"],
    disableConsoleIntercept: true,
  },
});
