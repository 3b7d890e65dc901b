//! Owns adding, testing and removing accounts. Credentials go to the keyring and never come back.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    Secret,
    account::{Account, ProviderId},
    ids::AccountId,
};
use counterfoil_providers::{
    BaseUrl, EndpointError,
    meta::{CredentialCheck, Target},
};
use counterfoil_vault::Credential;

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

/// What an account proves itself with.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The system user's access token.
    pub access_token: Secret,
    /// The app's secret, to verify webhooks with.
    pub app_secret: Option<Secret>,
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
            credential_set_at_ms: Some(now_ms),
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
        self.keep_credentials(&account, &credentials).await?;

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
                tx.set_credential_time(adding.id, backend, now_ms)
            })
            .await;
        if let Err(error) = added {
            self.forget_credentials(&account).await?;
            return Err(error.into());
        }
        Ok(account)
    }

    /// Replaces an account's credentials.
    ///
    /// # Errors
    /// There is no such account, or the keyring refuses.
    pub async fn set_credentials(
        &self,
        name: &str,
        credentials: Credentials,
    ) -> Result<Account, DeskError> {
        let account = self.account_named(name).await?;
        self.keep_credentials(&account, &credentials).await?;
        let (id, backend, now_ms) = (account.id, self.inner.vault.backend(), self.now_ms());
        self.inner
            .store
            .write(move |tx| tx.set_credential_time(id, backend, now_ms))
            .await?;
        Ok(Account {
            credential_set_at_ms: Some(now_ms),
            ..account
        })
    }

    /// Asks the provider whether the account's credentials and ids work. Changes nothing.
    ///
    /// # Errors
    /// There is no such account, or the keyring has no token for it.
    pub async fn test_account(&self, name: &str) -> Result<CredentialCheck, DeskError> {
        let account = self.account_named(name).await?;
        let token = self.access_token(&account).await?;
        Ok(self
            .inner
            .meta
            .check_credentials(&Target::of(&account)?, &token)
            .await)
    }

    /// Changes where an account's calls go, within its environment.
    ///
    /// # Errors
    /// There is no such account, or the address is not usable or belongs to another environment.
    pub async fn move_account(&self, name: &str, base_url: &str) -> Result<Account, DeskError> {
        let account = self.account_named(name).await?;
        let base_url = BaseUrl::parse(base_url)?;
        if base_url.environment() != account.environment {
            return Err(EndpointError::OtherEnvironment.into());
        }
        let (id, base_url) = (account.id, base_url.as_str().to_owned());
        let moved = Account {
            base_url: base_url.clone(),
            ..account
        };
        self.inner
            .store
            .write(move |tx| tx.move_account(id, &base_url))
            .await?;
        Ok(moved)
    }

    /// Takes an account out of use and removes its credentials from the keyring. Its orders stay.
    ///
    /// # Errors
    /// There is no such account, the keyring refuses, or an operation of it is unresolved: only its
    /// token can settle that.
    pub async fn remove_account(&self, name: &str) -> Result<Account, DeskError> {
        let account = self.account_named(name).await?;
        let asked = account.clone();
        if self
            .inner
            .store
            .read(move |db| db.has_unresolved_operations(&asked))
            .await?
        {
            return Err(DeskError::Unresolved {
                account: account.name,
            });
        }
        self.forget_credentials(&account).await?;
        let (id, now_ms) = (account.id, self.now_ms());
        self.inner
            .store
            .write(move |tx| tx.remove_account(id, now_ms))
            .await?;
        Ok(account)
    }

    /// Every account in use, by name.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn accounts(&self) -> Result<Vec<Account>, DeskError> {
        Ok(self.inner.store.read(|db| db.accounts()).await?)
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

    /// Puts credentials into the vault without noting it in the book: for a vault that forgets them
    /// when the program ends.
    ///
    /// # Errors
    /// The vault refuses.
    pub async fn lend_credentials(
        &self,
        account: &Account,
        credentials: Credentials,
    ) -> Result<(), DeskError> {
        self.keep_credentials(account, &credentials).await
    }

    async fn removed_account(&self, account: &Account) -> Result<Option<Account>, DeskError> {
        let new = account.clone();
        let read = self.inner.store.read(move |db| {
            db.removed_account(new.environment, new.provider, &new.phone_number_id)
        });
        Ok(read.await?)
    }

    async fn keep_credentials(
        &self,
        account: &Account,
        credentials: &Credentials,
    ) -> Result<(), DeskError> {
        if credentials.access_token.expose().is_empty() {
            return Err(DeskError::Input("the access token is empty".to_owned()));
        }
        let token = self.credential_item(account, Credential::AccessToken);
        self.inner
            .vault
            .put(&token, &credentials.access_token)
            .await?;
        if let Some(secret) = &credentials.app_secret {
            let item = self.credential_item(account, Credential::AppSecret);
            self.inner.vault.put(&item, secret).await?;
        }
        Ok(())
    }

    async fn forget_credentials(&self, account: &Account) -> Result<(), DeskError> {
        for credential in [Credential::AccessToken, Credential::AppSecret] {
            self.inner
                .vault
                .remove(&self.credential_item(account, credential))
                .await?;
        }
        Ok(())
    }
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
