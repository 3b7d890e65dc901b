//! Owns `order_list_page`: the first page of a long list of orders, as a screen asks the desk for
//! it, against the same query prepared on a bare connection.
//!
//! Both read one book of made-up orders, whose first page is in memory after the first round. The
//! desk alone hands the query to a reading thread, finds it among its prepared ones, and turns
//! every word and number into the type it stands for. The baseline keeps its statement and reads
//! every column as text or number.

use crate::{Outcome, runner::Pair};
use counterfoil_desk::{Desk, DeskOptions, Entropy, Seed, SystemClock, Threads};
use counterfoil_domain::{account::Environment, operation::OperationState};
use counterfoil_providers::{HttpTransport, meta::Meta};
use counterfoil_store::{BookFiles, Page};
use counterfoil_vault::Vault;
use rusqlite::{Connection, OpenFlags, Row, Statement, params};
use std::{path::Path, sync::Arc};
use tokio::runtime::{Builder, Runtime};

/// How often each side asks in a round.
pub const PAGES_A_ROUND: u32 = 200;

const ORDERS: u32 = 20_000;
const ROWS: u32 = 100;

/// What the desk asks the book; `check` compares the answers.
const QUERY: &str = "
    SELECT orders.id AS id, account_id, reference_id, currency, total_minor, customer_phone,
        customer_name, created_at_ms, expires_at_ms,
        (SELECT state FROM operations
         WHERE operations.target = orders.id AND operations.kind = 'send'
         ORDER BY prepared_at_ms DESC, operations.id DESC LIMIT 1) AS send,
        coalesce(order_states.payment, 'not_known') AS payment,
        EXISTS (SELECT 1 FROM operations
                WHERE operations.target = orders.id AND operations.kind = 'refund'
                    AND operations.state IN ('prepared', 'in_flight', 'unknown'))
            AS has_unknown_refund,
        EXISTS (SELECT 1 FROM refund_list
                WHERE refund_list.order_id = orders.id AND refund_list.stage = 1)
            AS has_refund_on_its_way,
        coalesce(captured_minor, 0) AS captured_minor,
        coalesce(refunded_minor, 0) AS refunded_minor
    FROM orders LEFT JOIN order_states ON order_states.order_id = orders.id
    WHERE environment = ?1 AND (created_at_ms, orders.id) < (?2, ?3)
    ORDER BY created_at_ms DESC, orders.id DESC LIMIT ?4";

/// Fills a book and opens it a second time without the desk.
pub fn start(folder: &Path) -> Outcome<Box<dyn Pair>> {
    let files = BookFiles::in_folder(folder.join("desk"));
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let options = DeskOptions {
        data_dir: files.folder().to_owned(),
        vault: Vault::in_memory(),
        meta: Meta::new(Arc::new(HttpTransport::new())),
        clock: Arc::new(SystemClock),
        entropy: Entropy::Os,
        operator: "tester".to_owned(),
        threads: Threads::Own,
    };
    let seed = Seed {
        orders: ORDERS,
        seed: 1,
    };
    let desk = runtime.block_on(async {
        let (desk, _) = Desk::open(options).await?;
        desk.seed(seed, |_| {}).await?;
        Outcome::Ok(desk)
    })?;
    let bare = Connection::open_with_flags(
        files.book(),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    bare.execute_batch("PRAGMA cache_size = -65536; PRAGMA mmap_size = 0;")?;
    Ok(Box::new(OrderListPage {
        desk,
        runtime,
        bare,
    }))
}

struct OrderListPage {
    desk: Desk,
    runtime: Runtime,
    bare: Connection,
}

/// A row of the list, column by column.
struct BareRow {
    id: String,
    _account_id: String,
    reference_id: String,
    _currency: String,
    total_minor: i64,
    _customer_phone: String,
    _customer_name: Option<String>,
    _created_at_ms: i64,
    _expires_at_ms: Option<i64>,
    send: Option<String>,
    payment: String,
}

impl Pair for OrderListPage {
    fn prepare(&mut self) -> Outcome<()> {
        Ok(())
    }

    fn subject(&mut self) -> Outcome<()> {
        self.runtime.block_on(async {
            for _ in 0..PAGES_A_ROUND {
                let page = self.desk.orders(Environment::Sandbox, Page::first(ROWS));
                full(page.await?.len())?;
            }
            Ok(())
        })
    }

    fn baseline(&mut self) -> Outcome<()> {
        let mut statement = self.bare.prepare(QUERY)?;
        for _ in 0..PAGES_A_ROUND {
            full(first_page(&mut statement)?.len())?;
        }
        Ok(())
    }

    fn check(&mut self) -> Outcome<()> {
        let page = self.desk.orders(Environment::Sandbox, Page::first(ROWS));
        let subject = self.runtime.block_on(page)?;
        let baseline = first_page(&mut self.bare.prepare(QUERY)?)?;
        let is_same = subject.iter().zip(&baseline).all(|(line, bare)| {
            let ours = &line.order;
            ours.id.to_string() == bare.id
                && ours.reference_id == bare.reference_id
                && ours.total.minor() == bare.total_minor
                && ours.send.map(OperationState::word) == bare.send.as_deref()
                && ours.payment.word() == bare.payment
        });
        if !is_same {
            return Err("the desk and the query give different pages".into());
        }
        Ok(())
    }
}

fn first_page(statement: &mut Statement<'_>) -> Outcome<Vec<BareRow>> {
    let rows = statement.query_map(params!["sandbox", i64::MAX, "", ROWS], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<BareRow> {
    Ok(BareRow {
        id: row.get(0)?,
        _account_id: row.get(1)?,
        reference_id: row.get(2)?,
        _currency: row.get(3)?,
        total_minor: row.get(4)?,
        _customer_phone: row.get(5)?,
        _customer_name: row.get(6)?,
        _created_at_ms: row.get(7)?,
        _expires_at_ms: row.get(8)?,
        send: row.get(9)?,
        payment: row.get(10)?,
    })
}

fn full(rows: usize) -> Outcome<()> {
    if u32::try_from(rows) == Ok(ROWS) {
        return Ok(());
    }
    Err(format!("a page had {rows} rows and not {ROWS}").into())
}
