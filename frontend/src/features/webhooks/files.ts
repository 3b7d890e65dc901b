/** Owns reading webhooks from files: each body, and the signature that lies beside it. */
import { m } from "$messages";

/** The largest file, in bytes. */
export const FILE_BYTES_MAX = 4 * 1_024 * 1_024;

const SIGNATURE = ".signature";

/** A file that was read, or why it was not. */
export type ReadFile =
  { name: string; body: string; signature: string | null } | { name: string; fault: string };

/** A body and the signature of its name, `NAME.signature`; one of them may be missing. */
export interface Pair {
  name: string;
  body: File | undefined;
  signature: File | undefined;
}

/** Puts every body together with its signature. */
export function pairsOf(files: readonly File[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const file of files) {
    const isSignature = file.name.endsWith(SIGNATURE);
    const name = isSignature ? file.name.slice(0, -SIGNATURE.length) : file.name;
    const pair = pairs.get(name) ?? { name, body: undefined, signature: undefined };
    pairs.set(name, isSignature ? { ...pair, signature: file } : { ...pair, body: file });
  }
  return [...pairs.values()];
}

/** Reads one body with its signature. */
export async function readPair({ name, body, signature }: Pair): Promise<ReadFile> {
  if (body === undefined) {
    return { name: `${name}${SIGNATURE}`, fault: m.webhooks_signature_alone({ name }) };
  }
  if (Math.max(body.size, signature?.size ?? 0) > FILE_BYTES_MAX) {
    return { name, fault: m.webhooks_too_large() };
  }
  try {
    const text = textOf(await body.arrayBuffer());
    const beside = signature === undefined ? null : textOf(await signature.arrayBuffer()).trim();
    return { name, body: text, signature: beside };
  } catch (thrown) {
    const isNoText = thrown instanceof TypeError;
    return { name, fault: isNoText ? m.webhooks_no_text() : String(thrown) };
  }
}

/** The text, byte for byte: a signature is over the bytes. Throws where it is none. */
function textOf(bytes: ArrayBuffer): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
