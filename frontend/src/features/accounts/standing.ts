/** Owns what is said of an account at a glance: what its credentials and its last test allow. */
import type { AccountTestView, AccountView } from "$ipc/call";
import { m } from "$messages";
import type { IconName, Tone } from "$ui";

export interface AccountStanding {
  tone: Tone;
  icon: IconName;
  text: string;
  /** A person has to act. */
  isLoud: boolean;
}

/** Says it, or nothing for an account that has a token and was not tested. */
export function accountStanding(
  account: AccountView,
  test: AccountTestView | undefined,
): AccountStanding | null {
  const failed = test?.steps.find(({ outcome }) => outcome === "failed");
  if (failed?.step === "configurations") {
    return { tone: "warn", icon: "s-alert", text: m.accounts_badge_unsure(), isLoud: true };
  }
  if (failed !== undefined) {
    return { tone: "bad", icon: "s-failed", text: m.accounts_badge_cannot(), isLoud: true };
  }
  if (test?.isGood === true) {
    return { tone: "good", icon: "s-paid", text: m.accounts_badge_works(), isLoud: false };
  }
  if (account.accessTokenSetAtMs === null && !account.isOwnSandbox) {
    return { tone: "bad", icon: "key", text: m.accounts_badge_no_token(), isLoud: true };
  }
  return null;
}
