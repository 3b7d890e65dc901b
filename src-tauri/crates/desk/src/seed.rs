//! Owns the filling of a sandbox book with orders that look like a merchant's, for trying screens
//! and measuring. The same seed gives the same orders, counted back from now. Nothing leaves the
//! machine.

mod answers;
mod drafts;
mod fate;

use crate::{
    desk::Desk,
    entropy::Entropy,
    error::DeskError,
    lists::relist,
    lookups::{self, Answered},
    orders::row_of,
    polling::{News, ProviderNow, reschedule},
    sends::write_send,
};
use counterfoil_domain::{
    account::{Account, Environment, ProviderId},
    ids::{AccountId, MessageId, OperationId, OrderId},
    operation::Outcome,
    order::Order,
};
use counterfoil_providers::{
    Reply,
    meta::{order_body, read_lookup},
};
use counterfoil_store::{NewEvidence, OrderRow, StoreError, Tx};
use fate::Fate;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// The most orders one call makes.
pub const SEEDED_ORDERS_MAX: u32 = 2_000_000;

const ORDERS_A_COMMIT: u32 = 500;
const SPREAD_MS: i64 = 90 * 24 * 3_600_000;
/// The discard port: an account that was made up never reaches anyone.
const NOWHERE: &str = "http://127.0.0.1:9";

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    /// How many orders.
    pub orders: u32,
    /// What they are drawn from.
    pub seed: u64,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeded {
    /// The account the orders hang on.
    pub account: String,
    /// How many orders.
    pub orders: u32,
}

/// One made-up order with its ids and its fate, ready to be written.
struct Story {
    row: OrderRow,
    request_body: Vec<u8>,
    operation_id: OperationId,
    message_id: MessageId,
    fate: Fate,
}

impl Desk {
    /// Fills the book. `progress` is told how many orders are written, after each commit.
    ///
    /// # Errors
    /// The seed was used before, there are too many orders at once, or the book has a live account:
    /// what is made up could never be taken out of it again.
    pub async fn seed(
        &self,
        seed: Seed,
        mut progress: impl FnMut(u32),
    ) -> Result<Seeded, DeskError> {
        if seed.orders > SEEDED_ORDERS_MAX {
            let words = format!("at most {SEEDED_ORDERS_MAX} orders can be made at once");
            return Err(DeskError::Input(words));
        }
        let accounts = self.accounts().await?;
        if accounts.iter().any(|a| a.environment == Environment::Live) {
            let words = "this book has a live account; make orders up in another --data-dir";
            return Err(DeskError::Input(words.to_owned()));
        }
        let now_ms = self.now_ms();
        let ids = Entropy::seeded(seed.seed);
        let account = made_up_account(seed.seed, &ids, now_ms);
        let adding = account.clone();
        self.inner
            .store
            .write(move |tx| tx.add_account(&adding))
            .await?;

        let mut dice = ChaCha8Rng::seed_from_u64(seed.seed);
        let begin_ms = now_ms - SPREAD_MS;
        let step_ms = SPREAD_MS / i64::from(seed.orders.max(1));
        let mut written = 0;
        while written < seed.orders {
            let end = seed.orders.min(written + ORDERS_A_COMMIT);
            let mut stories = Vec::new();
            for number in written..end {
                let at_ms = begin_ms + step_ms * i64::from(number);
                stories.push(story(&account, seed.seed, number, at_ms, &ids, &mut dice)?);
            }
            self.inner
                .store
                .write(move |tx| {
                    stories
                        .iter()
                        .try_for_each(|story| write(tx, story, now_ms))
                })
                .await?;
            written = end;
            progress(written);
        }
        Ok(Seeded {
            account: account.name,
            orders: written,
        })
    }
}

fn made_up_account(seed: u64, ids: &Entropy, now_ms: i64) -> Account {
    Account {
        id: AccountId::new(now_ms, ids.id_bytes()),
        environment: Environment::Sandbox,
        name: format!("Seeded {seed}"),
        provider: ProviderId::Meta,
        base_url: NOWHERE.to_owned(),
        graph_version: "v24.0".to_owned(),
        waba_id: format!("33{seed:013}"),
        phone_number_id: format!("48{seed:013}"),
        created_at_ms: now_ms,
        access_token_set_at_ms: None,
        app_secret_set_at_ms: None,
    }
}

fn story(
    account: &Account,
    seed: u64,
    number: u32,
    at_ms: i64,
    ids: &Entropy,
    dice: &mut ChaCha8Rng,
) -> Result<Story, DeskError> {
    let draft = drafts::draw(format!("S{seed}-{number:07}"), at_ms, dice);
    let checked = draft.check(at_ms, &[]);
    let order: Order = checked.order.ok_or(DeskError::Findings(checked.findings))?;
    Ok(Story {
        row: row_of(account, &order, OrderId::new(at_ms, ids.id_bytes()), at_ms)?,
        request_body: order_body::write(&order),
        operation_id: OperationId::new(at_ms, ids.id_bytes()),
        message_id: MessageId::new(at_ms, ids.id_bytes()),
        fate: Fate::draw(dice),
    })
}

/// Writes a story the way the desk would have lived it: three commits' worth of journal, the
/// answer, and the lookups.
fn write(tx: &Tx<'_>, story: &Story, now_ms: i64) -> Result<(), StoreError> {
    let (row, id) = (&story.row, story.operation_id);
    let sent_at_ms = row.created_at_ms;
    let body = story.request_body.clone();
    write_send(tx, row, id, story.message_id, body, sent_at_ms)?;
    tx.mark_in_flight(id, sent_at_ms + 2)?;
    let answer = answers::to_send(story.fate, row);
    tx.record_outcome(id, &answer.outcome, sent_at_ms + 180)?;
    if let Outcome::Accepted { provider_id } = &answer.outcome {
        tx.name_message(id, provider_id)?;
    }
    if let Some((http_status, body)) = answer.reply {
        tx.keep_exchange(&NewEvidence {
            order_id: row.id,
            account_id: row.account_id,
            environment: row.environment,
            operation_id: Some(id),
            http_status: Some(http_status),
            body,
            provider_date_ms: Some(sent_at_ms + 150),
            seen_at_ms: sent_at_ms + 180,
        })?;
    }
    for (after_ms, body) in answers::to_lookups(story.fate, row) {
        let at_ms = sent_at_ms + after_ms;
        let reply = Reply {
            status: 200,
            date_ms: Some(at_ms),
            retry_after_ms: None,
            usage: None,
            body: body.into(),
        };
        let answer = read_lookup(reply.status, &reply.body);
        let answered = Answered::new(row.id, reply, answer, vec![id]);
        lookups::record(tx, answered, at_ms, then(at_ms))?;
    }
    relist(tx, row, None, sent_at_ms)?;
    // As things stand today; most of it is long over.
    reschedule(tx, row, News::Settled, then(now_ms))
}

const fn then(ms: i64) -> ProviderNow {
    ProviderNow { ms, is_known: true }
}
