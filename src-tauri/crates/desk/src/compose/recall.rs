//! Owns offering what earlier orders said to whoever types the next. Nothing is kept for it: the
//! newest orders of the account are looked through each time, whatever became of them, and what is
//! being composed stands on the screen. The account is of one environment, and so is what is offered.

use super::history;
use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    ids::AccountId,
    order::{
        FormOrigin, OrderDraft, RecalledCustomer, RecalledItem, recalled_customers,
        recalled_importers, recalled_items,
    },
};
use counterfoil_store::{Db, StoreError};

impl Desk {
    /// The customers of this account that fit what was typed of a number or a name.
    ///
    /// # Errors
    /// The account is not in use, or the book cannot be read.
    pub async fn recall_customers(
        &self,
        account: AccountId,
        typed: String,
    ) -> Result<Vec<RecalledCustomer>, DeskError> {
        let read = self.inner.store.read(move |db| {
            let account = history::account_in_use(db, account)?;
            Ok(recalled_customers(&typed, db.newest_customers(account.id)?))
        });
        Ok(read.await?)
    }

    /// The items of this account's orders that fit what was typed of a name.
    ///
    /// # Errors
    /// The account is not in use, or the book cannot be read.
    pub async fn recall_items(
        &self,
        account: AccountId,
        typed: String,
    ) -> Result<Vec<RecalledItem>, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| Ok(recalled_items(&typed, &drafts(db, account)?)));
        Ok(read.await?)
    }

    /// The importers of this account's orders that fit what was typed of a name.
    ///
    /// # Errors
    /// The account is not in use, or the book cannot be read.
    pub async fn recall_importers(
        &self,
        account: AccountId,
        typed: String,
    ) -> Result<Vec<FormOrigin>, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| Ok(recalled_importers(&typed, &drafts(db, account)?)));
        Ok(read.await?)
    }
}

/// What the newest orders said. One that this program cannot read offers nothing.
fn drafts(db: &Db<'_>, account: AccountId) -> Result<Vec<OrderDraft>, StoreError> {
    let account = history::account_in_use(db, account)?;
    let kept = db.newest_drafts(account.id)?;
    let read = kept
        .iter()
        .filter_map(|draft| serde_json::from_str(draft).ok());
    let drafts: Vec<OrderDraft> = read.collect();
    if drafts.len() < kept.len() {
        tracing::warn!(account.id = %account.id, "A kept order cannot be read as a draft");
    }
    Ok(drafts)
}
