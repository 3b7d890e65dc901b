//! Owns what the book says to someone who composes: what to begin with, who the customer is, and
//! which order blocks a reference id.

use crate::sends::{self, WhyBlocked};
use counterfoil_domain::{
    account::Account,
    finding::Finding,
    ids::{AccountId, OrderId},
    order::{OrderDraft, OrderForm},
    reference_id::ReferenceId,
};
use counterfoil_store::{CustomerRow, Db, StoreError};

/// How many reference ids are tried for one that nobody used. A second account of the business may
/// have counted that far on its own; past it the last one is proposed, and a check judges it.
const PROPOSALS_MAX: u32 = 1_000;

/// What is known of a customer from the orders of one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownCustomer {
    /// The name on the newest order that has one.
    pub name: Option<String>,
    /// How many orders; counting stops at 1,000.
    pub orders: u64,
}

/// The order that keeps a reference id from being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockingOrder {
    /// The order.
    pub order: OrderId,
    /// Its account, which may be another one.
    pub account: AccountId,
    /// Why it blocks.
    pub why: WhyBlocked,
}

impl From<CustomerRow> for KnownCustomer {
    fn from(row: CustomerRow) -> Self {
        Self {
            name: row.name,
            orders: row.orders,
        }
    }
}

/// The account, unless it was taken out of use: nothing is sent from it then.
pub(super) fn account_in_use(db: &Db<'_>, id: AccountId) -> Result<Account, StoreError> {
    match db.is_account_in_use(id)? {
        true => db.account(id),
        false => Err(StoreError::NotFound(format!("account {id} in use"))),
    }
}

/// The reference id to propose, and a form with what stays the same from order to order.
pub(super) fn beginning(
    db: &Db<'_>,
    account: &Account,
) -> Result<(ReferenceId, OrderForm), StoreError> {
    let newest = match db.newest_order_of_account(account.id)? {
        Some(id) => Some(db.order(id)?),
        None => None,
    };
    let Some(newest) = newest else {
        let first = ReferenceId::first_of(&account.name);
        let proposed = not_taken(db, account, first)?;
        return Ok((proposed, OrderForm::first()));
    };
    let last = bare(db, account, newest.reference_id.clone())?;
    let proposed = not_taken(db, account, last.next())?;
    let form = match serde_json::from_str::<OrderDraft>(&newest.draft) {
        Ok(draft) => OrderForm::following(&draft, newest.created_at_ms),
        Err(_) => {
            tracing::warn!(order.id = %newest.id, "A kept order cannot be read as a draft");
            OrderForm::first()
        }
    };
    Ok((proposed, form))
}

/// The form of the same order once more, under the next reference id of it; what a form has no place
/// for is in the second.
pub(super) fn once_more(
    db: &Db<'_>,
    order: OrderId,
) -> Result<(Account, Result<OrderForm, Vec<Finding>>), StoreError> {
    let row = db.order(order)?;
    let account = account_in_use(db, row.account_id)?;
    let draft: OrderDraft = serde_json::from_str(&row.draft)
        .map_err(|_| StoreError::NotFound(format!("readable content of order {order}")))?;
    let first = bare(db, &account, row.reference_id)?.again();
    let proposed = not_taken(db, &account, first)?;
    let form = OrderForm::from_draft(&draft, row.created_at_ms).map(|form| OrderForm {
        reference_id: proposed.as_str().to_owned(),
        ..form
    });
    Ok((account, form))
}

/// The reference id without its sequence, which is one where there is an order of the rest.
fn bare(db: &Db<'_>, account: &Account, id: ReferenceId) -> Result<ReferenceId, StoreError> {
    match id.without_sequence() {
        Some(head) if db.is_reference_taken(account, &head)? => Ok(head),
        Some(_) | None => Ok(id),
    }
}

fn not_taken(
    db: &Db<'_>,
    account: &Account,
    first: ReferenceId,
) -> Result<ReferenceId, StoreError> {
    let mut proposed = first;
    for _ in 0..PROPOSALS_MAX {
        if !db.is_reference_taken(account, &proposed)? {
            break;
        }
        proposed = proposed.next();
    }
    Ok(proposed)
}

/// The order because of which a send of this reference id would be refused now, as the send itself
/// would find it.
pub(super) fn blocking(
    db: &Db<'_>,
    account: &Account,
    reference_id: &ReferenceId,
) -> Result<Option<BlockingOrder>, StoreError> {
    if let Some(own) = db.order_of_account(account.id, reference_id)?
        && let Some(why) = sends::blocked_by(db, &own)?
    {
        return Ok(Some(BlockingOrder {
            order: own.id,
            account: own.account_id,
            why,
        }));
    }
    let Some(id) = db.reference_used_elsewhere(account, reference_id)? else {
        return Ok(None);
    };
    Ok(Some(BlockingOrder {
        order: id,
        account: db.order(id)?.account_id,
        why: WhyBlocked::UsedByAnotherNumber,
    }))
}
