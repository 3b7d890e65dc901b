/** Owns what a keyring that is in the way means for the day's work. */
import type { IpcError } from "$ipc/call";
import { m } from "$messages";

/** What still works and what to do, or null when the fault is not the keyring's. */
export function keyringMeaning(error: IpcError): string | null {
  switch (error.code) {
    case "keyring_locked":
      return m.accounts_keyring_locked();
    case "keyring_absent":
      return m.accounts_keyring_absent();
    case "keyring_silent":
      return m.accounts_keyring_silent();
    case "keyring_denied":
      return m.accounts_keyring_denied();
    case "keyring_failed":
      return m.accounts_keyring_failed({ words: error.words });
    default:
      return null;
  }
}
