/** Owns finding the field that a refusal is about, by the names the desk gives the fields. */
import type { AccountInput, AccountView, IpcError } from "$ipc/call";
import { m } from "$messages";

export type AccountField = keyof AccountInput | "accessToken" | "appSecret";

/** The first name that occurs decides, so that a longer one stands before what it contains. */
const NAMES: readonly (readonly [string, AccountField])[] = [
  ["app secret", "appSecret"],
  ["access token", "accessToken"],
  ["credential", "accessToken"],
  ["phone number id cannot", "phoneNumberId"],
  ["business account id", "wabaId"],
  ["graph version", "graphVersion"],
  ["sandbox on this machine", "baseUrl"],
  ["graph.facebook.com", "baseUrl"],
  ["the address", "baseUrl"],
  ["account's name", "name"],
];

/** The field a refusal is about, or null when that cannot be told. */
export function refusedField(
  error: IpcError,
  input: AccountInput,
  others: readonly AccountView[],
): AccountField | null {
  switch (error.code) {
    case "input_refused":
    case "credential_refused": {
      const words = error.words.toLowerCase();
      const found = NAMES.find(([name]) => words.includes(name));
      return found?.[1] ?? (error.code === "credential_refused" ? "accessToken" : null);
    }
    case "taken":
      return takenField(input, others);
    default:
      return null;
  }
}

/** The desk says that something is taken; the other accounts say what. */
function takenField(input: AccountInput, others: readonly AccountView[]): AccountField | null {
  if (others.some(({ phoneNumberId }) => phoneNumberId === input.phoneNumberId)) {
    return "phoneNumberId";
  }
  return others.some(({ name }) => name === input.name) ? "name" : null;
}

/** What is said at the field. */
export function refusedWords(error: IpcError): string {
  switch (error.code) {
    case "taken":
      return m.accounts_taken();
    case "input_refused":
    case "credential_refused":
      return sentence(error.words);
    default:
      return "";
  }
}

/** Makes a sentence of what the desk or a provider put into words. */
export function sentence(words: string): string {
  const text = words.trim();
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
