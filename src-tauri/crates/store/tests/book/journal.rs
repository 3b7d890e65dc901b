//! The database itself knows the legal moves and what blocks another operation.

use crate::{
    samples::{self, NOW_MS},
    test_book::{TestBook, sandbox_account},
};
use counterfoil_domain::{
    ids::{AccountId, OperationId, OrderId},
    operation::{OperationKind, OperationState},
};
use counterfoil_store::{NewOperation, NewOrder};
use rusqlite::{Connection, named_params};

#[tokio::test]
async fn the_database_allows_exactly_the_moves_that_the_domain_allows() {
    let book = TestBook::new().await;
    let raw = book.raw();
    let mut number = 0;

    for from in OperationState::ALL {
        for to in OperationState::ALL {
            number += 1;
            // Each about an order of its own, where nothing blocks it.
            let order = samples::order(1 + number, 1);
            book.store
                .write(move |tx| tx.write_order(&order))
                .await
                .unwrap();
            insert_on(
                &raw,
                number,
                OperationKind::OrderStatus,
                "prepared",
                1 + number,
            )
            .unwrap();
            walk(&raw, number, from);

            let moved = step(&raw, number, to);

            assert_eq!(
                moved.is_ok(),
                from.can_become(to),
                "{from:?} to {to:?}: {moved:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_database_blocks_a_second_operation_exactly_where_the_domain_does() {
    for kind in OperationKind::ALL {
        for state in OperationState::ALL {
            let book = TestBook::new().await;
            let raw = book.raw();
            insert(&raw, 1, kind, "prepared").unwrap();
            walk(&raw, 1, state);

            let second = insert(&raw, 2, kind, "prepared");

            assert_eq!(
                second.is_err(),
                state.blocks_another(kind),
                "{kind:?} {state:?}: {second:?}"
            );
        }
    }
}

#[tokio::test]
async fn operations_of_another_kind_or_order_do_not_block() {
    let book = TestBook::new().await;
    let raw = book.raw();

    for (number, kind) in (1..).zip(OperationKind::ALL) {
        insert(&raw, number, kind, "prepared").unwrap();
    }
    let other = samples::order(2, 1);
    book.store
        .write(move |tx| tx.write_order(&other))
        .await
        .unwrap();
    for (number, kind) in (11..).zip(OperationKind::ALL) {
        insert_on(&raw, number, kind, "prepared", 2).unwrap();
    }
}

#[tokio::test]
async fn a_disproved_send_can_be_proven_after_all_although_another_was_sent_since() {
    let book = TestBook::new().await;
    let raw = book.raw();
    insert(&raw, 1, OperationKind::Send, "prepared").unwrap();
    walk(&raw, 1, OperationState::Disproved);
    insert(&raw, 2, OperationKind::Send, "prepared").unwrap();
    walk(&raw, 2, OperationState::Accepted);

    step(&raw, 1, OperationState::Confirmed).expect("a proof is a fact and must be written");
    step(&raw, 2, OperationState::Confirmed).expect("a proof is a fact and must be written");

    insert(&raw, 3, OperationKind::Send, "prepared").unwrap_err();
}

#[tokio::test]
async fn a_prepared_send_does_not_leave_when_an_earlier_one_is_proven_meanwhile() {
    let book = TestBook::new().await;
    let raw = book.raw();
    insert(&raw, 1, OperationKind::Send, "prepared").unwrap();
    walk(&raw, 1, OperationState::Disproved);
    insert(&raw, 2, OperationKind::Send, "prepared").unwrap();
    step(&raw, 1, OperationState::Confirmed).unwrap();

    step(&raw, 2, OperationState::InFlight).expect_err("the order was sent");
    step(&raw, 2, OperationState::Withdrawn).expect("it can be dropped");
}

#[tokio::test]
async fn an_operation_is_younger_than_those_before_it_when_the_clock_goes_backwards() {
    let book = TestBook::new().await;
    let first = samples::operation(1, &book.order, OperationKind::OrderStatus);
    let second = NewOperation {
        prepared_at_ms: first.prepared_at_ms - 3_600_000,
        ..samples::operation(2, &book.order, OperationKind::OrderStatus)
    };
    let (early, late) = (first.id, second.id);

    let write = book.store.write(move |tx| {
        tx.prepare_operation(&first)?;
        tx.prepare_operation(&second)?;
        Ok((
            tx.operation(early)?.prepared_at_ms,
            tx.operation(late)?.prepared_at_ms,
        ))
    });

    let (early_ms, late_ms) = write.await.unwrap();
    assert!(late_ms > early_ms, "{late_ms} after {early_ms}");
}

#[tokio::test]
async fn an_operation_begins_prepared() {
    let book = TestBook::new().await;
    let raw = book.raw();

    for state in OperationState::ALL {
        let inserted = insert(&raw, 1, OperationKind::Send, state.word());
        assert_eq!(
            inserted.is_ok(),
            state == OperationState::Prepared,
            "{state:?}"
        );
    }
}

#[tokio::test]
async fn what_an_operation_is_never_changes() {
    let book = TestBook::new().await;
    let raw = book.raw();
    insert(&raw, 1, OperationKind::Refund, "prepared").unwrap();

    for change in [
        "id = 'x'",
        "account_id = 'x'",
        "environment = 'sandbox'",
        "kind = 'send'",
        "target = 'x'",
        "order_id = NULL",
        "amount_minor = 1",
        "request_body = x'00'",
        "request_hash = zeroblob(32)",
        "prepared_at_ms = 0",
    ] {
        let changed = raw.execute(&format!("UPDATE operations SET {change}"), []);
        let refusal = changed.unwrap_err().to_string();
        assert!(
            refusal.contains("what an operation is does not change"),
            "{change}: {refusal}"
        );
    }
}

#[tokio::test]
async fn an_operation_without_a_target_or_with_a_wrong_amount_is_refused() {
    let book = TestBook::new().await;
    let raw = book.raw();
    let put = |kind: &str, target: &str, amount: &str| {
        raw.execute_batch(&format!(
            "INSERT INTO operations (id, account_id, environment, kind, target, amount_minor,
                 request_hash, state, prepared_at_ms, request_body)
             SELECT lower(hex(randomblob(16))), id, environment, '{kind}', {target}, {amount},
                 zeroblob(32), 'prepared', 0, x'' FROM accounts"
        ))
    };

    put("send", "NULL", "NULL").expect_err("null values defeat every unique index");
    put("refund", "'a'", "NULL").expect_err("a refund without an amount reserves nothing");
    put("refund", "'a'", "0").expect_err("nothing is not an amount");
    put("refund", "'a'", "-1").expect_err("a refund never takes money");
    put("send", "'a'", "100").expect_err("only a refund reserves an amount");
    put("send", "'a'", "NULL").unwrap();
}

#[tokio::test]
async fn nothing_hangs_on_an_account_of_another_environment() {
    let book = TestBook::new().await;
    let (live, sandbox) = (book.order.clone(), sandbox_account(2));
    book.store
        .write(move |tx| tx.add_account(&sandbox))
        .await
        .unwrap();
    let raw = book.raw();
    insert(&raw, 1, OperationKind::Send, "prepared").unwrap();
    raw.execute_batch("INSERT INTO raw_bodies (hash, length, body) VALUES (zeroblob(32), 0, x'')")
        .unwrap();
    let (order, operation): (_, OperationId) = (live.id, samples::id(1));
    let (live_id, sandbox_id) = (live.account_id, samples::account(2).id);

    for insert in [
        "INSERT INTO orders (account_id, environment, id, phone_number_id, reference_id,
             configuration_name, currency, total_minor, customer_phone, draft, created_at_ms)
         VALUES (OWNER, 'o', '1', 'R', 'c', 'INR', 1, '1', '', 0)",
        "INSERT INTO operations (account_id, environment, id, kind, target, request_hash, state,
             prepared_at_ms, request_body)
         VALUES (OWNER, 'p', 'send', 't', zeroblob(32), 'prepared', 0, x'')",
        "INSERT INTO operations (account_id, environment, id, kind, target, order_id,
             request_hash, state, prepared_at_ms, request_body)
         VALUES (OWNER, 'q', 'cancel', 'ORDER', 'ORDER', zeroblob(32), 'prepared', 0, x'')",
        "INSERT INTO messages (account_id, environment, id, operation_id, kind, created_at_ms)
         VALUES (OWNER, 'm', 'OPERATION', 'interactive', 0)",
        "INSERT INTO evidence (account_id, environment, order_id, source, http_status, body_hash,
             first_seen_at_ms)
         VALUES (OWNER, 'ORDER', 'own_lookup', 200, zeroblob(32), 0)",
        "INSERT INTO evidence (account_id, environment, order_id, operation_id, source,
             http_status, body_hash, first_seen_at_ms)
         VALUES (OWNER, 'ORDER', 'OPERATION', 'own_exchange', 200, zeroblob(32), 0)",
    ] {
        let of = |account: AccountId, environment: &str| {
            let owner = format!("'{account}', '{environment}'");
            let sql = insert
                .replace("OWNER", &owner)
                .replace("ORDER", &order.to_string());
            raw.execute_batch(&sql.replace("OPERATION", &operation.to_string()))
        };
        if insert.contains("ORDER") || insert.contains("OPERATION") {
            of(sandbox_id, "sandbox").expect_err("what it hangs on is live");
        }
        of(live_id, "sandbox").expect_err("that account is live");
        of(sandbox_id, "live").expect_err("that account is of the sandbox");
        of(live_id, "live").unwrap();
    }
}

#[tokio::test]
async fn a_sandbox_message_carries_no_live_order() {
    let book = TestBook::new().await;
    let account = sandbox_account(2);
    let order = NewOrder {
        environment: account.environment,
        ..samples::order(2, 2)
    };
    let (live, sandbox) = (book.order.id, order.id);
    let write = book.store.write(move |tx| {
        tx.add_account(&account)?;
        tx.write_order(&order)?;
        tx.prepare_operation(&samples::operation(1, &order, OperationKind::Send))
    });
    write.await.unwrap();
    let raw = book.raw();
    raw.execute_batch(
        "INSERT INTO messages (id, account_id, environment, operation_id, kind, created_at_ms)
         SELECT 'm', account_id, environment, id, 'interactive', 0 FROM operations",
    )
    .unwrap();

    let carry = |order: OrderId| {
        raw.execute(
            "INSERT INTO message_orders VALUES ('m', ?1)",
            [order.to_string()],
        )
    };
    carry(live).expect_err("a live order must not look sent by a sandbox message");
    carry(sandbox).unwrap();
}

fn insert(raw: &Connection, number: u32, kind: OperationKind, state: &str) -> rusqlite::Result<()> {
    insert_on(raw, number, kind, state, 1)
}

/// Gives an operation what it rests on and says.
fn ground(raw: &Connection, number: u32) {
    let id: OperationId = samples::id(number);
    let sql = format!(
        "INSERT OR IGNORE INTO raw_bodies VALUES (zeroblob(32), 0, x'00');
         INSERT OR IGNORE INTO evidence (id, order_id, account_id, environment, source,
                 http_status, body_hash, first_seen_at_ms)
             SELECT 1, order_id, account_id, environment, 'own_lookup', 200, zeroblob(32), 0
             FROM operations WHERE id = '{id}';
         INSERT INTO status_messages (operation_id, order_id, status, message, gateway_says)
             SELECT id, target, CASE kind WHEN 'cancel' THEN 'canceled' ELSE 'shipped' END, '{{}}',
                 CASE kind WHEN 'cancel' THEN 'unpaid' END
             FROM operations WHERE id = '{id}' AND kind IN ('order_status', 'cancel');
         INSERT INTO refunds (operation_id, order_id, captured_minor, lookup_evidence_id, speed,
                 reason, intent)
             SELECT id, target, 1000, 1, 'normal', 'other', id FROM operations
             WHERE id = '{id}' AND kind = 'refund'"
    );
    raw.execute_batch(&sql).unwrap();
}

fn insert_on(
    raw: &Connection,
    number: u32,
    kind: OperationKind,
    state: &str,
    order: u32,
) -> rusqlite::Result<()> {
    let order = samples::order(order, 1);
    let id: OperationId = samples::id(number);
    let amount = (kind == OperationKind::Refund).then_some(100);
    raw.prepare_cached(
        "INSERT INTO operations (id, account_id, environment, kind, target, order_id, amount_minor,
             request_hash, state, prepared_at_ms, request_body)
         VALUES (:id, :account, 'live', :kind, :order, :order, :amount, zeroblob(32), :state, :now,
             x'00')",
    )?
    .execute(named_params! {
        ":id": id.to_string(), ":account": order.account_id.to_string(), ":kind": kind.word(),
        ":order": order.id.to_string(), ":amount": amount, ":state": state, ":now": NOW_MS,
    })?;
    Ok(())
}

fn step(raw: &Connection, number: u32, to: OperationState) -> rusqlite::Result<usize> {
    let id: OperationId = samples::id(number);
    if to == OperationState::Decided {
        raw.prepare_cached(
            "INSERT INTO decisions (operation_id, judgement, checked, reason, decided_at_ms)
             VALUES (?1, 'did_not_happen', 'own_bank', 'nothing left', 0)",
        )?
        .execute([id.to_string()])?;
    }
    raw.prepare_cached("UPDATE operations SET state = ?1 WHERE id = ?2")?
        .execute((to.word(), id.to_string()))
}

/// Takes a prepared operation to a state by legal moves.
fn walk(raw: &Connection, number: u32, state: OperationState) {
    use OperationState::{
        Accepted, Confirmed, Decided, Disproved, InFlight, NotSent, Prepared, Refused, Unknown,
        Withdrawn,
    };
    let way: &[OperationState] = match state {
        Prepared => &[],
        InFlight => &[InFlight],
        Withdrawn => &[Withdrawn],
        NotSent => &[InFlight, NotSent],
        Refused => &[InFlight, Refused],
        Accepted => &[InFlight, Accepted],
        Unknown => &[InFlight, Unknown],
        Confirmed => &[InFlight, Unknown, Confirmed],
        Disproved => &[InFlight, Unknown, Disproved],
        Decided => &[InFlight, Unknown, Decided],
    };
    ground(raw, number);
    for state in way {
        step(raw, number, *state).unwrap();
    }
}
