/** Owns asking about accounts. A credential passes through once and is kept nowhere here. */
import { createQuery } from "@tanstack/svelte-query";
import { call, commands, type AccountInput, type AccountView, type CredentialKind } from "./call";
import { client } from "./client";
import { keys } from "./keys";

const stale = () =>
  Promise.all([
    client.invalidateQueries({ queryKey: keys.accounts }),
    client.invalidateQueries({ queryKey: keys.start }),
  ]);

/** Shows an account as the desk just told it, while everything else about accounts is asked again. */
function told(account: AccountView): AccountView {
  client.setQueryData<AccountView[]>(keys.accounts, (all = []) => [
    ...all.filter(({ id }) => id !== account.id),
    account,
  ]);
  void stale();
  return account;
}

/** Every account in use, by name; asked again on every visit, since orders decide what may change. */
export function accountList() {
  return createQuery(
    () => ({
      queryKey: keys.accounts,
      queryFn: () => call(commands.accountList()),
      staleTime: 0,
    }),
    () => client,
  );
}

/** Adds an account; its token goes to the keyring first. No mutation, which would keep the token. */
export async function accountAdd(
  input: AccountInput,
  accessToken: string,
  appSecret: string | null,
): Promise<AccountView> {
  return told(await call(commands.accountAdd(input, accessToken, appSecret)));
}

/** Changes what is said of an account. */
export async function accountEdit(accountId: string, input: AccountInput): Promise<AccountView> {
  return told(await call(commands.accountEdit(accountId, input)));
}

/** Takes an account out of use and its credentials out of the keyring. */
export async function accountRemove(accountId: string): Promise<void> {
  await call(commands.accountRemove(accountId));
  void stale();
}

/** Replaces a credential in the keyring. No mutation, which would keep the secret. */
export async function credentialSet(
  accountId: string,
  kind: CredentialKind,
  secret: string,
): Promise<AccountView> {
  return told(await call(commands.credentialSet(accountId, kind, secret)));
}

/** Expects from now on that an account is paid by this UPI id too. */
export async function payeeExpect(accountId: string, upiId: string): Promise<AccountView> {
  return told(await call(commands.payeeExpect(accountId, upiId)));
}

/** Takes back a UPI id that a person named for an account. */
export async function payeeForget(accountId: string, upiId: string): Promise<AccountView> {
  return told(await call(commands.payeeForget(accountId, upiId)));
}

const testOf = (accountId: string) => ({
  queryKey: keys.accountTest(accountId),
  queryFn: () => call(commands.accountTest(accountId)),
});

/** What the last test of an account found; `testAccount` makes one. */
export function accountTest(accountId: () => string) {
  return createQuery(
    () => ({ ...testOf(accountId()), enabled: false, gcTime: Infinity }),
    () => client,
  );
}

/** Asks the provider whether an account works; reads and never sends. A test under way is about
 * what was kept before, so its answer no longer counts. */
export async function testAccount(accountId: string): Promise<void> {
  await client.cancelQueries({ queryKey: keys.accountTest(accountId) });
  await client.prefetchQuery({ ...testOf(accountId), staleTime: 0, gcTime: Infinity });
}

/** The payment configurations the provider lists for an account. */
export function configurationList(accountId: () => string) {
  return createQuery(
    () => ({
      queryKey: keys.configurations(accountId()),
      queryFn: () => call(commands.configurationList(accountId())),
      enabled: accountId() !== "",
      staleTime: 300_000,
    }),
    () => client,
  );
}
