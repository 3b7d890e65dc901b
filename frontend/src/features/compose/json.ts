/** Owns how a request is laid out to be read: white space between its parts, never a changed one. */

/** A part of the text and what it is. */
export interface Part {
  kind: "key" | "text" | "number" | "plain";
  text: string;
}

const INDENT = "  ";

/** A string, a run of anything else that stands together, or one mark. White space is left out. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs;

/**
 * Lays out JSON by its own marks. Nothing is parsed and written again: numbers, escapes, order and
 * double fields stay exactly what leaves.
 */
export function laidOut(json: string): Part[] {
  const tokens = json.match(TOKEN) ?? [];
  const parts: Part[] = [];
  let depth = 0;
  const plain = (text: string): void => {
    const last = parts.at(-1);
    if (last?.kind === "plain") {
      last.text += text;
    } else {
      parts.push({ kind: "plain", text });
    }
  };
  const newLine = (): void => plain(`\n${INDENT.repeat(depth)}`);

  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    switch (token) {
      case "{":
      case "[":
        plain(token);
        if (next !== "}" && next !== "]") {
          depth += 1;
          newLine();
        }
        break;
      case "}":
      case "]":
        if (!isOpener(tokens[index - 1])) {
          depth = Math.max(0, depth - 1);
          newLine();
        }
        plain(token);
        break;
      case ",":
        plain(token);
        newLine();
        break;
      case ":":
        plain(": ");
        break;
      default:
        parts.push({ kind: kindOf(token, next), text: token });
    }
  });
  return parts;
}

const isOpener = (token: string | undefined): boolean => token === "{" || token === "[";

function kindOf(token: string, next: string | undefined): Part["kind"] {
  if (token.startsWith('"')) {
    return next === ":" ? "key" : "text";
  }
  return /^-?\d/.test(token) ? "number" : "plain";
}
