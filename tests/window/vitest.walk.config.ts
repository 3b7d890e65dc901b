/** Owns the walk through the main job that `make run` shows where there is no display. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["walk/*.ts"],
    testTimeout: 120_000,
    reporters: ["dot"],
    disableConsoleIntercept: true,
  },
});
