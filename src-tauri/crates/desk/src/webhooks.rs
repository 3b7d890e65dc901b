//! Owns taking webhooks in that somebody saved or relayed: what they report is kept and shown as
//! reported, and asks for a lookup; it proves nothing (money-protocol, section 2).

mod about;

use crate::{activity::tell_account, desk::Desk, error::DeskError, events::DeskEvent};
use about::{Tally, take_event};
use counterfoil_domain::{account::Account, activity::Deed, ids::OrderId};
use counterfoil_providers::meta::{Notice, Told, WebhookEvent, is_signed, read_webhook};
use counterfoil_vault::Credential;
use std::{collections::BTreeSet, sync::Arc};

/// The largest webhook that is taken; Meta's have at most 1,000 changes.
pub const WEBHOOK_BYTES_MAX: usize = 4 * 1024 * 1024;

/// How many events one commit takes in, so that others write too.
const EVENTS_A_COMMIT: usize = 50;
/// More orders than this are not told one by one.
const TOLD_MAX: usize = 64;

/// What a webhook told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookTaken {
    /// The orders whose payment it reports about.
    pub orders: Vec<OrderId>,
    /// How many reports were news; a webhook is delivered more than once.
    pub new: u32,
    /// Reference ids of which this account has no order.
    pub unknown: Vec<String>,
    /// How many messages of ours it reports about.
    pub messages: u32,
    /// How many of those failed.
    pub failed: u32,
    /// How many messages it reports about that this book has not sent.
    pub unknown_messages: u32,
    /// Errors that name nothing they are about.
    pub notices: Vec<WebhookNotice>,
    /// How many events are about another number than this account's.
    pub other_numbers: u32,
    /// What was left out and why.
    pub remarks: Vec<String>,
    /// Its signature is the provider's.
    pub is_signed: bool,
}

/// What a webhook says about the account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WebhookNotice {
    /// An error that names nothing it is about.
    Error {
        /// Its code.
        code: i64,
        /// The provider's words.
        words: String,
    },
    /// A payment configuration changed its status.
    Configuration {
        /// Its name.
        name: String,
        /// The status, in the provider's word.
        status: String,
    },
}

impl Desk {
    /// Takes in the body of a webhook, byte for byte as it came, for this account; `signature` is
    /// its `X-Hub-Signature-256`, where it was kept. Taking it in again changes nothing, so one that
    /// broke off is simply taken in again.
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
        let read = read_webhook(&body)
            .map_err(|fault| input(format!("this is not a webhook: {fault}")))?;
        let mut taken = WebhookTaken {
            remarks: read.remarks,
            is_signed,
            ..WebhookTaken::default()
        };
        let about_us = sort_out(account, read.events, &mut taken);
        let (mut tally, body) = (Tally::default(), Arc::new(body));
        for events in about_us.chunks(EVENTS_A_COMMIT) {
            let (events, body) = (events.to_vec(), Arc::clone(&body));
            let (account, now_ms) = (account.id, self.now_ms());
            let provider_now = self.provider_now(account);
            let write = self.inner.store.write(move |tx| {
                let whole = tx.keep_whole_webhook(&body)?;
                let mut tally = Tally::default();
                for event in events {
                    let whole = about::Whole {
                        account,
                        is_signed,
                        hash: whole,
                        now_ms,
                        provider_now,
                    };
                    take_event(tx, &whole, event, &mut tally)?;
                }
                Ok(tally)
            });
            tally.add(write.await?);
        }
        self.note_import(account, &tally, is_signed).await?;
        self.announce_import(&tally);
        taken.orders = tally.orders.into_keys().collect();
        taken.unknown = tally.unknown.into_iter().collect();
        taken.new = tally.new;
        taken.messages = tally.messages;
        taken.failed = tally.failed;
        taken.unknown_messages = tally.unknown_messages;
        Ok(taken)
    }

    async fn note_import(
        &self,
        account: &Account,
        tally: &Tally,
        is_signed: bool,
    ) -> Result<(), DeskError> {
        let (id, now_ms) = (account.id, self.now_ms());
        let vouched = if is_signed { "signed" } else { "unsigned" };
        let words = format!(
            "{vouched} webhook taken in, about {} orders and {} messages",
            tally.orders.len(),
            tally.messages
        );
        let write = self
            .inner
            .store
            .write(move |tx| tell_account(tx, Deed::Import, id, &words, now_ms));
        Ok(write.await?)
    }

    fn announce_import(&self, tally: &Tally) {
        if tally.orders.len() > TOLD_MAX {
            self.announce(DeskEvent::EverythingChanged);
            return;
        }
        for (order_id, environment) in &tally.orders {
            self.announce(DeskEvent::OrderChanged {
                order_id: *order_id,
                environment: *environment,
            });
        }
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

/// The events about orders and messages of this account; what is about the account itself is told at
/// once, and each event once.
fn sort_out(
    account: &Account,
    events: Vec<WebhookEvent>,
    taken: &mut WebhookTaken,
) -> Vec<WebhookEvent> {
    let (mut kept, mut seen, mut notices) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for event in events {
        let number = event.phone_number_id.as_ref();
        if number.is_some_and(|number| *number != account.phone_number_id) {
            taken.other_numbers += 1;
            continue;
        }
        match event.told {
            Told::Notice(Notice { code, words }) => {
                notices.insert(WebhookNotice::Error { code, words });
            }
            Told::Configuration { name, status } => {
                notices.insert(WebhookNotice::Configuration { name, status });
            }
            Told::Payment(_) | Told::Message(_) => {
                if seen.insert(event.part.clone()) {
                    kept.push(event);
                }
            }
        }
    }
    taken.notices = notices.into_iter().collect();
    kept
}

fn input(words: String) -> DeskError {
    DeskError::Input(words)
}
