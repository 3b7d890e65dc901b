/** Owns connecting an account as a person fills the form. */
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
