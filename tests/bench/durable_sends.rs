//! Owns `durable_sends`: orders sent one after the other through the desk, against the same three
//! commits and the same HTTP call written out by hand.
//!
//! Both keep a book of the same schema in a file, with the same settings of the database (WAL,
//! `synchronous = FULL`), write the same rows in the same three commits a send, and POST the same
//! bytes over a new HTTP/1.1 connection to one sandbox, which serves both over loopback from a
//! thread of its own. The sandbox's work, with the sync of its ledger for each message, is part of
//! both times: a provider's is part of every send.
//!
//! The desk alone reads the account and whether the book was restored, checks the body against
//! every rule and writes it anew, fetches the token from a vault in memory, asks whether the
//! reference id was used before, asks whether this is the book last worked with, reads the
//! operation's state before each move, hashes the request and each line of the activity, anchors
//! them, hashes and compresses the answer, reads the answer strictly, and hands the work to the writing
//! thread, to a reading thread and to a task of the effect's own. The baseline runs everything but
//! the sandbox on one thread, on a runtime of that thread, with statements that stay prepared.

mod bare;
mod provider;
mod subject;

use crate::{Outcome, runner::Pair};
use bare::{Bare, Ready};
use counterfoil_store::BookFiles;
use provider::Provider;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use subject::Subject;

/// How many orders each side sends in a round.
pub const SENDS_A_ROUND: u32 = 200;

const GRAPH_VERSION: &str = "v24.0";
const ORDER: &str = include_str!("../../docs/example-order.json");
const REFERENCE_IN_ORDER: &str = "KP-2291";
const TABLES: [&str; 10] = [
    "orders",
    "operations",
    "operation_events",
    "messages",
    "message_orders",
    "raw_bodies",
    "evidence",
    "activity WHERE order_id IS NOT NULL",
    "order_lists",
    "polls",
];

/// Sets up the sandbox, the desk and the bare book.
pub fn start(folder: &Path) -> Outcome<Box<dyn Pair>> {
    let provider = Provider::start(&folder.join("sandbox.ledger"))?;
    let subject = Subject::open(BookFiles::in_folder(folder.join("desk")), &provider)?;
    let bare = Bare::open(BookFiles::in_folder(folder.join("bare")), &provider)?;
    Ok(Box::new(DurableSends {
        subject,
        bare,
        provider,
        bodies: Vec::new(),
        ready: Vec::new(),
        sent: 0,
    }))
}

struct DurableSends {
    subject: Subject,
    bare: Bare,
    provider: Provider,
    /// The bodies the desk is to send next.
    bodies: Vec<Vec<u8>>,
    /// The same orders as the baseline wants them.
    ready: Vec<Ready>,
    sent: u32,
}

impl Pair for DurableSends {
    fn prepare(&mut self) -> Outcome<()> {
        let numbers = self.sent..self.sent + SENDS_A_ROUND;
        self.bodies = numbers
            .map(|number| ORDER.replace(REFERENCE_IN_ORDER, &format!("B-{number:06}")))
            .map(String::into_bytes)
            .collect();
        self.ready = self
            .bodies
            .iter()
            .map(|body| Ready::of(body))
            .collect::<Outcome<_>>()?;
        self.sent += SENDS_A_ROUND;
        Ok(())
    }

    fn subject(&mut self) -> Outcome<()> {
        self.subject.send_all(&self.bodies)
    }

    fn baseline(&mut self) -> Outcome<()> {
        self.bare.send_all(&self.ready)
    }

    fn check(&mut self) -> Outcome<()> {
        let both = [
            (self.subject.files(), self.subject.phone_number_id()),
            (self.bare.files(), self.bare.phone_number_id()),
        ];
        let mut counts = Vec::new();
        for (files, phone_number_id) in both {
            let committed = self.provider.committed(phone_number_id);
            if u32::try_from(committed) != Ok(self.sent) {
                return Err(format!("{committed} of {} sends arrived", self.sent).into());
            }
            counts.push(count_rows(files)?);
        }
        if counts[0] != counts[1] {
            return Err(format!("the books differ: {counts:?}").into());
        }
        Ok(())
    }
}

fn count_rows(files: &BookFiles) -> Outcome<Vec<(&'static str, i64)>> {
    let book = Connection::open_with_flags(files.book(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    TABLES
        .iter()
        .map(|table| {
            let sql = format!("SELECT count(*) FROM {table}");
            Ok((*table, book.query_row(&sql, [], |row| row.get(0))?))
        })
        .collect()
}
