/** Owns what an environment is called and whose accounts are in it. */
import type { AccountView, EnvironmentView, StartView } from "$ipc/call";
import { m } from "$messages";

/** Live comes first: it is the one that matters. */
export const ENVIRONMENTS: readonly EnvironmentView[] = ["live", "sandbox"];

/** The accounts of one environment, by name. */
export function accountsIn(start: StartView, environment: EnvironmentView): AccountView[] {
  return start.accounts.filter((account) => account.environment === environment);
}

export function environmentWord(environment: EnvironmentView): string {
  return environment === "live" ? m.app_environment_live() : m.app_environment_sandbox();
}

/** Who is shown: one account by its name, several together. */
export function whose(
  accounts: readonly AccountView[],
  environment: EnvironmentView,
): { name: string; more: string } {
  const [only] = accounts;
  if (accounts.length === 1 && only !== undefined) {
    const more = environment === "live" ? m.app_environment_live() : m.app_simulated();
    return { name: only.name, more };
  }
  const all = environment === "live" ? m.app_all_live() : m.app_all_sandbox();
  return { name: all, more: m.app_accounts_count({ count: accounts.length }) };
}
