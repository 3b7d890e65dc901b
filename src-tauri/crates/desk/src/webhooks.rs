//! Owns taking webhooks in that somebody saved or relayed: what they report is kept and shown as
//! reported, and asks for a lookup; it proves nothing (money-protocol, section 2).

use crate::{
    activity::tell_account,
    desk::Desk,
    error::DeskError,
    lookups::refold,
    polling::{News, ProviderNow, reschedule},
};
use counterfoil_domain::{
    account::Account, activity::Deed, ids::OrderId, reference_id::ReferenceId,
};
use counterfoil_providers::meta::{is_signed, read_webhook};
use counterfoil_store::{NewEvidence, OrderRow, StoreError, Tx};
use counterfoil_vault::Credential;
use std::collections::BTreeSet;

/// The largest webhook that is taken; Meta's have at most 1,000 changes.
pub const WEBHOOK_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What a webhook told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookTaken {
    /// The orders it reports about.
    pub orders: Vec<OrderId>,
    /// How many of them it reports about for the first time; a webhook is delivered more than once.
    pub new: u32,
    /// Reference ids of which this account has no order.
    pub unknown: Vec<String>,
    /// What was left out and why.
    pub remarks: Vec<String>,
    /// Its signature is the provider's.
    pub is_signed: bool,
}

impl Desk {
    /// Takes in the body of a webhook, byte for byte as it came, for this account; `signature` is
    /// its `X-Hub-Signature-256`, where it was kept.
    ///
    /// # Errors
    /// It is no webhook, or the signature is not that of the account's app. Nothing is kept then.
    pub async fn take_webhook(
        &self,
        account: &Account,
        body: Vec<u8>,
        signature: Option<&str>,
    ) -> Result<WebhookTaken, DeskError> {
        if body.len() > WEBHOOK_BYTES_MAX {
            return Err(input("a webhook is at most 4 MiB".to_owned()));
        }
        let is_signed = match signature {
            Some(signature) => self.check_signature(account, &body, signature).await?,
            None => false,
        };
        let (reports, remarks) = read_webhook(&body)
            .map_err(|fault| input(format!("this is not a webhook: {fault}")))?;
        let named: BTreeSet<String> = reports
            .into_iter()
            .filter(|report| {
                let number = report.phone_number_id.as_ref();
                number.is_none_or(|number| *number == account.phone_number_id)
            })
            .map(|report| report.record.reference_id)
            .collect();
        let (id, now_ms) = (account.id, self.now_ms());
        let provider_now = self.provider_now(id);
        let write = self.inner.store.write(move |tx| {
            let mut taken = WebhookTaken {
                remarks,
                is_signed,
                ..WebhookTaken::default()
            };
            let mut told = Vec::new();
            for name in named {
                let known = ReferenceId::parse(&name).ok();
                let order = known
                    .map(|name| tx.order_of_account(id, &name))
                    .transpose()?;
                let Some(order) = order.flatten() else {
                    taken.unknown.push(name);
                    continue;
                };
                taken.new += u32::from(keep(tx, &order, &body, is_signed, now_ms, provider_now)?);
                taken.orders.push(order.id);
                told.push(order);
            }
            let vouched = if is_signed { "signed" } else { "unsigned" };
            let words = format!("{vouched} webhook taken in, about {} orders", told.len());
            tell_account(tx, Deed::Import, id, &words, now_ms)?;
            Ok((taken, told))
        });
        let (taken, told) = write.await?;
        for order in &told {
            self.announce_order(order);
        }
        Ok(taken)
    }

    async fn check_signature(
        &self,
        account: &Account,
        body: &[u8],
        signature: &str,
    ) -> Result<bool, DeskError> {
        let item = self.credential_item(account, Credential::AppSecret);
        let Some(secret) = self.inner.vault.get(&item).await? else {
            return Err(input(format!(
                "`{}` has no app secret, so no signature can be checked; add it to the account, or \
                 leave the signature out and it counts as unverified",
                account.name
            )));
        };
        if is_signed(body, signature, &secret) {
            Ok(true)
        } else {
            Err(input(
                "the signature is not that of these bytes and this account's app; nothing was kept"
                    .to_owned(),
            ))
        }
    }
}

/// Keeps a report about an order and lets it be looked up soon; whether it is new.
fn keep(
    tx: &Tx<'_>,
    order: &OrderRow,
    body: &[u8],
    is_signed: bool,
    now_ms: i64,
    provider_now: ProviderNow,
) -> Result<bool, StoreError> {
    let is_new = tx.keep_webhook(
        is_signed,
        &NewEvidence {
            order_id: order.id,
            account_id: order.account_id,
            environment: order.environment,
            operation_id: None,
            http_status: None,
            body: body.to_vec(),
            provider_date_ms: None,
            seen_at_ms: now_ms,
        },
    )?;
    if is_new {
        refold(tx, order, now_ms)?;
        reschedule(tx, order, News::Reported, provider_now)?;
    }
    Ok(is_new)
}

fn input(words: String) -> DeskError {
    DeskError::Input(words)
}
