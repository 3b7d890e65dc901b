//! Owns an account's credentials: they go to the keyring and never come back.

use crate::{activity::tell_account, desk::Desk, error::DeskError, events::DeskEvent};
use counterfoil_domain::{Secret, account::Account, activity::Deed, ids::AccountId};
use counterfoil_vault::Credential;

/// What an account proves itself with.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The system user's access token.
    pub access_token: Secret,
    /// The app's secret, to verify webhooks with.
    pub app_secret: Option<Secret>,
}

impl Desk {
    /// Keeps one credential of an account in the place of the one before.
    ///
    /// # Errors
    /// There is no such account in use, the credential is not one, or the keyring refuses.
    pub async fn set_credential(
        &self,
        id: AccountId,
        credential: Credential,
        secret: Secret,
    ) -> Result<Account, DeskError> {
        let account = self.account_in_use(id).await?;
        self.keep(&account, credential, &secret).await?;
        let (backend, now_ms) = (self.inner.vault.backend(), self.now_ms());
        let write = self.inner.store.write(move |tx| {
            match credential {
                Credential::AccessToken => tx.note_access_token(id, backend, now_ms)?,
                Credential::AppSecret => tx.note_app_secret(id, Some(now_ms))?,
            }
            let words = format!("{} set", credential.word());
            tell_account(tx, Deed::Credential, id, &words, now_ms)?;
            tx.account(id)
        });
        let account = write.await?;
        self.announce(DeskEvent::AccountsChanged);
        Ok(account)
    }

    /// Replaces an account's access token, and its app secret if one is given.
    ///
    /// # Errors
    /// See [`Desk::set_credential`].
    pub async fn set_credentials(
        &self,
        id: AccountId,
        credentials: Credentials,
    ) -> Result<Account, DeskError> {
        check(&credentials)?;
        let account = self
            .set_credential(id, Credential::AccessToken, credentials.access_token)
            .await?;
        match credentials.app_secret {
            Some(secret) => self.set_credential(id, Credential::AppSecret, secret).await,
            None => Ok(account),
        }
    }

    /// Removes an account's app secret from the keyring. Its access token goes with the account.
    ///
    /// # Errors
    /// There is no such account in use, or the keyring refuses.
    pub async fn remove_app_secret(&self, id: AccountId) -> Result<Account, DeskError> {
        let account = self.account_in_use(id).await?;
        self.forget(&account, Credential::AppSecret).await?;
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            tx.note_app_secret(id, None)?;
            tell_account(tx, Deed::Credential, id, "app_secret removed", now_ms)?;
            tx.account(id)
        });
        let account = write.await?;
        self.announce(DeskEvent::AccountsChanged);
        Ok(account)
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
        self.keep_credentials(account, credentials).await
    }

    pub(crate) async fn keep_credentials(
        &self,
        account: &Account,
        credentials: Credentials,
    ) -> Result<(), DeskError> {
        check(&credentials)?;
        let token = Credential::AccessToken;
        self.keep(account, token, &credentials.access_token).await?;
        match &credentials.app_secret {
            Some(secret) => self.keep(account, Credential::AppSecret, secret).await,
            None => Ok(()),
        }
    }

    pub(crate) async fn forget_credentials(&self, account: &Account) -> Result<(), DeskError> {
        for credential in [Credential::AccessToken, Credential::AppSecret] {
            self.forget(account, credential).await?;
        }
        Ok(())
    }

    async fn keep(
        &self,
        account: &Account,
        credential: Credential,
        secret: &Secret,
    ) -> Result<(), DeskError> {
        let secret = usable(credential, secret)?;
        let item = self.credential_item(account, credential);
        Ok(self.inner.vault.put(&item, &secret).await?)
    }

    async fn forget(&self, account: &Account, credential: Credential) -> Result<(), DeskError> {
        let item = self.credential_item(account, credential);
        Ok(self.inner.vault.remove(&item).await?)
    }
}

/// Refuses what is not usable before any of it is kept.
fn check(credentials: &Credentials) -> Result<(), DeskError> {
    usable(Credential::AccessToken, &credentials.access_token)?;
    if let Some(secret) = &credentials.app_secret {
        usable(Credential::AppSecret, secret)?;
    }
    Ok(())
}

/// The credential without the blanks that come along when it is copied.
fn usable(credential: Credential, secret: &Secret) -> Result<Secret, DeskError> {
    let name = match credential {
        Credential::AccessToken => "access token",
        Credential::AppSecret => "app secret",
    };
    let bytes = secret.expose().trim_ascii();
    if bytes.is_empty() {
        return Err(DeskError::Input(format!("the {name} is empty")));
    }
    if !bytes.iter().all(u8::is_ascii_graphic) {
        return Err(DeskError::Input(format!(
            "the {name} has a blank or a letter in it that no {name} has; paste it alone"
        )));
    }
    Ok(Secret::new(bytes.to_vec()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn only_a_credential_alone_is_kept() {
        check_kept("EAAG|x-1.2_3", Some("EAAG|x-1.2_3"));
        check_kept("  EAAG\r\n", Some("EAAG"));
        check_kept("", None);
        check_kept(" \n", None);
        check_kept("EAAG EAAG", None);
        check_kept("EAAG\nsecret", None);
        check_kept("EAÁG", None);

        #[track_caller]
        fn check_kept(text: &str, expected: Option<&str>) {
            for credential in [Credential::AccessToken, Credential::AppSecret] {
                let kept = usable(credential, &Secret::new(text.into()));
                let kept = kept.as_ref().map(|secret| secret.expose_text().unwrap());
                assert_eq!(kept.ok(), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn a_refusal_does_not_repeat_the_credential() {
        let refused = usable(Credential::AccessToken, &Secret::new(b"EAAG x".to_vec()));

        let words = refused.unwrap_err().to_string();
        assert!(!words.contains("EAAG"), "{words}");
    }
}
