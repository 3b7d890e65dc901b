/** Owns making raw JSON readable: only the white space between its words changes, never a word. */

/** Deeper text would grow with the square of its depth; nobody reads it indented anyway. */
const DEPTH_MAX = 40;

/** A string (the last one may be cut), a bracket, a comma or colon, or any other word. */
const WORDS = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|[[\]{}]|[,:]|[^\s"[\]{},:]+/g;

/** Returns JSON with indentation, and any other text exactly as it is. */
export function indentJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) {
    return text;
  }
  const closings: string[] = [];
  let before = "";
  let out = "";
  for (const [word] of text.matchAll(WORDS)) {
    if (word === "}" || word === "]") {
      if (closings.pop() !== word) {
        return text;
      }
      out += isOpening(before) ? word : line(closings.length) + word;
    } else {
      const isFirst = isOpening(before) || before === ",";
      out += isFirst ? line(closings.length) + word : word;
      out += word === ":" ? " " : "";
    }
    if (isOpening(word)) {
      closings.push(word === "{" ? "}" : "]");
    }
    if (closings.length > DEPTH_MAX) {
      return text;
    }
    before = word;
  }
  return out;
}

function isOpening(word: string): boolean {
  return word === "{" || word === "[";
}

function line(depth: number): string {
  return `\n${"  ".repeat(depth)}`;
}
