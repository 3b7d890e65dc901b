/** Owns the words of a test's steps. */
import type { AccountView, IpcError, TestStepName, TestStepView } from "$ipc/call";
import { complaintWords } from "$ipc/complaints";
import { faultWords } from "$ipc/words";
import { m } from "$messages";
import { keyringMeaning } from "./keyring";
import { sentence } from "./refusedField";

/** Every step in its order, for a test that has not been made. */
export const STEPS: readonly TestStepName[] = [
  "keyring",
  "reachable",
  "token",
  "phone_number",
  "configurations",
];

/** The part of an account's address that a person knows it by. */
function host(account: Pick<AccountView, "baseUrl">): string {
  return URL.canParse(account.baseUrl) ? new URL(account.baseUrl).host : account.baseUrl;
}

/** What a step shows when it passes. */
export function stepTitle(step: TestStepName, account: Pick<AccountView, "baseUrl">): string {
  switch (step) {
    case "keyring":
      return m.accounts_step_keyring();
    case "reachable":
      return m.accounts_step_reachable({ host: host(account) });
    case "token":
      return m.accounts_step_token();
    case "phone_number":
      return m.accounts_step_phone_number();
    case "configurations":
      return m.accounts_step_configurations();
  }
}

/** What a failed step says: what is wrong, what that means, and what to do where it is known. */
export interface FailedWords {
  title: string;
  meaning: string;
  advice: string | null;
}

/** Words a failure by what is wrong, since a step can fail in several ways. */
export function failedWords(
  { step, fault }: TestStepView,
  account: Pick<AccountView, "baseUrl" | "name">,
): FailedWords {
  const meaning =
    step === "configurations" ? m.accounts_step_means_configurations() : m.accounts_step_means();
  if (fault === null) return { title: stepTitle(step, account), meaning, advice: null };
  if (fault.keyring !== null) return keyringWords(fault.keyring, account.name);

  const said = fault.complaint === null ? null : complaintWords(fault.complaint);
  const what = said?.what ?? sentence(fault.what);
  const advice = fault.advice ?? said?.next ?? null;
  if (step !== "reachable") return { title: what.replace(/\.$/, ""), meaning, advice };
  const title = m.accounts_step_unreachable({ host: host(account) });
  return { title, meaning: `${what} ${meaning}`, advice };
}

function keyringWords(error: IpcError, name: string): FailedWords {
  if (error.code === "credential_missing") {
    const { title } = faultWords({ code: "credential_missing", account: name });
    return { title, meaning: m.accounts_step_means(), advice: null };
  }
  const words = faultWords(error);
  return { title: words.title, meaning: keyringMeaning(error) ?? words.meaning, advice: null };
}
