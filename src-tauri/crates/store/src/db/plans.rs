//! Notes every statement that is prepared and compares the plan of each with the committed one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod exports;
mod sources;

use crate::{
    ActivityAsked, BatchOrderRow, Cursor, Db, FulfilmentRow, ListSpan, MessageKind,
    MessageReportRow, NewBatch, NewEvidence, NewMessage, NewStatusMessage, OrderMark, OrderRow,
    Page, RefundListRow, RefundPart, RefundRecordRow, Tx, connection, migrations,
    samples::{self, NOW_MS},
};
use counterfoil_domain::{
    account::{Account, Environment},
    activity::Deed,
    alarm::Alarm,
    batch::{BatchMessage, BatchOrderState, BatchState},
    book_doubt::BookDoubt,
    cancel::CancelStanding,
    fulfilment::Late,
    ids::OperationId,
    message::MessageWord,
    operation::{OperationKind, OperationState, Outcome},
    order_list::{Membership, OrderList},
    order_state::OrderState,
    order_status::OrderStatus,
    refund::RefundStage,
    refund_status::RefundStatus,
};
use rusqlite::Connection;
use sources::places_in_the_sources;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fs,
    panic::Location,
    path::Path,
};

/// Statements that read a table or an index from end to end, and why they may.
const MAY_SCAN: [(&str, &str); 2] = [
    (
        "FROM accounts WHERE removed_at_ms IS NULL",
        "all accounts are shown, and they are few",
    ),
    (
        "count(*) AS many FROM operations",
        "all operations are counted; only a person asks",
    ),
];

type Place = (String, u32);

thread_local! {
    static SEEN: RefCell<BTreeMap<Place, BTreeSet<String>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Notes a statement and the line that prepared it.
#[track_caller]
pub(super) fn note(sql: &str) {
    let line = Location::caller();
    let file = line.file().rsplit("store/src/").next().unwrap().to_owned();
    let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    SEEN.with_borrow_mut(|seen| seen.entry((file, line.line())).or_default().insert(sql));
}

#[test]
fn every_statement_has_its_committed_plan_and_none_scans_or_sorts() {
    let mut book = connection::open_memory().unwrap();
    migrations::apply(&mut book).unwrap();

    use_every_query(&Tx::on(&book));

    // With foreign keys a plan lists searches for children that only run after a violation.
    book.pragma_update(None, "foreign_keys", false).unwrap();
    let seen = SEEN.take();
    assert_eq!(
        seen.keys().cloned().collect::<BTreeSet<Place>>(),
        places_in_the_sources(),
        "this test must use every statement"
    );
    let plans = format!("{}\n", written(&book, &seen).trim_end());
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans.txt");
    if std::env::var_os("WRITE_PLANS").is_some() {
        fs::write(&committed, &plans).unwrap();
    }
    assert_eq!(
        plans,
        fs::read_to_string(&committed).unwrap(),
        "look at the change, then commit it with WRITE_PLANS=1"
    );
}

fn use_every_query(tx: &Tx<'_>) {
    let (account, order) = (samples::account(1), samples::order(1, 1));
    let first = samples::operation(1, &order, OperationKind::Send);
    tx.name_book(samples::id(1), NOW_MS).unwrap();
    tx.add_account(&account).unwrap();
    tx.note_access_token(account.id, "keyring", NOW_MS).unwrap();
    tx.note_app_secret(account.id, None).unwrap();
    tx.keep_preference("theme", "dark").unwrap();
    use_composing(tx, &account);
    tx.write_order(&order).unwrap();
    tx.prepare_operation(&first).unwrap();
    tx.prepare_operation(&samples::operation(2, &order, OperationKind::Send))
        .unwrap_err();
    tx.write_message(&NewMessage {
        id: samples::id(1),
        account_id: account.id,
        environment: Environment::Live,
        operation_id: first.id,
        kind: MessageKind::Interactive,
        orders: vec![order.id],
        created_at_ms: NOW_MS,
    })
    .unwrap();
    tx.mark_in_flight(first.id, NOW_MS).unwrap();
    tx.name_message(first.id, "wamid").unwrap();
    let accepted = Outcome::Accepted {
        provider_id: "wamid".to_owned(),
    };
    tx.record_outcome(first.id, &accepted, NOW_MS).unwrap();
    tx.settle_operation(first.id, OperationState::Confirmed, "Proven", NOW_MS)
        .unwrap();
    tx.recover_operations(NOW_MS).unwrap();
    tx.withdraw_prepared("Restored", NOW_MS).unwrap();
    tx.keep_exchange(&samples::evidence(&order, b"a")).unwrap();
    let (evidence, _) = tx.keep_lookup(&samples::evidence(&order, b"b")).unwrap();
    let whole = tx.keep_whole_webhook(b"whole").unwrap();
    tx.keep_webhook(
        true,
        whole,
        &NewEvidence {
            http_status: None,
            ..samples::evidence(&order, b"c")
        },
    )
    .unwrap();
    tx.count_lookup(order.id, evidence, NOW_MS).unwrap();
    tx.count_lookup(order.id, evidence, NOW_MS).unwrap();
    use_refunds(tx, &order, evidence);
    use_status_messages(tx, &order, evidence);
    exports::use_every_query(tx, &order);
    tx.activity_of_evidence(Deed::Export, &[0; 32]).unwrap();
    tx.cache_order_state(order.id, &OrderState::NOTHING_KNOWN)
        .unwrap();
    tx.keep_poll(&samples::poll(&order)).unwrap();
    tx.end_poll(order.id).unwrap();
    let unpaid = Membership {
        list: OrderList::Unpaid,
        part: None,
        at_ms: None,
        amount: order.total,
    };
    tx.keep_lists(order.id, order.environment, &[unpaid], NOW_MS)
        .unwrap();
    tx.keep_lists(order.id, order.environment, &[], NOW_MS)
        .unwrap();
    tx.note_restored(NOW_MS).unwrap();
    tx.edit_account(&account).unwrap();
    tx.remove_account(account.id, NOW_MS).unwrap();
    tx.revive_account(&account).unwrap();
    read_everything(tx, &account, &order, first.id);
}

fn use_composing(tx: &Tx<'_>, account: &Account) {
    tx.keep_draft(account.id, "{}", NOW_MS).unwrap();
    tx.discard_draft(account.id).unwrap();
    tx.expect_payee(account.id, &samples::payee()).unwrap();
    tx.forget_payee(account.id, &samples::payee()).unwrap();
    tx.keep_picture(account, &samples::picture(1)).unwrap();
}

fn use_refunds(tx: &Tx<'_>, order: &OrderRow, evidence: i64) {
    let new = samples::refund(3, order, evidence);
    let id = new.operation.id;
    tx.prepare_refund(&new).unwrap();
    tx.mark_refund_in_flight(id, NOW_MS, NOW_MS).unwrap();
    let unknown = Outcome::Unknown {
        why: "no answer".to_owned(),
    };
    tx.record_outcome(id, &unknown, NOW_MS).unwrap();
    tx.decide(id, &samples::decision()).unwrap();
    tx.decision(id).unwrap();
    tx.raise_alarm(order.id, Alarm::OverRefunded, None, 1, NOW_MS)
        .unwrap();
    tx.acknowledge_alarms(order.id, NOW_MS).unwrap();
    tx.activity_from(1, 10).unwrap();
    for (order, deed) in [
        (None, None),
        (None, Some(Deed::Alarm)),
        (None, Some(Deed::Operation)),
        (Some(order.id), None),
    ] {
        let asked = ActivityAsked {
            order,
            deed,
            ..ActivityAsked::default()
        };
        tx.activity_before(10, &asked, 10).unwrap();
    }
    tx.activity_hash(1).unwrap();
    tx.last_gone_on().unwrap();
    tx.book_lock().unwrap();
    tx.was_anchored().unwrap();
    tx.note_anchored(NOW_MS).unwrap();
    tx.lock_book(BookDoubt::Restored, NOW_MS).unwrap();
    tx.unlock_book().unwrap();
    tx.write_again().unwrap();
    tx.alarms_of_order(order.id).unwrap();
    let row = RefundListRow {
        order: order.id,
        part: RefundPart::Own(id),
        stage: RefundStage::Finished,
        at_ms: NOW_MS,
    };
    tx.keep_refund_list(order.id, order.environment, &[row])
        .unwrap();
    tx.keep_refund_list(order.id, order.environment, &[])
        .unwrap();
    tx.refund_list(order.environment, None, 0, 10).unwrap();
    tx.count_refunds(order.environment).unwrap();
    tx.release_refund(id, Some(NOW_MS)).unwrap();
    tx.note_silence(id, 1, Some(NOW_MS)).unwrap();
    let record = RefundRecordRow {
        refund_id: "rfnd_1".to_owned(),
        minor: Some(1),
        status: RefundStatus::Pending,
        created_at_ms: None,
        failed_ms: None,
        operation: None,
        is_proven: false,
    };
    tx.keep_refund_record(order.id, &record).unwrap();
    tx.refunds_of_order(order.id).unwrap();
    tx.refund_ids_before(id).unwrap();
    tx.refund_records(order.id).unwrap();
}

fn use_status_messages(tx: &Tx<'_>, order: &OrderRow, evidence: i64) {
    let new = NewStatusMessage {
        operation: samples::operation(4, order, OperationKind::Cancel),
        message: samples::message(OrderStatus::Canceled),
        lookup_evidence_id: Some(evidence),
        gateway_says: None,
    };
    let id = new.operation.id;
    tx.prepare_status(&new).unwrap();
    tx.mark_status_in_flight(id, NOW_MS, NOW_MS).unwrap();
    tx.note_clean(id, NOW_MS).unwrap();
    tx.note_status_failed(id, 2047, "paid").unwrap();
    tx.fulfilment(order.id).unwrap();
    let report = MessageReportRow {
        operation: id,
        word: MessageWord::Failed,
        is_signed: true,
        at_ms: NOW_MS,
        error: Some((2047, "paid".to_owned())),
    };
    tx.keep_message_report(&report).unwrap();
    tx.message_reports(id).unwrap();
    tx.operation_of_message(order.account_id, "wamid").unwrap();
    let cached = FulfilmentRow {
        cancel: Some(CancelStanding::Unknown),
        ..FulfilmentRow::NEW
    };
    tx.cache_fulfilment(order.id, &cached).unwrap();
    use_batches(tx, order);
    tx.decide_to_fulfil(order.id, Late::AfterCancel, NOW_MS)
        .unwrap();
    tx.fulfil_decisions(order.id).unwrap();
}

fn use_batches(tx: &Tx<'_>, order: &OrderRow) {
    let message = BatchMessage {
        message: samples::message(OrderStatus::Canceled),
        fallback: None,
    };
    let new = NewBatch {
        id: samples::id(1),
        environment: order.environment,
        message,
        by_person: true,
        orders: vec![order.id],
        created_at_ms: NOW_MS,
    };
    tx.begin_batch(&new).unwrap();
    tx.batch(new.id).unwrap();
    tx.batches(order.environment, &Page::first(10)).unwrap();
    tx.batch_counts(new.id).unwrap();
    tx.batch_orders(new.id, 0, 10).unwrap();
    let waiting = tx.batch_orders_waiting(new.id, 10).unwrap();
    let told = BatchOrderRow {
        state: BatchOrderState::Told,
        ..waiting[0].clone()
    };
    tx.end_batch_order(new.id, &told).unwrap();
    tx.call_off_batch_orders(new.id).unwrap();
    tx.pause_batches("ended").unwrap();
    tx.move_batch(new.id, BatchState::Ended, None).unwrap();
}

fn read_everything(db: &Db<'_>, account: &Account, order: &OrderRow, first: OperationId) {
    let (at_ms, id) = (NOW_MS, String::new());
    let after = Some(Cursor { at_ms, id });
    let page = Page { after, rows: 10 };
    db.book_id().unwrap();
    db.restored_at_ms().unwrap();
    db.accounts().unwrap();
    let number = &account.phone_number_id;
    db.removed_account(account.environment, account.provider, number)
        .unwrap();
    db.is_account_in_use(account.id).unwrap();
    db.has_unresolved_operations(account).unwrap();
    db.has_orders(account.id).unwrap();
    db.account_named("none").unwrap_err();
    db.account(account.id).unwrap();
    db.has_lookup(order).unwrap();
    db.order(order.id).unwrap();
    db.account_of_order(order.id).unwrap();
    db.reference_of_order(order.id).unwrap();
    db.billed_after(None, 10).unwrap();
    db.order_of_account(account.id, &order.reference_id)
        .unwrap();
    db.orders_with_reference(order.reference_id.as_str())
        .unwrap();
    db.reference_used_elsewhere(account, &order.reference_id)
        .unwrap();
    read_lists(db, &page);
    db.order_state(order).unwrap();
    db.operation(first).unwrap();
    db.operations(Environment::Live, &page).unwrap();
    db.operations_of_order(order.id).unwrap();
    db.operation_events(first).unwrap();
    db.count_operations().unwrap();
    db.request_body(first).unwrap();
    db.requests_of_order(order.id, 10).unwrap();
    db.may_have_left(order.id).unwrap();
    db.evidence_of_order(order.id).unwrap();
    let answers = db.answers_of_order(order.id, 10).unwrap();
    db.evidence(order.id, answers[0].id).unwrap();
    db.answer_to(order.id, first, 1_000).unwrap();
    db.lookup_runs(order.id, 10).unwrap();
    db.last_answer(order.id).unwrap();
    db.last_lookup_at_ms(order.id).unwrap();
    db.preference("theme").unwrap();
    db.effects_on_order(order.id).unwrap();
    db.poll(order.id).unwrap();
    db.polls_due(account.id, 1, NOW_MS, 10).unwrap();
    db.next_poll_ms(account.id, 1, NOW_MS).unwrap();
    db.count_polls_due(account.id, 1, NOW_MS, 10).unwrap();
    db.guessed_polls(account.id, 10).unwrap();
    read_for_composing(db, account, order);
}

fn read_for_composing(db: &Db<'_>, account: &Account, order: &OrderRow) {
    db.draft(account.id).unwrap();
    db.expected_payees(account.id).unwrap();
    db.picture(account, "1").unwrap();
    db.picture_of_content(account, &[0; 32]).unwrap();
    db.pictures_since(account, NOW_MS, 5).unwrap();
    db.newest_order_of_account(account.id).unwrap();
    db.is_reference_taken(account, &order.reference_id).unwrap();
    db.customer(account, &order.customer).unwrap();
    db.newest_customers(account.id).unwrap();
    db.newest_drafts(account.id).unwrap();
}

fn read_lists(db: &Db<'_>, page: &Page) {
    db.order_list(Environment::Live, page).unwrap();
    db.order_list_at(Environment::Live, 1, 10).unwrap();
    db.count_orders(Environment::Live).unwrap();
    let span = ListSpan {
        environment: Environment::Live,
        list: OrderList::Unpaid,
        from_ms: 0,
        to_ms: NOW_MS,
    };
    db.list_sum(&span).unwrap();
    db.list_page(&span, page).unwrap();
    db.list_page_at(&span, 1, 10).unwrap();
    db.list_ids(&span, 10).unwrap();
    db.unresolved_operations(Environment::Live, page).unwrap();
    db.count_unresolved(Environment::Live).unwrap();
    let marks = [
        OrderMark::Reference("INV-1".to_owned()),
        OrderMark::ReferenceStart("INV".to_owned()),
        OrderMark::PhoneEnd("0042".to_owned()),
        OrderMark::NameStart("A".to_owned()),
        OrderMark::MessageId("wamid".to_owned()),
        OrderMark::GatewayPaymentId("pay_1".to_owned()),
    ];
    for mark in marks {
        db.find_orders(Environment::Live, &mark, 10).unwrap();
    }
}

/// Writes the plan of each statement, and refuses a scan or a sort that has no reason.
fn written(book: &Connection, seen: &BTreeMap<Place, BTreeSet<String>>) -> String {
    let mut text = String::new();
    for ((file, _), statements) in seen {
        for sql in statements {
            let plan = plan(book, sql);
            let scans = plan.iter().any(|step| {
                // What a bounded search found may be gone through.
                let harmless = ["CONSTANT ROW", "SCAN (subquery"];
                step.contains("SCAN ") && !harmless.iter().any(|part| step.contains(part))
                    || step.contains("TEMP B-TREE")
            });
            let may = MAY_SCAN.iter().any(|(part, _)| sql.contains(part));
            assert_eq!(scans, may, "{file}: {sql}\n{}", plan.join("\n"));
            if !plan.is_empty() {
                text.push_str(&format!("{file}: {sql}\n{}\n\n", plan.join("\n")));
            }
        }
    }
    text
}

fn plan(book: &Connection, sql: &str) -> Vec<String> {
    let mut depths: BTreeMap<i64, usize> = BTreeMap::new();
    let mut asked = book.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let mut rows = asked.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let parent: i64 = row.get("parent").unwrap();
        let depth = depths.get(&parent).map_or(1, |parent| parent + 1);
        depths.insert(row.get("id").unwrap(), depth);
        let detail: String = row.get("detail").unwrap();
        steps.push(format!("{}{detail}", "    ".repeat(depth)));
    }
    steps
}
