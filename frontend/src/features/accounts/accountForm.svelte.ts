/** Owns what is typed about an account, beside what is kept of it. */
import type { AccountInput, AccountView, EnvironmentView, IpcError } from "$ipc/call";
import { m } from "$messages";
import type { Finding } from "$ui";
import { refusedField, refusedWords, type AccountField } from "./refusedField";

/** What a new account begins with. */
export const NEW_ACCOUNT: AccountInput = {
  name: "",
  baseUrl: "https://graph.facebook.com",
  graphVersion: "v24.0",
  wabaId: "",
  phoneNumberId: "",
};

const NEEDED: readonly (keyof AccountInput)[] = [
  "name",
  "wabaId",
  "phoneNumberId",
  "graphVersion",
  "baseUrl",
];

/** The typed text is kept as typed and trimmed when it is used; what is not typed follows the account. */
export class AccountForm {
  readonly #kept: () => AccountInput;
  #typed = $state<Partial<AccountInput>>({});
  #said = $state<Partial<Record<AccountField, string>>>({});

  constructor(kept: () => AccountInput) {
    this.#kept = kept;
  }

  /** The text in a field. */
  text(field: keyof AccountInput): string {
    return this.#typed[field] ?? this.#kept()[field];
  }

  /** Takes what was typed into a field; what was said of it no longer holds. */
  type(field: keyof AccountInput, text: string): void {
    this.#typed[field] = text;
    this.#said[field] = undefined;
  }

  /** What there is to be sent to the desk. */
  get input(): AccountInput {
    return {
      name: this.text("name").trim(),
      baseUrl: this.text("baseUrl").trim(),
      graphVersion: this.text("graphVersion").trim(),
      wabaId: this.text("wabaId").trim(),
      phoneNumberId: this.text("phoneNumberId").trim(),
    };
  }

  get isDirty(): boolean {
    const [typed, kept] = [this.input, this.#kept()];
    return NEEDED.some((field) => typed[field] !== kept[field]);
  }

  /** Something other than the name differs, so that an earlier test was about something else. */
  get isElsewhere(): boolean {
    const [typed, kept] = [this.input, this.#kept()];
    return NEEDED.some((field) => field !== "name" && typed[field] !== kept[field]);
  }

  /** Goes back to what is kept. */
  drop(): void {
    this.#typed = {};
    this.#said = {};
  }

  /** What is said of a field. */
  findings(field: AccountField): Finding[] {
    const text = this.#said[field];
    return text === undefined ? [] : [{ severity: "error", text }];
  }

  /** Says something of a field. */
  say(field: AccountField, text: string): void {
    this.#said[field] = text;
  }

  /** Forgets what was said of a field. */
  hush(field: AccountField): void {
    this.#said[field] = undefined;
  }

  /** Marks what is still missing and returns the first such field. */
  firstMissing(): keyof AccountInput | null {
    const input = this.input;
    const missing = NEEDED.filter((field) => input[field] === "");
    for (const field of missing) this.say(field, m.accounts_needed());
    return missing[0] ?? null;
  }

  /** Puts a refusal of the desk at the field it is about; tells which, or that there is none. */
  refuse(error: IpcError, others: readonly AccountView[]): AccountField | null {
    const field = refusedField(error, this.input, others);
    if (field !== null) this.say(field, refusedWords(error));
    return field;
  }
}

/** What the desk will read from an address; it decides itself, and says what it refuses. */
export function environmentOf(address: string): EnvironmentView | null {
  const host = URL.canParse(address.trim()) ? new URL(address.trim()).hostname : "";
  if (host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host)) return "sandbox";
  return host === new URL(NEW_ACCOUNT.baseUrl).hostname ? "live" : null;
}
