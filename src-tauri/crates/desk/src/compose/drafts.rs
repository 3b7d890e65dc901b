//! Owns the kept draft: one form for each account, so that neither a crash nor another screen loses
//! what was typed.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    account::Account,
    ids::AccountId,
    operation::{OperationKind, OperationState},
    order::OrderForm,
    payment_mode::PaymentMode,
    reference_id::ReferenceId,
};
use counterfoil_store::{DRAFT_BYTES_MAX, Db, OperationRow, StoreError};
use serde_json::{Map, Value};

/// What was being composed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// The form as it was typed.
    pub form: OrderForm,
    /// When it was last kept, UTC.
    pub saved_at_ms: i64,
}

impl Desk {
    /// Keeps what is being composed for this account in the place of what was kept before; says
    /// when.
    ///
    /// # Errors
    /// There is no such account, the form is larger than 256 KiB, or the book cannot be written.
    pub async fn keep_draft(&self, account: AccountId, form: &OrderForm) -> Result<i64, DeskError> {
        let text = serde_json::to_string(form)
            .map_err(|error| DeskError::Input(format!("the draft cannot be kept: {error}")))?;
        if text.len() > DRAFT_BYTES_MAX {
            let kib = DRAFT_BYTES_MAX / 1024;
            let words = format!("the draft is larger than {kib} KiB and was not kept");
            return Err(DeskError::Input(words));
        }
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            let account = super::history::account_in_use(tx, account)?;
            tx.keep_draft(account.id, &text, now_ms)
        });
        write.await?;
        Ok(now_ms)
    }

    /// Forgets what was being composed for this account, if anything was.
    ///
    /// # Errors
    /// The book cannot be written.
    pub async fn discard_draft(&self, account: AccountId) -> Result<(), DeskError> {
        let write = self.inner.store.write(move |tx| tx.discard_draft(account));
        Ok(write.await?)
    }
}

/// What was being composed for this account. A draft that this program cannot read is none: it
/// guards nothing, and must not keep anyone from composing.
pub(super) fn kept(db: &Db<'_>, account: &Account) -> Result<Option<KeptDraft>, StoreError> {
    let Some(row) = db.draft(account.id)? else {
        return Ok(None);
    };
    let form = match read(&row.form) {
        Ok(form) => form,
        Err(_) => {
            // The error might quote what was typed.
            tracing::warn!(account.id = %account.id, "A kept draft cannot be read any more");
            return Ok(None);
        }
    };
    if has_left_since(db, account, &form, row.saved_at_ms)? {
        return Ok(None);
    }
    Ok(Some(KeptDraft {
        form,
        saved_at_ms: row.saved_at_ms,
    }))
}

/// Reads a form as it was kept. Before each mode had a name of its own, the form had that of its
/// mode, or of the last mode that had one.
fn read(kept: &str) -> serde_json::Result<OrderForm> {
    let mut kept: Map<String, Value> = serde_json::from_str(kept)?;
    let only_name = kept.remove("configurationName");
    let mut form: OrderForm = serde_json::from_value(Value::Object(kept))?;
    if let Some(name) = only_name {
        let payment = &mut form.payment;
        let of_mode = match payment.mode {
            PaymentMode::UpiConfiguration => &mut payment.upi_configuration_name,
            PaymentMode::PaymentGateway | PaymentMode::UpiIntentLink | PaymentMode::PaymentLink => {
                &mut payment.configuration_name
            }
        };
        *of_mode = serde_json::from_value(name)?;
    }
    Ok(form)
}

/// Whether the order of a draft was sent after the draft was kept, and the program ended before it
/// could discard it.
fn has_left_since(
    db: &Db<'_>,
    account: &Account,
    form: &OrderForm,
    saved_at_ms: i64,
) -> Result<bool, StoreError> {
    let Ok(reference_id) = ReferenceId::parse(form.reference_id.trim()) else {
        return Ok(false);
    };
    let Some(order) = db.order_of_account(account.id, &reference_id)? else {
        return Ok(false);
    };
    let may_have_left = |operation: &OperationRow| {
        operation.kind == OperationKind::Send
            && operation.prepared_at_ms >= saved_at_ms
            && (operation.state.blocks_another(operation.kind)
                || operation.state == OperationState::Decided)
    };
    Ok(db.operations_of_order(order.id)?.iter().any(may_have_left))
}
