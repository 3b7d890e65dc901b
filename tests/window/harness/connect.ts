/** Owns connecting an account as a person fills the form. */
import type { Provider } from "./cli.ts";
import type { Session } from "./session.ts";
import type { Window } from "./window.ts";

/** What the form asks for. */
export interface Connectable {
  base_url: string;
  waba_id: string;
  phone_number_id: string;
  access_token: string;
}

/** Connects an account from the first screen. */
export async function connectAccount(window: Window, account: Connectable): Promise<void> {
  await window.says("Connect an account");
  await window.click("Connect an account");
  await window.fill("Name", "Kaveri");
  await window.fill("Business account id", account.waba_id);
  await window.fill("Phone number id", account.phone_number_id);
  await window.click("Advanced");
  await window.fill("Base URL", account.base_url);
  await window.fill("Access token", account.access_token);
  await window.click("Connect");
}

/** What a connection goes through that begins with a refused token and a locked keyring. */
export type Trouble = "connect-refused" | "account-keyring" | "connect-testing" | "connect-ready";

/** Connects an account with a bad token and then a good one, and lets each state be seen. */
export async function connectInTrouble(
  session: Session,
  provider: Provider,
  window: Window,
  see: (trouble: Trouble) => Promise<void>,
): Promise<void> {
  await connectAccount(window, { ...provider.account, access_token: "a-token-nobody-knows" });
  await window.says("Cannot send or look up");
  await see("connect-refused");

  session.lock();
  await window.click("Replace the token…");
  await window.fill("Access token", provider.account.access_token);
  await window.press("Enter");
  await session.dismissPrompt();
  await window.says("The keyring is locked.");
  await see("account-keyring");

  provider.standStill();
  await window.click("Try again");
  await session.unlockInPrompt();
  await window.says("testing…");
  await see("connect-testing");
  provider.goOn();
  await window.says("Ready.");
  await see("connect-ready");
}
