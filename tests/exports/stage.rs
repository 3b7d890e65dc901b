//! Owns a desk whose book is filled past the desk, and exports of it.

use crate::made_up::MadeOrder;
use counterfoil_desk::{
    Bom, CsvForm, DecimalMark, DeskError, ExportAsked, ExportForm, ExportJob, Exported, Present,
    Separator,
};
use counterfoil_domain::{
    account::Environment,
    export::{CutOff, ExportKind, Period, Span, Zone, date},
};
use counterfoil_store::BookFiles;
use counterfoil_tests::desk::TestDesk;
use rusqlite::{Connection, named_params};
use std::path::{Path, PathBuf};

/// CSV as most programs want it.
pub const PLAIN: CsvForm = CsvForm {
    bom: Bom::Yes,
    separator: Separator::Comma,
    decimal: DecimalMark::Point,
};

pub struct Stage {
    pub desk: TestDesk,
    pub book: Connection,
    folder: tempfile::TempDir,
}

impl Stage {
    /// A desk over these orders: those of the sandbox of its own account, live ones of another.
    pub async fn with(orders: &[MadeOrder]) -> Self {
        Self::over(TestDesk::over_router(1).await, orders)
    }

    /// The same over a desk that is there.
    pub fn over(desk: TestDesk, orders: &[MadeOrder]) -> Self {
        let book = Connection::open(BookFiles::in_folder(desk.data_dir()).book()).unwrap();
        book.execute(
            "INSERT INTO accounts (id, environment, name, provider, base_url, graph_version, waba_id,
                 phone_number_id, created_at_ms)
             VALUES ('0196f0f0-0000-7000-8000-000000000001', 'live', '=live', 'meta',
                 'https://graph.facebook.com', 'v24.0', '1', '2', 0)",
            [],
        )
        .unwrap();
        let filling = book.unchecked_transaction().unwrap();
        for (number, order) in (0..).zip(orders) {
            fill(&filling, number, order);
        }
        filling.commit().unwrap();
        Self {
            desk,
            book,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The folder that exports go to.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Makes an export under this name.
    pub async fn export(
        &self,
        asked: ExportAsked,
        form: ExportForm,
        name: &str,
    ) -> Result<Exported, DeskError> {
        let path = self.folder().join(name);
        let job = ExportJob::default();
        let export = self
            .desk
            .desk()
            .export(asked, form, &path, Present::Keep, job);
        export.await
    }

    /// The names in the folder, hidden ones too.
    pub fn left(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.folder()).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

/// Everything of a kind in an environment, by India's clocks.
pub fn all(kind: ExportKind, environment: Environment) -> ExportAsked {
    ExportAsked {
        kind,
        environment,
        period: Period {
            from_ms: 0,
            to_ms: i64::MAX,
        },
        zone: Zone::INDIA,
        account: None,
        status: None,
        list: None,
    }
}

/// A kind on one day of a zone.
pub fn day(kind: ExportKind, environment: Environment, zone: Zone, on: &str) -> ExportAsked {
    let first = date(on).unwrap();
    let span = Span::Days(first, first.succ_opt().unwrap());
    ExportAsked {
        period: Period::of(span, zone, CutOff::default(), 0).unwrap(),
        zone,
        ..all(kind, environment)
    }
}

fn fill(book: &Connection, number: u32, order: &MadeOrder) {
    let environment = if order.is_live { "live" } else { "sandbox" };
    let id = format!("0196f0f0-0000-7000-8000-1{number:011}");
    let currency = if order.is_in_reais { "BRL" } else { "INR" };
    let draft = r#"{"payment":{"receipt":"'R,1","notes":{"=a":"b"}}}"#;
    book.execute(
        "INSERT INTO orders (id, account_id, environment, phone_number_id, reference_id,
             configuration_name, currency, total_minor, customer_phone, customer_name, draft,
             created_at_ms, expires_at_ms)
         SELECT :id, id, environment, phone_number_id, :reference, :configuration, :currency, :total,
             '919876543210', :name, :draft, :created, :expires
         FROM accounts WHERE environment = :environment",
        named_params! {
            ":id": id, ":reference": order.reference_id, ":configuration": order.configuration,
            ":currency": currency, ":total": order.total_minor, ":name": order.customer_name,
            ":draft": draft, ":created": order.created_at_ms, ":expires": order.expires_at_ms,
            ":environment": environment,
        },
    )
    .unwrap();
    send(book, &id, number, order);
    let (captured_minor, captured_at_ms) = order.captured.unzip();
    let refunded: i64 = order.refunds.iter().map(|(minor, _)| minor).sum();
    book.execute(
        "INSERT INTO order_states (order_id, payment, captured_minor, captured_at_ms, refunded_minor,
             refund_pending_minor, refunds, refunds_in_doubt, attempts, failure, gateway_payment_id,
             known_to_provider, contradicted_later)
         VALUES (:id, :payment, :captured, :captured_at, :refunded, 0, :refunds, 0, 1, :failure,
             'pay_' || :number, 1, 0)",
        named_params! {
            ":id": id, ":payment": order.payment, ":captured": captured_minor,
            ":captured_at": captured_at_ms, ":refunded": refunded, ":number": number,
            ":refunds": i64::try_from(order.refunds.len()).unwrap(), ":failure": order.failure,
        },
    )
    .unwrap();
    let listed = |list: &str, part: String, at_ms: i64, minor: i64| {
        book.execute(
            "INSERT INTO order_lists (order_id, list, part, environment, at_ms, currency, minor)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            (&id, list, part, environment, at_ms, currency, minor),
        )
        .unwrap();
    };
    if let Some((minor, at_ms)) = order.captured {
        listed("collected", String::new(), at_ms, minor);
        payment(book, &id, environment, at_ms, minor, number);
    }
    for (nth, (minor, at_ms)) in (1..).zip(&order.refunds) {
        let refund = format!("rfnd_{number}_{nth}");
        listed("refunded", refund.clone(), *at_ms, *minor);
        book.execute(
            "INSERT INTO refund_records (order_id, refund_id, minor, status, created_at_ms, is_proven)
             VALUES (?, ?, ?, 'succeeded', ?, 0)",
            (&id, &refund, minor, at_ms),
        )
        .unwrap();
        book.execute(
            "INSERT INTO refund_list (order_id, part, is_ours, environment, stage, newest_first)
             VALUES (?, ?, 0, ?, 2, ?)",
            (&id, &refund, environment, -at_ms),
        )
        .unwrap();
    }
}

/// The send of an order, brought to its state by the steps that the book allows.
fn send(book: &Connection, order: &str, number: u32, made: &MadeOrder) {
    let id = format!("0196f0f0-0000-7000-8000-2{number:011}");
    book.execute(
        "INSERT INTO operations (id, account_id, environment, kind, target, order_id, request_hash,
             state, outcome_words, provider_id, prepared_at_ms, request_body)
         SELECT ?1, account_id, environment, 'send', id, id, zeroblob(32), 'prepared', ?2,
             'wamid.=' || ?1, created_at_ms, x'00'
         FROM orders WHERE id = ?3",
        (&id, made.failure, order),
    )
    .unwrap();
    book.execute(
        "INSERT INTO decisions (operation_id, judgement, checked, reason, decided_at_ms)
         VALUES (?, 'happened', '', '=because', 0)",
        [&id],
    )
    .unwrap();
    let steps: &[&str] = match made.send {
        "prepared" => &[],
        "in_flight" => &["in_flight"],
        "withdrawn" => &["withdrawn"],
        "not_sent" => &["in_flight", "not_sent"],
        "refused" => &["in_flight", "refused"],
        "accepted" => &["in_flight", "accepted"],
        "unknown" => &["in_flight", "unknown"],
        "confirmed" => &["in_flight", "unknown", "confirmed"],
        "disproved" => &["in_flight", "unknown", "disproved"],
        "decided" => &["in_flight", "unknown", "decided"],
        other => panic!("no way to {other}"),
    };
    for step in steps {
        book.execute("UPDATE operations SET state = ? WHERE id = ?", (step, &id))
            .unwrap();
    }
}

fn payment(book: &Connection, order: &str, environment: &str, at_ms: i64, minor: i64, number: u32) {
    book.execute(
        "INSERT INTO payments (order_id, number, environment, at_ms, status, word, minor, method,
             gateway_order_id, gateway_payment_id, succeeded_at_ms)
         VALUES (?1, 1, ?2, ?3, 'succeeded', 'success', ?4, '@upi', 'order_' || ?5, 'pay_' || ?5, ?3)",
        (order, environment, at_ms, minor, number),
    )
    .unwrap();
}
