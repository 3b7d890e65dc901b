// Owns what the code of the window must look like beyond its types.
import { fileURLToPath } from "node:url";
import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";
import boundaries from "./lint/boundaries.js";
import catalogue from "./lint/catalogue.js";
import svelteConfig from "./svelte.config.js";

const source = fileURLToPath(new URL("src", import.meta.url));

/** What the content-security policy would refuse, or what would let data become markup. */
const UNSAFE = [
  {
    selector: "SvelteElement[kind='html'] > SvelteStartTag > SvelteAttribute[key.name='style']",
    message: "The content-security policy refuses style attributes; use a class or `style:`.",
  },
  {
    selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
    message: "Text is never turned into markup here.",
  },
];

/** What only `ui` may do, so that amounts and moments look alike everywhere. */
const FORMATS = [
  {
    selector: "MemberExpression[object.name='Intl']",
    message: "Amounts are written by <Money>, counts by formatCount, moments by <Time>.",
  },
  {
    selector: "MemberExpression[property.name=/^toLocale(Date|Time)?String$/]",
    message: "Amounts are written by <Money>, counts by formatCount, moments by <Time>.",
  },
  {
    selector:
      "BinaryExpression[operator=/^[-+*/%]$/] > :matches(MemberExpression[property.name=/[mM]inor$/], Identifier[name=/[mM]inor$/])",
    message: "The window computes no money; Rust has the sum.",
  },
];

export default ts.config(
  { ignores: ["dist/", "src/messages/", "src/ipc/bindings.ts"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  {
    files: ["src/**/*.ts", "src/**/*.svelte"],
    plugins: { counterfoil: { rules: { boundaries, catalogue } } },
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: [".svelte"] } },
    rules: {
      "counterfoil/boundaries": ["error", { source }],
      "counterfoil/catalogue": "error",
      "no-restricted-syntax": ["error", ...UNSAFE, ...FORMATS],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // The compiler of components speaks of these with more knowledge.
      "no-undef": "off",
      "svelte/no-at-html-tags": "error",
      "svelte/no-navigation-without-resolve": "off",
      // What must not be tracked is as common here as what must: `$state.raw` decides.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    files: ["src/ui/**"],
    rules: { "no-restricted-syntax": ["error", ...UNSAFE] },
  },
  {
    // Tests make up data and texts of their own.
    files: ["src/**/*.test.ts", "src/**/*.test.svelte"],
    rules: {
      "counterfoil/catalogue": "off",
      "no-restricted-syntax": "off",
      "@typescript-eslint/consistent-type-assertions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
