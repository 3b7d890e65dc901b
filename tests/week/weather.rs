//! Owns what goes wrong between the desk and the provider, drawn from the seed, and the log of every
//! lookup that left.

use counterfoil_providers::{CallKind, Request, Transport, transport::Answer};
use counterfoil_sandbox::{Call, Fault, FaultKind, FaultPlan, Sandbox};
use counterfoil_store::BookFiles;
use counterfoil_tests::{clock::TestClock, router::RouterTransport};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rusqlite::{Connection, OpenFlags};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    pin::Pin,
    sync::{Arc, Mutex, OnceLock},
};

/// Of a hundred lookups, so many go wrong.
pub const FAULTS_IN_A_HUNDRED: u32 = 30;

const COUNTED_EVERY_MS: i64 = 5_000;

/// A lookup that left.
#[derive(Clone, Debug)]
pub struct Left {
    /// The true time, UTC.
    pub at_ms: i64,
    /// The order it was about.
    pub reference_id: String,
    /// When it was due and how far apart its lookups were, by the book.
    pub due: Option<(i64, i64)>,
    /// How many lookups were due then.
    pub backlog: i64,
    /// What went wrong.
    pub fault: Option<&'static str>,
    /// How long the answer asked us to wait.
    pub asked_to_wait_ms: i64,
}

/// The way to the sandbox, in all weathers.
pub struct Weather {
    router: RouterTransport,
    sandbox: Sandbox,
    clock: Arc<TestClock>,
    seed: u64,
    /// How often each order was asked about; its faults are drawn from that alone.
    asked: Mutex<BTreeMap<String, u64>>,
    log: Mutex<Vec<Left>>,
    book: OnceLock<Mutex<Connection>>,
    /// When the backlog was last counted, and what it was.
    counted: Mutex<(i64, i64)>,
    /// The account, once it is known.
    number: OnceLock<String>,
    contradicted: Mutex<BTreeMap<String, u32>>,
}

impl Weather {
    pub fn new(sandbox: &Sandbox, clock: &Arc<TestClock>, seed: u64) -> Self {
        Self {
            router: RouterTransport::new(sandbox),
            sandbox: sandbox.clone(),
            clock: clock.clone(),
            seed,
            asked: Mutex::new(BTreeMap::new()),
            log: Mutex::new(Vec::new()),
            book: OnceLock::new(),
            counted: Mutex::new((i64::MIN, 0)),
            number: OnceLock::new(),
            contradicted: Mutex::new(BTreeMap::new()),
        }
    }

    /// Begins: this is the account, and there is its book.
    pub fn begin(&self, number: &str, data_dir: PathBuf) {
        let path = BookFiles::in_folder(&data_dir).book();
        let book = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        self.book.set(Mutex::new(book)).unwrap();
        self.number.set(number.to_owned()).unwrap();
    }

    /// Every lookup that left, in order.
    pub fn log(&self) -> Vec<Left> {
        self.log.lock().unwrap().clone()
    }

    /// How often the answers about an order contradicted the truth.
    pub fn contradictions(&self, reference_id: &str) -> u32 {
        let contradicted = self.contradicted.lock().unwrap();
        contradicted.get(reference_id).copied().unwrap_or_default()
    }

    async fn send(&self, request: Request) -> Answer {
        if request.kind == CallKind::Effect || self.number.get().is_none() {
            return self.router.call(request).await;
        }
        let reference_id = request
            .url
            .path_segments()
            .unwrap()
            .next_back()
            .unwrap()
            .to_owned();
        let fault = self.draw(&reference_id);
        let mut left = Left {
            at_ms: self.clock.true_ms(),
            due: self.due(&reference_id),
            backlog: self.backlog(),
            reference_id,
            fault: fault.as_ref().map(|(name, _)| *name),
            asked_to_wait_ms: 0,
        };
        let faults = fault.into_iter().map(|(_, fault)| fault).collect();
        let number = self.number.get().unwrap();
        self.sandbox
            .set_faults(number, Call::Lookup, FaultPlan::Next(faults));
        let answer = self.router.call(request).await;
        if let Ok(reply) = &answer {
            let ms = reply.retry_after_ms.unwrap_or_default();
            left.asked_to_wait_ms = i64::try_from(ms).unwrap();
        }
        self.log.lock().unwrap().push(left);
        answer
    }

    fn draw(&self, reference_id: &str) -> Option<(&'static str, Fault)> {
        let mut dice = self.dice(reference_id);
        if !dice.random_ratio(FAULTS_IN_A_HUNDRED, 100) {
            return None;
        }
        let (name, kind) = fault(&mut dice);
        if matches!(kind, FaultKind::OtherAmount | FaultKind::OtherCurrency) {
            let mut contradicted = self.contradicted.lock().unwrap();
            *contradicted.entry(reference_id.to_owned()).or_default() += 1;
        }
        Some((name, Fault::before(kind)))
    }

    fn dice(&self, reference_id: &str) -> ChaCha8Rng {
        let mut asked = self.asked.lock().unwrap();
        let times = asked.entry(reference_id.to_owned()).or_default();
        *times += 1;
        let number: u64 = reference_id.trim_start_matches("W-").parse().unwrap();
        let mut dice = ChaCha8Rng::seed_from_u64(self.seed);
        dice.set_stream(number << 32 | *times);
        dice
    }

    fn due(&self, reference_id: &str) -> Option<(i64, i64)> {
        let book = self.book.get().unwrap().lock().unwrap();
        let mut statement = book
            .prepare_cached(
                "SELECT due_at_ms, every_ms FROM polls WHERE order_id =
                     (SELECT id FROM orders WHERE reference_id = ?1)",
            )
            .unwrap();
        statement
            .query_row([reference_id], |row| Ok((row.get(0)?, row.get(1)?)))
            .ok()
    }

    /// How many lookups are due, as of a few seconds ago.
    fn backlog(&self) -> i64 {
        let now_ms = self.clock.true_ms();
        let mut counted = self.counted.lock().unwrap();
        if now_ms.saturating_sub(counted.0) >= COUNTED_EVERY_MS {
            *counted = (now_ms, self.count_due(now_ms));
        }
        counted.1
    }

    fn count_due(&self, now_ms: i64) -> i64 {
        let book = self.book.get().unwrap().lock().unwrap();
        let mut statement = book
            .prepare_cached(
                "SELECT count(*) FROM polls WHERE account_id = (SELECT id FROM accounts)
                 AND lane IN (0, 1, 2, 3, 4, 5) AND due_at_ms <= ?1",
            )
            .unwrap();
        statement.query_row([now_ms], |row| row.get(0)).unwrap()
    }
}

impl Transport for Weather {
    fn call(&self, request: Request) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        Box::pin(self.send(request))
    }
}

/// Something that goes wrong. The common ones come more often than those that ask us to wait.
fn fault(dice: &mut ChaCha8Rng) -> (&'static str, FaultKind) {
    let status = |status, retry_after_s| FaultKind::Status {
        status,
        retry_after_s,
    };
    let graph = |status, code| FaultKind::Graph {
        status,
        code,
        retry_after_s: None,
    };
    match dice.random_range(0..1_000) {
        0..100 => ("reset", FaultKind::Reset),
        100..150 => ("close", FaultKind::Close),
        150..200 => ("truncated", FaultKind::Truncated { at: 40 }),
        200..240 => ("408", status(408, None)),
        240..300 => ("500", status(500, None)),
        300..340 => ("503", status(503, None)),
        340..400 => ("502 HTML", FaultKind::BadGateway),
        400..430 => ("On-Premises error", FaultKind::OnPremisesError),
        430..470 => ("garbage", FaultKind::Garbage),
        470..510 => ("empty", FaultKind::Empty),
        510..530 => ("deep", FaultKind::Deep),
        530..560 => ("wrong types", FaultKind::WrongTypes),
        560..590 => ("keys twice", FaultKind::DuplicateKeys),
        590..610 => ("huge numbers", FaultKind::HugeNumbers),
        610..640 => ("not UTF-8", FaultKind::InvalidUtf8),
        640..700 => ("unknown failure", graph(500, 131_000)),
        700..940 => {
            let by_ms = dice.random_range(1_000..86_400_000);
            ("stale", FaultKind::Stale { by_ms })
        }
        940..970 => ("another order", FaultKind::OtherReference),
        970..972 => ("another amount", FaultKind::OtherAmount),
        972..973 => ("another currency", FaultKind::OtherCurrency),
        973..974 if dice.random_ratio(1, 10) => ("huge", FaultKind::Huge),
        974..985 => ("429", status(429, Some(dice.random_range(5..120)))),
        985..987 => ("80007", graph(400, 80_007)),
        _ => (
            "130429",
            FaultKind::Graph {
                status: 400,
                code: 130_429,
                retry_after_s: Some(30),
            },
        ),
    }
}
