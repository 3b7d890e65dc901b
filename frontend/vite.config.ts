/** Owns how the window is built and how its units are tested. */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (below: string): string => fileURLToPath(new URL(below, import.meta.url));

/** The oldest engines that know `light-dark()`; older ones are not supported. */
const ENGINES = ["safari17.5", "chrome123"];

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  resolve: {
    alias: [
      { find: /^\$ui$/, replacement: path("src/ui/index.ts") },
      { find: /^\$ipc\//, replacement: `${path("src/ipc")}/` },
      { find: /^\$messages$/, replacement: path("src/messages/messages.js") },
      { find: /^\$locale$/, replacement: path("src/messages/runtime.js") },
    ],
  },
  build: {
    target: ENGINES,
    // The content-security policy allows nothing inline but pictures, and those stay files too.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  test: {
    environment: "happy-dom",
    setupFiles: ["./vitest.setup.ts"],
    include: ["src/**/*.test.ts", "lint/**/*.test.ts", "isolation/**/*.test.ts"],
    // A run that finds nothing to prove is a fault of the run.
    passWithNoTests: false,
  },
});
