// Owns how components are compiled: their styles become files, never injected text.
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess({ style: false }),
  compilerOptions: { runes: true, css: "external" },
};
