//! Owns `lookups_recorded` and `page_while_polling`: a book of a million orders, some of which are at
//! a sandbox that takes 20 ms to answer.
//!
//! The first looks orders up and writes down what they are answered, 20 at a time, against a loop
//! that only asks the same sandbox for the same payments, 20 at a time. The second reads the first
//! page of the list while lookups run, against the same page while nothing does, by the time that 95
//! of 100 pages stay below.

use crate::{Outcome, runner::Pair};
use counterfoil_desk::{
    AddAccount, Credentials, Desk, DeskOptions, Entropy, PollingOptions, Seed, SystemClock, Threads,
};
use counterfoil_domain::{Secret, account::Environment, ids::OrderId};
use counterfoil_providers::{HttpTransport, meta::Meta};
use counterfoil_sandbox::{Account, Config, NewAccount, Sandbox, Server};
use counterfoil_store::Page;
use counterfoil_tests::bodies::{CONFIGURATION, OrderBody};
use counterfoil_vault::Vault;
use std::{
    net::Ipv4Addr,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tempfile::{Builder, TempDir};
use tokio::{
    runtime::{self, Runtime},
    task::JoinSet,
};

/// How many orders are looked up in a round.
pub const LOOKUPS_A_ROUND: u32 = 2_000;
/// How often the page is read in a round.
pub const PAGES_A_ROUND: u32 = 200;

/// Other orders in the book.
const BOOK: u32 = 1_000_000;
const IN_FLIGHT: usize = 20;
const LATENCY_MS: u64 = 20;
const ROWS: u32 = 100;

/// The book takes minutes to fill, so both benchmarks share one.
static SHARED: Mutex<Option<Arc<Polled>>> = Mutex::new(None);

/// A desk over a large book, its sandbox, and a bare client beside it.
struct Polled {
    runtime: Runtime,
    desk: Desk,
    orders: Vec<OrderId>,
    urls: Vec<String>,
    bearer: String,
    client: reqwest::Client,
    _server: Server,
    _sandbox: Sandbox,
    // Fields are dropped in this order: the folder goes last.
    _folder: TempDir,
}

impl Polled {
    fn shared(folder: &Path) -> Outcome<Arc<Self>> {
        let mut shared = SHARED.lock().map_err(|_| "another benchmark panicked")?;
        if let Some(polled) = &*shared {
            return Ok(polled.clone());
        }
        let beside = folder.parent().unwrap_or(folder);
        let folder = Builder::new().prefix("bench-").tempdir_in(beside)?;
        let polled = Arc::new(Self::start(folder)?);
        *shared = Some(polled.clone());
        Ok(polled)
    }

    fn start(folder: TempDir) -> Outcome<Self> {
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let _inside = runtime.enter();
        let sandbox = Sandbox::open(Config {
            ledger: folder.path().join("sandbox.ledger"),
            seed: 1,
            clock: Arc::new(counterfoil_sandbox::SystemClock),
            entropy: counterfoil_sandbox::Entropy::Os,
        })?;
        let account = sandbox.add_account(NewAccount {
            name: "Kaveri".to_owned(),
            configurations: vec![CONFIGURATION.into()],
            ..NewAccount::default()
        })?;
        let server = runtime.block_on(sandbox.serve((Ipv4Addr::LOCALHOST, 0).into()))?;
        let base_url = format!("http://{}", server.address());
        let desk = runtime.block_on(desk(folder.path()))?;
        let orders = runtime.block_on(fill(&desk, &account, &base_url))?;
        sandbox.set_behaviour(&account.phone_number_id, |behaviour| {
            behaviour.latency_ms = LATENCY_MS..=LATENCY_MS;
        });
        let urls = (0..LOOKUPS_A_ROUND)
            .map(|number| {
                let id = &account.phone_number_id;
                format!("{base_url}/v24.0/{id}/payments/{CONFIGURATION}/B-{number}")
            })
            .collect();
        let client = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self {
            desk,
            orders,
            urls,
            bearer: account.bearer,
            client,
            _server: server,
            _sandbox: sandbox,
            _folder: folder,
            runtime,
        })
    }

    /// Looks every order up the desk's way.
    async fn look_up_all(&self) -> Outcome<()> {
        let before = self.desk.poll_tally().answered;
        self.desk.look_up_orders(self.orders.clone()).await?;
        self.finish().await;
        let answered = self.desk.poll_tally().answered - before;
        if answered != u64::from(LOOKUPS_A_ROUND) {
            return Err(format!("{answered} of {LOOKUPS_A_ROUND} lookups were answered").into());
        }
        Ok(())
    }

    async fn finish(&self) {
        while self.desk.asked_orders_waiting() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Asks for every payment, so many at a time, and reads the answers to their end.
    async fn ask_all(&self) -> Outcome<()> {
        let next = Arc::new(AtomicUsize::new(0));
        let urls: Arc<[String]> = self.urls.clone().into();
        let mut asking = JoinSet::new();
        for _ in 0..IN_FLIGHT {
            let (next, urls) = (next.clone(), urls.clone());
            let (client, bearer) = (self.client.clone(), self.bearer.clone());
            asking.spawn(async move {
                while let Some(url) = urls.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let answer = client.get(url).bearer_auth(&bearer).send().await?;
                    answer.error_for_status()?.bytes().await?;
                }
                Ok::<_, reqwest::Error>(())
            });
        }
        while let Some(asked) = asking.join_next().await {
            asked??;
        }
        Ok(())
    }

    /// The time that 95 of 100 first pages stay below.
    async fn page_p95(&self) -> Outcome<Duration> {
        let mut took = Vec::new();
        for _ in 0..PAGES_A_ROUND {
            let begun = Instant::now();
            let page = self.desk.orders(Environment::Sandbox, Page::first(ROWS));
            let rows = page.await?.len();
            took.push(begun.elapsed());
            if u32::try_from(rows) != Ok(ROWS) {
                return Err(format!("a page had {rows} rows and not {ROWS}").into());
            }
        }
        took.sort_unstable();
        let place = took.len() * 95 / 100;
        Ok(took.get(place).copied().unwrap_or_default())
    }
}

async fn desk(folder: &Path) -> Outcome<Desk> {
    let (desk, _) = Desk::open(DeskOptions {
        data_dir: folder.join("desk"),
        vault: Vault::in_memory(),
        meta: Meta::new(Arc::new(HttpTransport::new())),
        clock: Arc::new(SystemClock),
        entropy: Entropy::Os,
        operator: "tester".to_owned(),
        threads: Threads::Own,
    })
    .await?;
    let seed = Seed {
        orders: BOOK,
        seed: 1,
    };
    desk.seed(seed, |_| {}).await?;
    Ok(desk)
}

/// Adds the sandbox's account and sends its orders; nothing but a job is looked up.
async fn fill(desk: &Desk, account: &Account, base_url: &str) -> Outcome<Vec<OrderId>> {
    let new = AddAccount {
        name: "Kaveri".to_owned(),
        base_url: base_url.to_owned(),
        graph_version: "v24.0".to_owned(),
        waba_id: account.waba_id.clone(),
        phone_number_id: account.phone_number_id.clone(),
    };
    let credentials = Credentials {
        access_token: Secret::new(account.bearer.clone().into_bytes()),
        app_secret: None,
    };
    let added = desk.add_account(new, credentials).await?;
    let mut orders = Vec::new();
    for number in 0..LOOKUPS_A_ROUND {
        let body = OrderBody::new(&format!("B-{number}"));
        orders.push(desk.send_order_body(&added, &body.bytes()).await?.order.id);
    }
    desk.pause_polling(true).await?;
    desk.start_polling(PollingOptions {
        calls_per_hour: Some(u32::MAX),
        in_flight_max: IN_FLIGHT,
        ..PollingOptions::default()
    })
    .await?;
    Ok(orders)
}

/// Lookups that are written down against lookups that are only made.
pub fn start_recorded(folder: &Path) -> Outcome<Box<dyn Pair>> {
    Ok(Box::new(Recorded(Polled::shared(folder)?)))
}

struct Recorded(Arc<Polled>);

impl Pair for Recorded {
    fn prepare(&mut self) -> Outcome<()> {
        Ok(())
    }

    fn subject(&mut self) -> Outcome<()> {
        self.0.runtime.block_on(self.0.look_up_all())
    }

    fn baseline(&mut self) -> Outcome<()> {
        self.0.runtime.block_on(self.0.ask_all())
    }

    fn check(&mut self) -> Outcome<()> {
        let polled = &self.0;
        let longest_ms = polled.desk.poll_tally().longest_write_ms;
        println!("lookups_recorded: a commit kept the writer for {longest_ms} ms at most");
        let shown = polled
            .runtime
            .block_on(polled.desk.show_order(polled.orders[0]))?;
        match shown.state.payment.is_captured() {
            true => Ok(()),
            false => Err("the first order was looked up and is not captured".into()),
        }
    }
}

/// The first page while lookups run against the same page while nothing does.
pub fn start_page(folder: &Path) -> Outcome<Box<dyn Pair>> {
    Ok(Box::new(PageWhilePolling {
        polled: Polled::shared(folder)?,
        p95: None,
    }))
}

struct PageWhilePolling {
    polled: Arc<Polled>,
    p95: Option<Duration>,
}

impl Pair for PageWhilePolling {
    fn prepare(&mut self) -> Outcome<()> {
        Ok(())
    }

    fn subject(&mut self) -> Outcome<()> {
        let polled = &self.polled;
        let p95 = polled.runtime.block_on(async {
            polled.desk.look_up_orders(polled.orders.clone()).await?;
            let p95 = polled.page_p95().await?;
            let running = polled.desk.asked_orders_waiting();
            polled.finish().await;
            match running {
                0 => Err("the lookups ended before the pages".into()),
                _ => Outcome::Ok(p95),
            }
        })?;
        self.p95 = Some(p95);
        Ok(())
    }

    fn baseline(&mut self) -> Outcome<()> {
        self.p95 = Some(self.polled.runtime.block_on(self.polled.page_p95())?);
        Ok(())
    }

    fn own_time(&mut self) -> Option<Duration> {
        // The runner divides by the units of a round; one page is meant.
        self.p95.take().map(|p95| p95 * PAGES_A_ROUND)
    }

    fn check(&mut self) -> Outcome<()> {
        Ok(())
    }
}

/// Removes the book that the benchmarks shared.
pub fn remove_book() {
    if let Ok(mut shared) = SHARED.lock() {
        *shared = None;
    }
}
