// Owns the rule of who may import whom: features stand alone, parts know nobody, one folder speaks.
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

const SHELL = /^@tauri-/;
/** Tests may share made-up data that is no part of the window. */
const TEST = /\.test\.(ts|svelte)$/;

/** What a folder below `src` may import besides itself; `app` and the root may import all. */
const MAY_IMPORT = {
  ui: ["messages"],
  // Formats, so that a sentence writes an amount as the screen does.
  ipc: ["ui", "messages"],
  features: ["ui", "ipc", "messages"],
};

const ALIASES = [
  [/^\$ui(\/|$)/, "ui"],
  [/^\$ipc(\/|$)/, "ipc"],
  [/^\$(messages|locale)$/, "messages"],
];

export default {
  meta: {
    type: "problem",
    schema: [
      {
        type: "object",
        properties: { source: { type: "string" } },
        required: ["source"],
        additionalProperties: false,
      },
    ],
    messages: {
      shell: "Only src/ipc speaks to the shell; call a function of that folder.",
      other: "Features do not import each other; what both need belongs in src/ui or src/ipc.",
      upward: "`{{from}}` must not import `{{to}}`.",
    },
  },

  create(context) {
    const source = context.options[0].source;
    const from = placeOf(context.filename, source);

    function check(node, specifier) {
      if (SHELL.test(specifier)) {
        if (from.layer !== "ipc") {
          context.report({ node, messageId: "shell" });
        }
        return;
      }
      const to = target(specifier, context.filename, source);
      if (to?.layer === "outside" && TEST.test(context.filename)) {
        return;
      }
      if (to === undefined || from.layer === to.layer) {
        if (to?.layer === "features" && from.area !== to.area) {
          context.report({ node, messageId: "other" });
        }
        return;
      }
      const allowed = MAY_IMPORT[from.layer];
      if (allowed !== undefined && !allowed.includes(to.layer)) {
        context.report({ node, messageId: "upward", data: { from: from.layer, to: to.layer } });
      }
    }

    return {
      "ImportDeclaration, ExportAllDeclaration, ExportNamedDeclaration, ImportExpression"(node) {
        const specifier = node.source?.value;
        if (typeof specifier === "string") {
          check(node.source, specifier);
        }
      },
    };
  },
};

function target(specifier, filename, source) {
  const alias = ALIASES.find(([pattern]) => pattern.test(specifier));
  if (alias !== undefined) {
    return { layer: alias[1], area: undefined };
  }
  return specifier.startsWith(".")
    ? placeOf(resolve(dirname(filename), specifier), source)
    : undefined;
}

/** The folder directly below `src`, and for a feature its area. */
function placeOf(path, source) {
  const below = relative(source, path);
  if (below.startsWith("..") || isAbsolute(below)) {
    return { layer: "outside", area: undefined };
  }
  const [layer, area] = below.split(sep);
  return below.includes(sep) ? { layer, area } : { layer: "root", area: undefined };
}
