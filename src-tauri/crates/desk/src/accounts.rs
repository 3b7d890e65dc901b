//! Owns adding, editing and removing accounts, and what is shown of them.

use crate::{
    activity::tell_account, credentials::Credentials, desk::Desk, error::DeskError,
    events::DeskEvent,
};
use counterfoil_domain::{
    account::{Account, ProviderId},
    activity::Deed,
    ids::AccountId,
    upi::ExpectedPayee,
};
use counterfoil_providers::{BaseUrl, EndpointError, meta::Target};
use counterfoil_store::{Db, StoreError, Tx};

/// What an operator says of a new account.
#[derive(Clone, Debug)]
pub struct AddAccount {
    /// A name of the operator's choice.
    pub name: String,
    /// Where it lives; the environment follows from it.
    pub base_url: String,
    /// Version part of Graph paths, such as `v24.0`.
    pub graph_version: String,
    /// WhatsApp Business Account id.
    pub waba_id: String,
    /// Phone number id.
    pub phone_number_id: String,
}

/// What an operator says of an account that is there.
#[derive(Clone, Debug)]
pub struct EditAccount {
    /// A name of the operator's choice.
    pub name: String,
    /// Where its calls go, within its environment.
    pub base_url: String,
    /// Version part of Graph paths, such as `v24.0`.
    pub graph_version: String,
    /// WhatsApp Business Account id; it stays once the account has orders.
    pub waba_id: String,
    /// Phone number id; it stays once the account has orders.
    pub phone_number_id: String,
}

/// An account with what decides about changing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountShown {
    /// The account.
    pub account: Account,
    /// It was not taken out of use.
    pub is_in_use: bool,
    /// It has orders, so its ids stay.
    pub has_orders: bool,
    /// Nobody knows the end of one of its operations yet, so it cannot be removed.
    pub has_unresolved: bool,
    /// The UPI ids that it expects to be paid; one that two vouch for is there twice.
    pub expected_payees: Vec<ExpectedPayee>,
}

impl EditAccount {
    /// An account as it is.
    pub fn of(account: &Account) -> Self {
        Self {
            name: account.name.clone(),
            base_url: account.base_url.clone(),
            graph_version: account.graph_version.clone(),
            waba_id: account.waba_id.clone(),
            phone_number_id: account.phone_number_id.clone(),
        }
    }
}

impl Desk {
    /// Adds an account, or takes a removed one of the same number into use again: that keeps what
    /// was sent from it blocked. Its credentials are in the keyring before the book knows of it, so
    /// that a locked keyring adds nothing.
    ///
    /// # Errors
    /// The address or an id is not usable, the keyring refuses, or the name or number is in use.
    pub async fn add_account(
        &self,
        new: AddAccount,
        credentials: Credentials,
    ) -> Result<Account, DeskError> {
        let now_ms = self.now_ms();
        let base_url = BaseUrl::parse(&new.base_url)?;
        let account = Account {
            id: AccountId::new(now_ms, self.id_bytes()),
            environment: base_url.environment(),
            name: named(&new.name)?,
            provider: ProviderId::Meta,
            base_url: base_url.as_str().to_owned(),
            graph_version: new.graph_version.trim().to_owned(),
            waba_id: new.waba_id.trim().to_owned(),
            phone_number_id: new.phone_number_id.trim().to_owned(),
            created_at_ms: now_ms,
            access_token_set_at_ms: Some(now_ms),
            app_secret_set_at_ms: credentials.app_secret.as_ref().map(|_| now_ms),
        };
        Target::of(&account)?;
        let removed = self.removed_account(&account).await?;
        let is_back = removed.is_some();
        let account = match removed {
            Some(Account {
                id, created_at_ms, ..
            }) => Account {
                id,
                created_at_ms,
                ..account
            },
            None => account,
        };
        self.keep_credentials(&account, credentials).await?;

        let backend = self.inner.vault.backend();
        let adding = account.clone();
        let added = self
            .inner
            .store
            .write(move |tx| {
                if is_back {
                    tx.revive_account(&adding)?;
                } else {
                    tx.add_account(&adding)?;
                }
                tx.note_access_token(adding.id, backend, now_ms)?;
                tx.note_app_secret(adding.id, adding.app_secret_set_at_ms)?;
                tell_account(tx, Deed::Account, adding.id, "account added", now_ms)
            })
            .await;
        if let Err(error) = added {
            self.forget_credentials(&account).await?;
            return Err(error.into());
        }
        self.announce(DeskEvent::AccountsChanged);
        Ok(account)
    }

    /// Changes what an operator says of an account, within its environment.
    ///
    /// # Errors
    /// There is no such account in use, something said is not usable, the address belongs to
    /// another environment, or the name or number is in use. [`DeskError::HasOrders`] when its ids
    /// would change although it has orders.
    pub async fn edit_account(
        &self,
        id: AccountId,
        edit: EditAccount,
    ) -> Result<Account, DeskError> {
        let base_url = BaseUrl::parse(&edit.base_url)?;
        let known = self.account_in_use(id).await?;
        if base_url.environment() != known.environment {
            return Err(EndpointError::OtherEnvironment.into());
        }
        let edited = Account {
            name: named(&edit.name)?,
            base_url: base_url.as_str().to_owned(),
            graph_version: edit.graph_version.trim().to_owned(),
            waba_id: edit.waba_id.trim().to_owned(),
            phone_number_id: edit.phone_number_id.trim().to_owned(),
            ..known
        };
        Target::of(&edited)?;
        let now_ms = self.now_ms();
        let edit = move |tx: &Tx<'_>| {
            let edited = edit_within_limits(tx, edited)?;
            if edited.is_ok() {
                tell_account(tx, Deed::Account, id, "account edited", now_ms)?;
            }
            Ok(edited)
        };
        let edited = self.inner.store.write(edit).await?;
        self.announce(DeskEvent::AccountsChanged);
        edited.map_err(|account| DeskError::HasOrders { account })
    }

    /// Takes an account out of use and removes its credentials from the keyring. Its orders stay.
    ///
    /// # Errors
    /// There is no such account in use, the keyring refuses, or an operation of it is unresolved:
    /// only its token can settle that.
    pub async fn remove_account(&self, id: AccountId) -> Result<Account, DeskError> {
        let account = self.account_in_use(id).await?;
        let asked = account.clone();
        let is_free = move |db: &Db<'_>| Ok(!db.has_unresolved_operations(&asked)?);
        let unresolved = || DeskError::Unresolved {
            account: account.name.clone(),
        };
        if !self.inner.store.read(is_free.clone()).await? {
            return Err(unresolved());
        }
        self.forget_credentials(&account).await?;
        let now_ms = self.now_ms();
        let is_removed = self.inner.store.write(move |tx| {
            // Something may have been prepared since; without a token it cannot leave.
            let is_free = is_free(tx)?;
            if is_free {
                tx.remove_account(id, now_ms)?;
                tx.discard_draft(id)?;
                tell_account(tx, Deed::Account, id, "account removed", now_ms)?;
            }
            Ok(is_free)
        });
        if !is_removed.await? {
            return Err(unresolved());
        }
        self.announce(DeskEvent::AccountsChanged);
        Ok(account)
    }

    /// Every account in use, by name.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn accounts(&self) -> Result<Vec<Account>, DeskError> {
        Ok(self.inner.store.read(|db| db.accounts()).await?)
    }

    /// Every account in use, by name, with what decides about changing it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn show_accounts(&self) -> Result<Vec<AccountShown>, DeskError> {
        let read = self.inner.store.read(|db| {
            let accounts = db.accounts()?.into_iter();
            accounts.map(|account| shown(db, account)).collect()
        });
        Ok(read.await?)
    }

    /// The account with this id, even if it was taken out of use, with what decides about changing
    /// it.
    ///
    /// # Errors
    /// There is no such account.
    pub async fn show_account(&self, id: AccountId) -> Result<AccountShown, DeskError> {
        let read = self.inner.store.read(move |db| shown(db, db.account(id)?));
        Ok(read.await?)
    }

    /// The account with this id, even if it was taken out of use.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn account(&self, id: AccountId) -> Result<Account, DeskError> {
        Ok(self.inner.store.read(move |db| db.account(id)).await?)
    }

    /// The account of that name.
    ///
    /// # Errors
    /// There is none in use.
    pub async fn account_named(&self, name: &str) -> Result<Account, DeskError> {
        let name = name.to_owned();
        Ok(self
            .inner
            .store
            .read(move |db| db.account_named(&name))
            .await?)
    }

    /// The account with this id, unless it was taken out of use.
    pub(crate) async fn account_in_use(&self, id: AccountId) -> Result<Account, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| match db.is_account_in_use(id)? {
                true => db.account(id),
                false => Err(StoreError::NotFound(format!("account {id} in use"))),
            });
        Ok(read.await?)
    }

    async fn removed_account(&self, account: &Account) -> Result<Option<Account>, DeskError> {
        let new = account.clone();
        let read = self.inner.store.read(move |db| {
            db.removed_account(new.environment, new.provider, &new.phone_number_id)
        });
        Ok(read.await?)
    }
}

/// Writes an edited account, unless its ids would change although it has orders; then its name
/// comes back as the error. An order may have been written since the caller looked.
fn edit_within_limits(tx: &Tx<'_>, edited: Account) -> Result<Result<Account, String>, StoreError> {
    let now = tx.account(edited.id)?;
    let keeps_ids = now.waba_id == edited.waba_id && now.phone_number_id == edited.phone_number_id;
    if !keeps_ids && tx.has_orders(edited.id)? {
        return Ok(Err(now.name));
    }
    tx.edit_account(&edited)?;
    Ok(Ok(edited))
}

fn shown(db: &Db<'_>, account: Account) -> Result<AccountShown, StoreError> {
    Ok(AccountShown {
        is_in_use: db.is_account_in_use(account.id)?,
        has_orders: db.has_orders(account.id)?,
        has_unresolved: db.has_unresolved_operations(&account)?,
        expected_payees: db.expected_payees(account.id)?,
        account,
    })
}

fn named(name: &str) -> Result<String, DeskError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(DeskError::Input(
            "an account's name has 1 to 100 characters".to_owned(),
        ));
    }
    Ok(name.to_owned())
}
