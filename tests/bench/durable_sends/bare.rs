//! Owns the baseline: the same rows in the same three commits and the same call, by hand.

mod statements;

use super::{GRAPH_VERSION, provider::Provider};
use crate::Outcome;
use bytes::Bytes;
use counterfoil_desk::{Clock, Desk, SystemClock};
use counterfoil_domain::{
    ids::{AccountId, MessageId, OperationId, OrderId},
    order::Order,
};
use counterfoil_providers::meta::{EFFECT_DEADLINE, order_body};
use counterfoil_sandbox::Account;
use counterfoil_store::{BookFiles, Store};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reqwest::{
    Client,
    header::{AUTHORIZATION, CONTENT_TYPE},
    redirect::Policy,
    retry,
};
use rusqlite::{Connection, named_params};
use serde_json::Value;
use statements::Statements;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How the desk's own writing connection is set up, as far as it costs time.
const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -65536;
    PRAGMA mmap_size = 0;
    PRAGMA temp_store = MEMORY;
    PRAGMA foreign_keys = ON;
    PRAGMA recursive_triggers = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;";

/// A book without a desk.
pub struct Bare {
    connection: Connection,
    client: Client,
    runtime: Runtime,
    messages_url: String,
    authorization: String,
    account_id: String,
    phone_number_id: String,
    files: BookFiles,
    dice: ChaCha8Rng,
}

/// An order that was checked and written beforehand.
pub struct Ready {
    order: Order,
    draft: String,
    request: Bytes,
}

/// The ids of one send, as the desk would draw them.
struct Ids {
    order: String,
    operation: String,
    message: String,
}

/// What came back.
struct Answer {
    status: u16,
    body: Bytes,
    message_id: String,
}

impl Ready {
    /// Checks a body and writes the bytes that are to leave.
    pub fn of(body: &[u8]) -> Outcome<Self> {
        let checked = Desk::check_order_body(body, SystemClock.now_ms(), &[]);
        let order = checked.order.ok_or("the order may not be sent")?;
        Ok(Self {
            draft: serde_json::to_string(order.draft())?,
            request: order_body::write(&order).into(),
            order,
        })
    }
}

impl Bare {
    /// Lets the program make an empty book, then opens it without the program.
    pub fn open(files: BookFiles, provider: &Provider) -> Outcome<Self> {
        let now_ms = SystemClock.now_ms();
        drop(Store::open(&files, now_ms)?);
        let connection = Connection::open(files.book())?;
        connection.execute_batch(PRAGMAS)?;

        let account = provider.new_account("Baseline")?;
        let account_id = AccountId::new(now_ms, [0; 10]).to_string();
        add_account(
            &connection,
            &account_id,
            &account,
            provider.base_url(),
            now_ms,
        )?;
        let messages_url = format!(
            "{}/{GRAPH_VERSION}/{}/messages",
            provider.base_url(),
            account.phone_number_id
        );
        Ok(Self {
            connection,
            client: client()?,
            runtime: Builder::new_current_thread().enable_all().build()?,
            messages_url,
            authorization: format!("Bearer {}", account.bearer),
            account_id,
            phone_number_id: account.phone_number_id,
            files,
            dice: ChaCha8Rng::seed_from_u64(1),
        })
    }

    /// Sends one order after the other.
    pub fn send_all(&mut self, orders: &[Ready]) -> Outcome<()> {
        let mut statements = Statements::prepare(&self.connection)?;
        for ready in orders {
            let ids = ids(&mut self.dice);
            let (mut request_hash, mut answer_hash) = ([0; 32], [0; 32]);
            self.dice.fill_bytes(&mut request_hash);
            self.dice.fill_bytes(&mut answer_hash);

            statements.begin()?;
            statements.write_order(self, ready, &ids)?;
            statements.prepare_operation(self, ready, &ids, &request_hash)?;
            statements.write_message(self, &ids)?;
            statements.tell(self, ready, &ids, "prepared", None, &request_hash)?;
            statements.commit()?;

            statements.begin()?;
            statements.mark_in_flight(&ids)?;
            statements.tell(self, ready, &ids, "in flight", None, &request_hash)?;
            statements.commit()?;

            let answer = self.runtime.block_on(self.post(ready.request.clone()))?;

            statements.begin()?;
            statements.record_outcome(&ids, &answer)?;
            statements.keep_answer(self, &ids, &answer, &answer_hash)?;
            let rests = Some(&answer_hash);
            statements.list(self, ready, &ids)?;
            statements.tell(self, ready, &ids, "accepted", rests, &answer_hash)?;
            statements.commit()?;
        }
        Ok(())
    }

    /// Where its book is.
    pub fn files(&self) -> &BookFiles {
        &self.files
    }

    /// Its account at the sandbox.
    pub fn phone_number_id(&self) -> &str {
        &self.phone_number_id
    }

    async fn post(&self, body: Bytes) -> Outcome<Answer> {
        let response = self
            .client
            .post(&self.messages_url)
            .timeout(EFFECT_DEADLINE)
            .header(AUTHORIZATION, &self.authorization)
            .header(CONTENT_TYPE, "application/json")
            .body(body)
            .send()
            .await?;
        let status = response.status().as_u16();
        let body = response.bytes().await?;
        let value: Value = serde_json::from_slice(&body)?;
        let message_id = value["messages"][0]["id"].as_str();
        Ok(Answer {
            status,
            message_id: message_id.ok_or("a send was not accepted")?.to_owned(),
            body,
        })
    }
}

/// The desk's client for effects in a sandbox, setting by setting.
fn client() -> Outcome<Client> {
    Ok(Client::builder()
        .user_agent("counterfoil-bench")
        .redirect(Policy::none())
        .referer(false)
        .retry(retry::never())
        .connect_timeout(CONNECT_TIMEOUT)
        .http1_only()
        .pool_max_idle_per_host(0)
        .no_proxy()
        .tls_certs_only([])
        .build()?)
}

fn add_account(
    connection: &Connection,
    id: &str,
    account: &Account,
    base_url: &str,
    now_ms: i64,
) -> Outcome<()> {
    connection.execute(
        "INSERT INTO accounts (id, environment, name, provider, base_url, graph_version, waba_id,
             phone_number_id, created_at_ms)
         VALUES (:id, 'sandbox', :name, 'meta', :base_url, :version, :waba, :number, :now)",
        named_params! {
            ":id": id,
            ":name": account.name,
            ":base_url": base_url,
            ":version": GRAPH_VERSION,
            ":waba": account.waba_id,
            ":number": account.phone_number_id,
            ":now": now_ms,
        },
    )?;
    Ok(())
}

fn ids(dice: &mut ChaCha8Rng) -> Ids {
    let now_ms = SystemClock.now_ms();
    let mut random = || {
        let mut bytes = [0; 10];
        dice.fill_bytes(&mut bytes);
        bytes
    };
    Ids {
        order: OrderId::new(now_ms, random()).to_string(),
        operation: OperationId::new(now_ms, random()).to_string(),
        message: MessageId::new(now_ms, random()).to_string(),
    }
}
