// @vitest-environment node
/** Owns the proof that each rule of ours fires, and lets pass what it should. */
import { ESLint } from "eslint";
import { beforeAll, describe, expect, it } from "vitest";

const eslint = new ESLint({
  cwd: new URL("..", import.meta.url).pathname,
  // The example need not exist on the disk, so the rules that ask the type checker are left out.
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      "@typescript-eslint/no-floating-promises": "off",
      "@typescript-eslint/switch-exhaustiveness-check": "off",
    },
  },
});

// The first text also loads the parsers.
beforeAll(() => eslint.lintText("", { filePath: "src/features/orders/a.ts" }), 60_000);

async function rulesBrokenBy(path: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: path });
  return result?.messages.map(({ ruleId }) => ruleId) ?? [];
}

const FEATURE = "src/features/orders/Orders.svelte";
const PART = "src/ui/Part.ts";

describe("who may import whom", () => {
  const RULE = "counterfoil/boundaries";

  it.each([
    ["a feature another feature", FEATURE, "../compose/draft"],
    ["a feature the application", FEATURE, "../../app/route.svelte"],
    ["a feature the shell", FEATURE, "@tauri-apps/api/core"],
    ["a part a feature", PART, "../features/orders/filters"],
    ["a part the ipc", PART, "$ipc/orders"],
    ["a part the ipc by its path", PART, "../ipc/orders"],
    ["a part the application", PART, "../app/route.svelte"],
    ["a part the shell", PART, "@tauri-apps/api/event"],
    ["a feature what is no part of the window", FEATURE, "../../../dev/fixtures"],
    ["the ipc a feature", "src/ipc/orders.ts", "../features/orders/filters"],
    ["the application the shell", "src/app/Rail.svelte", "@tauri-apps/api/window"],
  ])("forbids %s", async (_, path, specifier) => {
    expect(await rulesBrokenBy(path, inFile(path, specifier))).toEqual([RULE]);
  });

  it.each([
    ["a feature its own files", FEATURE, "./filters"],
    ["a feature the parts", FEATURE, "$ui"],
    ["a feature the ipc", FEATURE, "$ipc/orders"],
    ["a feature the messages", FEATURE, "$messages"],
    ["a feature a package", FEATURE, "svelte"],
    ["a part a part", PART, "./table/extent"],
    ["the ipc the shell", "src/ipc/call.ts", "@tauri-apps/api/core"],
    ["the application a feature", "src/app/App.svelte", "../features/orders/Orders.svelte"],
    ["a test what is made up for tests", "src/features/orders/a.test.ts", "../../../dev/fixtures"],
    ["the root everything", "src/main.ts", "./app/App.svelte"],
  ])("allows %s", async (_, path, specifier) => {
    expect(await rulesBrokenBy(path, inFile(path, specifier))).toEqual([]);
  });

  it("sees what is exported on and what is loaded late", async () => {
    const onward = 'export { a } from "../compose/draft";\n';
    const late = 'export const a = () => import("../compose/draft");\n';

    expect(await rulesBrokenBy("src/features/orders/a.ts", onward)).toEqual([RULE]);
    expect(await rulesBrokenBy("src/features/orders/a.ts", late)).toEqual([RULE]);
  });

  function inFile(path: string, specifier: string): string {
    const code = `import { a } from "${specifier}";\n`;
    return path.endsWith(".svelte")
      ? `<script lang="ts">\n  ${code}</script>\n\n{a}\n`
      : `${code}export const b = a;\n`;
  }
});

describe("words on the screen", () => {
  const RULE = "counterfoil/catalogue";

  it.each([
    "<p>Nothing here yet.</p>",
    '<button aria-label="Close"></button>',
    '<input placeholder="Search" />',
    '<p title={open ? "Open" : "Closed"}></p>',
    '<p>{"Nothing"}</p>',
    "<p>{`${open} orders`}</p>",
    '<p title="{open} orders"></p>',
  ])("are refused as in %s", async (markup) => {
    const code = `<script lang="ts">\n  let { open }: { open: boolean } = $props();\n</script>\n\n`;
    const found = await rulesBrokenBy(FEATURE, `${code}${markup}\n{open}\n`);
    expect(new Set(found.filter((rule) => rule?.startsWith("counterfoil/")))).toEqual(
      new Set([RULE]),
    );
  });

  it.each([
    "<p>{m.orders_none()}</p>",
    "<p>—, 1 · 2</p>",
    '<p class="stack" data-state="paid">{open}</p>',
    '<p title={m.orders_none()}>{open === "yes" ? m.a() : m.b()}</p>',
  ])("are accepted as in %s", async (markup) => {
    const code = `<script lang="ts">\n  import { m } from "$messages";\n  let { open } = $props();\n</script>\n\n`;
    expect(await rulesBrokenBy(FEATURE, `${code}{m.a()}{open}${markup}\n`)).toEqual([]);
  });
});

describe("what else is refused", () => {
  it.each([
    ["markup from data", "<p>{@html words}</p>", "svelte/no-at-html-tags"],
    ["a style attribute", '<p style="color: red">{words}</p>', "no-restricted-syntax"],
    ["a style attribute made up", "<p style={words}>1</p>", "no-restricted-syntax"],
  ])("%s", async (_, markup, rule) => {
    const code = `<script lang="ts">\n  let { words }: { words: string } = $props();\n</script>\n\n`;
    expect(await rulesBrokenBy(FEATURE, `${code}{words}${markup}\n`)).toEqual([rule]);
  });

  it("leaves a part's own property of that name", async () => {
    const code = `<script lang="ts">\n  import { Time } from "$ui";\n</script>\n\n<Time ms={0} style="age" />\n`;
    expect(await rulesBrokenBy(FEATURE, code)).toEqual([]);
  });

  it("leaves the style directive, which the engine takes as code", async () => {
    const code = `<script lang="ts">\n  let { width }: { width: string } = $props();\n</script>\n\n<p style:width>1</p>\n`;
    expect(await rulesBrokenBy(FEATURE, code)).toEqual([]);
  });

  it.each([
    ["any", "export const a: any = 1;", "@typescript-eslint/no-explicit-any"],
    [
      "a claim about data",
      "export const a = b as string;",
      "@typescript-eslint/consistent-type-assertions",
    ],
    ["text into markup", "document.body.innerHTML = a;", "no-restricted-syntax"],
    ["a format of its own", 'new Intl.NumberFormat("en").format(1);', "no-restricted-syntax"],
    ["a sum of amounts", "export const a = order.totalMinor + 1;", "no-restricted-syntax"],
    ["eval", "eval(a);", "no-eval"],
  ])("%s", async (_, code, rule) => {
    expect(await rulesBrokenBy("src/features/orders/a.ts", `${code}\n`)).toEqual([rule]);
  });
});
