//! What was written stays: no row of the record can be deleted, replaced or changed.

use crate::{
    samples::{self, NOW_MS},
    test_book::{TestBook, count},
};
use counterfoil_domain::operation::OperationKind;
use counterfoil_store::{MessageKind, NewMessage};

/// Every table of the record, with a statement that would put a row in the place of its first.
const TABLES: [(&str, &str); 10] = [
    ("books", "REPLACE INTO books SELECT * FROM books"),
    ("accounts", "REPLACE INTO accounts SELECT * FROM accounts"),
    // `SELECT *` would also give the generated column, which no statement may write.
    (
        "orders",
        "REPLACE INTO orders (id, account_id, environment, phone_number_id, reference_id,
             configuration_name, currency, total_minor, customer_phone, customer_name, draft,
             created_at_ms, expires_at_ms)
         SELECT id, account_id, environment, phone_number_id, reference_id, configuration_name,
             currency, total_minor, customer_phone, customer_name, draft, created_at_ms,
             expires_at_ms
         FROM orders",
    ),
    (
        "operations",
        "REPLACE INTO operations SELECT * FROM operations",
    ),
    (
        "operation_events",
        "REPLACE INTO operation_events SELECT * FROM operation_events",
    ),
    ("messages", "REPLACE INTO messages SELECT * FROM messages"),
    (
        "message_orders",
        "REPLACE INTO message_orders SELECT * FROM message_orders",
    ),
    (
        "raw_bodies",
        "REPLACE INTO raw_bodies SELECT * FROM raw_bodies",
    ),
    ("evidence", "REPLACE INTO evidence SELECT * FROM evidence"),
    (
        "lookup_runs",
        "REPLACE INTO lookup_runs SELECT * FROM lookup_runs",
    ),
];

#[tokio::test]
async fn no_row_of_the_record_can_be_deleted_or_replaced() {
    let book = full_book().await;
    let raw = book.raw();
    raw.pragma_update(None, "foreign_keys", false).unwrap();

    for (table, replace) in TABLES {
        let rows = count(&raw, &format!("SELECT count(*) FROM {table}"));
        assert!(rows > 0, "{table} must have a row to try");

        let deleted = raw.execute(&format!("DELETE FROM {table}"), []);
        let replaced = raw.execute(replace, []);

        assert!(deleted.is_err(), "{table} lets rows be deleted");
        assert!(replaced.is_err(), "{table} lets rows be replaced");
        assert_eq!(
            count(&raw, &format!("SELECT count(*) FROM {table}")),
            rows,
            "{table}"
        );
    }
}

#[tokio::test]
async fn without_recursive_triggers_a_replacement_would_walk_past_the_rules() {
    let book = full_book().await;
    let raw = book.raw();
    raw.pragma_update(None, "recursive_triggers", false)
        .unwrap();

    // This is why the writer sets the pragma and why a test of the writer looks at it.
    let replace = "REPLACE INTO operation_events SELECT id, operation_id, state, 'Other', 0
                   FROM operation_events";
    assert!(raw.execute(replace, []).is_ok());
}

#[tokio::test]
async fn append_only_tables_refuse_every_change() {
    let book = full_book().await;
    let raw = book.raw();

    for change in [
        "UPDATE books SET id = 'x'",
        "UPDATE operation_events SET why = 'Other'",
        "UPDATE operation_events SET at_ms = at_ms + 1",
        "UPDATE raw_bodies SET body = x''",
        "UPDATE evidence SET http_status = 500",
        "UPDATE message_orders SET order_id = 'x'",
        "UPDATE messages SET operation_id = 'x'",
        "UPDATE accounts SET environment = 'sandbox'",
        "UPDATE orders SET reference_id = 'OTHER'",
        "UPDATE orders SET environment = 'sandbox'",
        "UPDATE lookup_runs SET times = times - 1",
        "UPDATE lookup_runs SET last_at_ms = last_at_ms - 1, times = times + 1",
        "UPDATE lookup_runs SET evidence_id = evidence_id + 1, times = times + 1",
    ] {
        raw.execute(change, []).expect_err(change);
    }
}

#[tokio::test]
async fn a_lookup_run_belongs_to_the_order_of_its_evidence() {
    let book = full_book().await;
    let other = samples::order(2, 1);
    book.store
        .write(move |tx| tx.write_order(&other))
        .await
        .unwrap();

    let run = book.raw().execute(
        "INSERT INTO lookup_runs (order_id, evidence_id, first_at_ms, last_at_ms, times)
         SELECT orders.id, evidence.id, 0, 0, 1 FROM orders, evidence
         WHERE orders.id <> evidence.order_id",
        [],
    );

    assert!(
        run.is_err(),
        "an order would be judged by another's answers"
    );
}

/// A book with a row in every table of the record.
async fn full_book() -> TestBook {
    let book = TestBook::new().await;
    let order = book.order.clone();
    book.store
        .write(move |tx| {
            tx.name_book(samples::id(1), NOW_MS)?;
            let operation = samples::operation(1, &order, OperationKind::Send);
            tx.prepare_operation(&operation)?;
            tx.write_message(&NewMessage {
                id: samples::id(1),
                account_id: order.account_id,
                environment: order.environment,
                operation_id: operation.id,
                kind: MessageKind::Interactive,
                orders: vec![order.id],
                created_at_ms: NOW_MS,
            })?;
            let (evidence, _) = tx.keep_lookup(&samples::evidence(&order, b"{}"))?;
            tx.count_lookup(order.id, evidence, NOW_MS)?;
            Ok(())
        })
        .await
        .unwrap();
    book
}
