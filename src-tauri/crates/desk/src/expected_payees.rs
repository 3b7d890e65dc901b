//! Owns which UPI ids an account expects to be paid: those a person named, and those its payment
//! configurations were last listed with. A link that pays another one is doubted, never refused.

use crate::{activity::tell_account, desk::Desk, error::DeskError, events::DeskEvent};
use counterfoil_domain::{
    activity::Deed,
    ids::AccountId,
    upi::{ExpectedBy, ExpectedPayee, Vpa, VpaFault},
};
use counterfoil_providers::meta::configurations::PaymentConfiguration;
use counterfoil_store::{Db, StoreError};

/// The most UPI ids that a person names for one account.
pub const NAMED_PAYEES_MAX: usize = 20;

impl Desk {
    /// The UPI ids that an account expects to be paid, each once; none when nobody knows any.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn expected_payees(&self, account: AccountId) -> Result<Vec<Vpa>, DeskError> {
        let read = self.inner.store.read(move |db| db.expected_payees(account));
        let mut payees: Vec<Vpa> = read.await?.into_iter().map(|payee| payee.vpa).collect();
        // They come by the id, so that the same ones lie side by side.
        payees.dedup();
        Ok(payees)
    }

    /// Expects from now on that this account is paid by that UPI id too.
    ///
    /// # Errors
    /// The text is no UPI id, [`NAMED_PAYEES_MAX`] are named already, or the account is not in use.
    pub async fn expect_payee(&self, id: AccountId, typed: &str) -> Result<(), DeskError> {
        let payee = named(typed)?;
        let now_ms = self.now_ms();
        let account = self.account_in_use(id).await?.id;
        let write = self.inner.store.write(move |tx| {
            if on_the_word_of(tx, account, ExpectedBy::Person)?.len() >= NAMED_PAYEES_MAX {
                return Ok(false);
            }
            if tx.expect_payee(account, &payee)? {
                tell_account(tx, Deed::Account, account, "expected UPI id added", now_ms)?;
            }
            Ok(true)
        });
        if !write.await? {
            let words = format!("at most {NAMED_PAYEES_MAX} UPI ids can be named for an account");
            return Err(DeskError::Input(words));
        }
        self.announce(DeskEvent::AccountsChanged);
        Ok(())
    }

    /// Takes back what a person named.
    ///
    /// # Errors
    /// Nobody named that UPI id for the account, or the account is not in use.
    pub async fn forget_payee(&self, id: AccountId, typed: &str) -> Result<(), DeskError> {
        let payee = named(typed)?;
        let now_ms = self.now_ms();
        let account = self.account_in_use(id).await?.id;
        let write = self.inner.store.write(move |tx| {
            tx.forget_payee(account, &payee)?;
            tell_account(
                tx,
                Deed::Account,
                account,
                "expected UPI id removed",
                now_ms,
            )
        });
        write.await?;
        self.announce(DeskEvent::AccountsChanged);
        Ok(())
    }

    /// Keeps whom the payment configurations collect for, in the place of what was listed before, or
    /// beside it where the list was cut. Whoever asked has their list whatever becomes of this: it only feeds a warning.
    pub(crate) async fn note_listed_payees(
        &self,
        account: AccountId,
        configurations: &[PaymentConfiguration],
        has_more: bool,
    ) {
        let listed = listed(configurations);
        let write = self.inner.store.write(move |tx| {
            let known = on_the_word_of(tx, account, ExpectedBy::Configuration)?;
            let new = without(&listed, &known);
            let gone = if has_more {
                Vec::new()
            } else {
                without(&known, &listed)
            };
            for payee in &gone {
                tx.forget_payee(account, payee)?;
            }
            for payee in &new {
                tx.expect_payee(account, payee)?;
            }
            Ok(!gone.is_empty() || !new.is_empty())
        });
        match write.await {
            Ok(true) => self.announce(DeskEvent::AccountsChanged),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "Could not keep which UPI ids were listed"),
        }
    }
}

/// What a person typed, without the blanks that come along with a copy.
fn named(typed: &str) -> Result<ExpectedPayee, DeskError> {
    let vpa = Vpa::parse(typed.trim());
    Ok(ExpectedPayee {
        vpa: vpa.map_err(|fault: VpaFault| DeskError::Input(fault.to_string()))?,
        by: ExpectedBy::Person,
    })
}

fn on_the_word_of(
    db: &Db<'_>,
    account: AccountId,
    by: ExpectedBy,
) -> Result<Vec<ExpectedPayee>, StoreError> {
    let mut payees = db.expected_payees(account)?;
    payees.retain(|payee| payee.by == by);
    Ok(payees)
}

/// What the configurations say that is a UPI id; what is none could never be in a link.
fn listed(configurations: &[PaymentConfiguration]) -> Vec<ExpectedPayee> {
    let vpas = configurations
        .iter()
        .filter_map(|one| Vpa::parse(one.merchant_vpa.as_deref()?).ok());
    let by = ExpectedBy::Configuration;
    vpas.map(|vpa| ExpectedPayee { vpa, by }).collect()
}

fn without(payees: &[ExpectedPayee], others: &[ExpectedPayee]) -> Vec<ExpectedPayee> {
    let only_here = payees.iter().filter(|payee| !others.contains(payee));
    only_here.cloned().collect()
}
