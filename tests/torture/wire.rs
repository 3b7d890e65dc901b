//! Owns the way from the desk to the simulator: it is told of every refund that leaves, and which
//! operation it was.

use crate::{crash::Crash, stage::reference};
use counterfoil_providers::{CallKind, Request, Transport, TransportError, transport::Answer};
use counterfoil_sandbox::{CustomerPlan, MadeRefund, RefundFate, Sandbox};
use counterfoil_store::BookFiles;
use counterfoil_tests::router::RouterTransport;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    pin::Pin,
    sync::{Mutex, OnceLock},
};

/// The way to the simulator.
pub struct Wire {
    router: RouterTransport,
    sandbox: Sandbox,
    data_dir: OnceLock<PathBuf>,
    crash: OnceLock<Crash>,
    log: Mutex<Log>,
}

/// What left, and what became of it.
#[derive(Debug, Default)]
pub struct Log {
    /// The refund that each operation made.
    pub made: BTreeMap<String, MadeRefund>,
    /// Every operation whose request left.
    pub left: Vec<String>,
    /// The refunds that lookups have shown and the book has taken in, whoever made them.
    pub shown: BTreeMap<String, MadeRefund>,
    /// Those that answers have shown since the last step ended.
    showing: BTreeMap<String, MadeRefund>,
    /// Operations that the book called disproved at some moment.
    pub given_up: BTreeSet<String>,
    /// The next refund finds no way to the provider: nothing leaves.
    pub has_no_way: bool,
    /// The customer of this order pays while its cancel is on its way.
    pub pays_in_between: Option<String>,
    /// What must never be.
    pub violations: Vec<String>,
}

impl Wire {
    pub fn new(sandbox: &Sandbox) -> Self {
        Self {
            router: RouterTransport::new(sandbox),
            sandbox: sandbox.clone(),
            data_dir: OnceLock::new(),
            crash: OnceLock::new(),
            log: Mutex::default(),
        }
    }

    /// Begins to watch: there is the book, and the program ends like this.
    pub fn begin(&self, data_dir: PathBuf, crash: Crash) {
        self.data_dir.set(data_dir).unwrap();
        assert!(self.crash.set(crash).is_ok(), "it begins once");
    }

    /// What left so far.
    pub fn log<T>(&self, read: impl FnOnce(&mut Log) -> T) -> T {
        read(&mut self.log.lock().unwrap())
    }

    async fn send(&self, request: Request) -> Answer {
        let Some(crash) = self.crash.get() else {
            return self.router.call(request).await;
        };
        let gone = || TransportError::Lost("the program has ended".to_owned());
        if crash.has_ended() {
            return Err(gone());
        }
        if is_status(&request) {
            return self.tell(request, crash).await;
        }
        if request.kind != CallKind::Effect || !request.url.path().ends_with("/payments_refund") {
            return self.look_up(request).await;
        }
        let operation = self.operation_of(&request, "refund");
        crash.pass("wire.before");
        if crash.has_ended() {
            return Err(gone());
        }
        if self.log(|log| std::mem::take(&mut log.has_no_way)) {
            return Err(TransportError::NotSent("no address was found".to_owned()));
        }
        if let Some(operation) = &operation {
            self.log(|log| log.left.push(operation.clone()));
        }
        let before = self.sandbox.refunds().len();
        let answer = self.router.call(request).await;
        let made: Vec<_> = self.sandbox.refunds().split_off(before);
        let own: Vec<_> = made.into_iter().filter(|made| !made.is_foreign()).collect();
        self.log(|log| log.note(operation, own));
        crash.pass("wire.after");
        if crash.has_ended() {
            return Err(gone());
        }
        answer
    }

    /// Lets a status message leave.
    async fn tell(&self, request: Request, crash: &Crash) -> Answer {
        let gone = || TransportError::Lost("the program has ended".to_owned());
        let kind = match has(&request, "canceled") {
            true => "cancel",
            false => "order_status",
        };
        self.operation_of(&request, kind);
        crash.pass("wire.before");
        if crash.has_ended() {
            return Err(gone());
        }
        if let Some(reference) = self.log(|log| log.pays_in_between.take()) {
            let number = self.sandbox.accounts()[0].phone_number_id.clone();
            let pays = CustomerPlan::PaysAtOnce;
            self.sandbox.set_customer(&number, &reference, pays);
        }
        let answer = self.router.call(request).await;
        crash.pass("wire.after");
        if crash.has_ended() {
            return Err(gone());
        }
        answer
    }

    /// The operation whose request this is: committed as in flight, with these very bytes.
    fn operation_of(&self, request: &Request, kind: &str) -> Option<String> {
        let hash: [u8; 32] = Sha256::digest(bytes_of(request)).into();
        let path = BookFiles::in_folder(self.data_dir.get().unwrap()).book();
        let book = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let found = book.query_row(
            "SELECT id FROM operations
             WHERE kind = ?1 AND state = 'in_flight' AND request_hash = ?2",
            (kind, hash),
            |row| row.get(0),
        );
        if found.is_err() {
            let words = format!("a {kind} left that is not committed as in flight");
            self.log(|log| log.violations.push(words));
        }
        found.ok()
    }

    async fn look_up(&self, request: Request) -> Answer {
        let reference_id = request
            .url
            .path_segments()
            .and_then(Iterator::last)
            .map(str::to_owned);
        let answer = self.router.call(request).await;
        if let (Some(reference_id), Ok(reply)) = (reference_id, &answer) {
            let text = String::from_utf8_lossy(&reply.body);
            let mut shown = self.sandbox.refunds();
            shown
                .retain(|made| made.reference_id == reference_id && text.contains(&made.refund_id));
            let by_id = |made: MadeRefund| (made.refund_id.clone(), made);
            self.log(|log| log.showing.extend(shown.into_iter().map(by_id)));
        }
        answer
    }
}

fn is_status(request: &Request) -> bool {
    request.kind == CallKind::Effect && has(request, "order_status")
}

fn has(request: &Request, word: &str) -> bool {
    String::from_utf8_lossy(bytes_of(request)).contains(word)
}

fn bytes_of(request: &Request) -> &[u8] {
    request.body.as_ref().map_or(&[], |body| &body.bytes)
}

impl Log {
    fn note(&mut self, operation: Option<String>, made: Vec<MadeRefund>) {
        let mut made = made.into_iter();
        let (Some(operation), Some(first)) = (operation, made.next()) else {
            return;
        };
        if made.next().is_some() || self.made.contains_key(&operation) {
            let words = format!("operation {operation} made more than one refund");
            self.violations.push(words);
        }
        self.made.insert(operation, first);
    }

    /// A step is over: what answers have shown is in the book, unless the program ended meanwhile.
    pub fn step_is_over(&mut self, has_crashed: bool) {
        let showing = std::mem::take(&mut self.showing);
        if !has_crashed {
            self.shown.extend(showing);
        }
    }

    /// What our refunds of an order move, save those that the gateway has given up.
    pub fn own_minor(&self, order: usize) -> i64 {
        let counted = self
            .made
            .iter()
            .filter(|(operation, made)| made.moves_money() && !self.given_up.contains(*operation));
        sum_of(order, counted.map(|(_, made)| made))
    }

    /// What the refunds of an order move that lookups have shown, whoever made them, save those that
    /// may be given up.
    pub fn shown_minor(&self, order: usize) -> i64 {
        let lasts = |made: &&MadeRefund| {
            matches!(
                made.fate,
                RefundFate::Settles { .. } | RefundFate::StaysPending
            )
        };
        sum_of(order, self.shown.values().filter(lasts))
    }
}

fn sum_of<'m>(order: usize, made: impl Iterator<Item = &'m MadeRefund>) -> i64 {
    let of_order = made.filter(|made| made.reference_id == reference(order));
    of_order.map(|made| made.amount_minor).sum()
}

impl Transport for Wire {
    fn call(&self, request: Request) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        Box::pin(self.send(request))
    }
}
