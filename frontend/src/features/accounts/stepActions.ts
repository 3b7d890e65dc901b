/** Owns what can be done about a failed step from where it is shown; what helps most comes first. */
import type { AccountView, TestStepView } from "$ipc/call";
import { m } from "$messages";
import type { AccountField } from "./refusedField";

/** A field to go to, or a step that needs no typing. */
export type StepAction = AccountField | "again" | "restart";

/** Says what can be done. */
export function stepActions({ step, fault }: TestStepView, account: AccountView): StepAction[] {
  // Starting the simulator gives its account an address and a token that work.
  if (account.isOwnSandbox) return ["restart"];
  if (fault === null || fault.complaint?.meaning === "terms_not_accepted") return ["again"];
  // The ids of an account with orders are fixed; then only the token's rights are left.
  const areIdsFree = !account.hasOrders;
  switch (step) {
    case "keyring":
      return fault.keyring?.code === "credential_missing" ? ["accessToken"] : ["again"];
    case "reachable":
      return ["again", "baseUrl"];
    case "token":
      // Without a code nobody refused the token: the answer said neither yes nor no.
      return fault.complaint === null ? ["again"] : ["accessToken"];
    case "phone_number":
      return areIdsFree ? ["phoneNumberId", "accessToken"] : ["accessToken"];
    case "configurations":
      return areIdsFree ? ["wabaId", "accessToken"] : ["accessToken"];
  }
}

/** The words on its button. */
export function actionWords(action: StepAction, account: AccountView): string {
  switch (action) {
    case "again":
      return m.accounts_try_again();
    case "restart":
      return m.accounts_own_restart();
    case "baseUrl":
      return m.accounts_fix_address();
    case "phoneNumberId":
      return m.accounts_fix_number();
    case "wabaId":
      return m.accounts_fix_business();
    default:
      return account.accessTokenSetAtMs === null
        ? m.accounts_set_token()
        : m.accounts_replace_token();
  }
}
