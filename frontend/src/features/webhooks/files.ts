/** Owns reading webhooks from files: each body, and the signature that lies beside it. */
import { m } from "$messages";

/** The largest file, in bytes. */
export const FILE_BYTES_MAX = 4 * 1_024 * 1_024;

const SIGNATURE = ".signature";

/** A file that was read, or why it was not. */
export type ReadFile =
  { name: string; body: string; signature: string | null } | { name: string; fault: string };

/** Reads every body with the signature of its name, `NAME.signature`, where one was chosen too. */
export async function readFiles(files: readonly File[]): Promise<ReadFile[]> {
  const signatures = new Map<string, File>();
  for (const file of files) {
    if (file.name.endsWith(SIGNATURE)) {
      signatures.set(file.name.slice(0, -SIGNATURE.length), file);
    }
  }
  const bodies = files.filter(({ name }) => !name.endsWith(SIGNATURE));
  const named = new Set(bodies.map(({ name }) => name));
  const alone = [...signatures].filter(([name]) => !named.has(name));
  return [
    ...(await Promise.all(bodies.map((file) => readOne(file, signatures.get(file.name))))),
    ...alone.map(([name, file]) => ({
      name: file.name,
      fault: m.webhooks_signature_alone({ name }),
    })),
  ];
}

async function readOne(file: File, signature: File | undefined): Promise<ReadFile> {
  const { name } = file;
  if (file.size > FILE_BYTES_MAX) return { name, fault: m.webhooks_too_large() };
  try {
    const body = textOf(await file.arrayBuffer());
    const beside = signature === undefined ? null : textOf(await signature.arrayBuffer()).trim();
    return { name, body, signature: beside };
  } catch (thrown) {
    const isNoText = thrown instanceof TypeError;
    return { name, fault: isNoText ? m.webhooks_no_text() : String(thrown) };
  }
}

/** The text, byte for byte: a signature is over the bytes. Throws where it is none. */
function textOf(bytes: ArrayBuffer): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
