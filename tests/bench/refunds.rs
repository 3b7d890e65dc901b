//! Owns `refunds_in_flight`: a refund of each of 200 paid orders through the desk, 20 at a time, against
//! a bare loop that makes the same two HTTP calls each, a lookup and the refund, as many at a time.
//!
//! Both speak to one sandbox over loopback, whose answers take 50 ms; it serves them from the same
//! runtime. The desk alone keeps each answer, folds it, counts what may go back, and makes four commits
//! with `synchronous = FULL` a refund. Each side has an account and orders of its own.

use crate::{Outcome, runner::Pair};
use bytes::Bytes;
use counterfoil_desk::{
    AddAccount, Credentials, Desk, DeskOptions, Entropy, RefundAsked, SystemClock, Threads,
};
use counterfoil_domain::{
    Secret,
    ids::OrderId,
    money::{Currency, Money},
    operation::OperationState,
    refund::{Reason, Speed},
};
use counterfoil_providers::{
    HttpTransport,
    meta::{Meta, refund::refund_body},
};
use counterfoil_sandbox::{Account, Config, CustomerPlan, NewAccount, Sandbox, Server};
use counterfoil_vault::Vault;
use reqwest::Client;
use std::{
    net::Ipv4Addr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinSet,
};

/// How many orders each side refunds in a round.
pub const REFUNDS_A_ROUND: u32 = 200;
const IN_FLIGHT: usize = 20;
const LATENCY_MS: u64 = 50;
/// What each refund moves: many fit into an order.
const MINOR: i64 = 100;
const CONFIGURATION: &str = "sandbox-razorpay";
const GRAPH_VERSION: &str = "v24.0";
const ORDER: &str = include_str!("../../docs/example-order.json");
const REFERENCE_IN_ORDER: &str = "KP-2291";

/// Sets up the sandbox, the desk and the orders of both sides.
pub fn start(folder: &Path) -> Outcome<Box<dyn Pair>> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let inside = runtime.enter();
    let sandbox = Sandbox::open(Config {
        ledger: folder.join("sandbox.ledger"),
        seed: 1,
        clock: Arc::new(counterfoil_sandbox::SystemClock),
        entropy: counterfoil_sandbox::Entropy::Os,
    })?;
    let server = runtime.block_on(sandbox.serve((Ipv4Addr::LOCALHOST, 0).into()))?;
    let base_url = format!("http://{}", server.address());
    let (desk, _) = runtime.block_on(Desk::open(DeskOptions {
        data_dir: folder.join("desk"),
        vault: Vault::stand_in(),
        meta: Meta::new(Arc::new(HttpTransport::new())),
        clock: Arc::new(SystemClock),
        entropy: Entropy::Os,
        operator: "tester".to_owned(),
        threads: Threads::Own,
    }))?;
    let mut sides = Vec::new();
    for name in ["Subject", "Baseline"] {
        let account = sandbox.add_account(NewAccount {
            name: name.to_owned(),
            configurations: vec![CONFIGURATION.into()],
            ..NewAccount::default()
        })?;
        let orders = runtime.block_on(fill(&desk, &sandbox, &account, name, &base_url))?;
        sandbox.set_behaviour(&account.phone_number_id, |habits| {
            habits.latency_ms = LATENCY_MS..=LATENCY_MS;
        });
        sides.push((account, orders));
    }
    drop(inside);
    let [(_, orders), (account, references)] =
        <[_; 2]>::try_from(sides).map_err(|_| "two sides")?;
    Ok(Box::new(Refunds {
        desk,
        orders: orders.into_iter().map(|(id, _)| id).collect(),
        client: Client::builder().no_proxy().build()?,
        number_url: format!("{base_url}/{GRAPH_VERSION}/{}", account.phone_number_id),
        bearer: account.bearer,
        references: references.into_iter().map(|(_, name)| name).collect(),
        rounds: 0,
        sandbox,
        _server: server,
        runtime,
    }))
}

struct Refunds {
    desk: Desk,
    orders: Arc<[OrderId]>,
    client: Client,
    number_url: String,
    bearer: String,
    references: Arc<[String]>,
    rounds: usize,
    sandbox: Sandbox,
    _server: Server,
    runtime: Runtime,
}

impl Pair for Refunds {
    fn prepare(&mut self) -> Outcome<()> {
        self.rounds += 1;
        Ok(())
    }

    fn subject(&mut self) -> Outcome<()> {
        let (desk, orders) = (self.desk.clone(), self.orders.clone());
        let refund = move |at: usize| {
            let (desk, order) = (desk.clone(), orders.get(at).copied());
            async move {
                let Some(order) = order else { return Ok(false) };
                let refunded = desk.start_refund(asked(order)?).await?;
                match refunded.operation.state {
                    OperationState::Accepted => Ok(true),
                    state => Err(format!("a refund is {}", state.word()).into()),
                }
            }
        };
        self.runtime.block_on(all(refund))
    }

    fn baseline(&mut self) -> Outcome<()> {
        let (client, bearer) = (self.client.clone(), self.bearer.clone());
        let (url, references) = (self.number_url.clone(), self.references.clone());
        let refund = move |at: usize| {
            let (client, bearer) = (client.clone(), bearer.clone());
            let (url, reference) = (url.clone(), references.get(at).cloned());
            async move {
                let Some(reference) = reference else {
                    return Ok(false);
                };
                let lookup = format!("{url}/payments/{CONFIGURATION}/{reference}");
                let answer = client.get(lookup).bearer_auth(&bearer).send().await?;
                answer.error_for_status()?.bytes().await?;
                let body = refund_body(&reference, CONFIGURATION, moved()?, Speed::Normal);
                let answer = client
                    .post(format!("{url}/payments_refund"))
                    .bearer_auth(&bearer)
                    .header("Content-Type", "application/json")
                    .body(Bytes::from(body))
                    .send()
                    .await?;
                answer.error_for_status()?.bytes().await?;
                Ok(true)
            }
        };
        self.runtime.block_on(all(refund))
    }

    fn check(&mut self) -> Outcome<()> {
        let made = self.sandbox.refunds().len();
        let wanted = 2 * self.rounds * usize::try_from(REFUNDS_A_ROUND)?;
        if made != wanted {
            return Err(format!("{made} refunds were made and not {wanted}").into());
        }
        Ok(())
    }
}

/// Does what `one` does with each number until it says that there is none, so many at a time.
async fn all<F, R>(one: F) -> Outcome<()>
where
    F: Fn(usize) -> R + Clone + Send + 'static,
    R: Future<Output = Outcome<bool>> + Send,
{
    let next = Arc::new(AtomicUsize::new(0));
    let mut running = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let (next, one) = (next.clone(), one.clone());
        running.spawn(async move {
            while one(next.fetch_add(1, Ordering::Relaxed)).await? {}
            Outcome::Ok(())
        });
    }
    while let Some(done) = running.join_next().await {
        done??;
    }
    Ok(())
}

fn moved() -> Outcome<Money> {
    Ok(Money::new(MINOR, Currency::Inr).ok_or("an amount")?)
}

fn asked(order: OrderId) -> Outcome<RefundAsked> {
    Ok(RefundAsked {
        order,
        intent: None,
        amount: moved()?,
        speed: Speed::Normal,
        reason: Reason::CustomerRequest,
        reason_text: None,
        typed_again: None,
    })
}

/// Adds an account and sends its orders, which are paid at once.
async fn fill(
    desk: &Desk,
    sandbox: &Sandbox,
    account: &Account,
    name: &str,
    base_url: &str,
) -> Outcome<Vec<(OrderId, String)>> {
    let new = AddAccount {
        name: name.to_owned(),
        base_url: base_url.to_owned(),
        graph_version: GRAPH_VERSION.to_owned(),
        waba_id: account.waba_id.clone(),
        phone_number_id: account.phone_number_id.clone(),
    };
    let credentials = Credentials {
        access_token: Secret::new(account.bearer.clone().into_bytes()),
        app_secret: None,
    };
    let added = desk.add_account(new, credentials).await?;
    let mut orders = Vec::new();
    for number in 0..REFUNDS_A_ROUND {
        let reference = format!("{name}-{number}");
        let phone_number_id = &account.phone_number_id;
        sandbox.set_customer(phone_number_id, &reference, CustomerPlan::PaysAtOnce);
        let body = ORDER.replace(REFERENCE_IN_ORDER, &reference);
        let sent = desk.send_order_body(&added, body.as_bytes()).await?;
        orders.push((sent.order.id, reference));
    }
    Ok(orders)
}
