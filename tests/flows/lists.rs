//! Owns what lists show: every row once, page by page, and no telephone number in full.

use crate::program::{Program, Shop};
use counterfoil_tests::bodies::OrderBody;
use serde_json::Value;
use std::collections::BTreeSet;

const PHONE: &str = "919845012301";
const MASKED: &str = "+91••••••2301";

#[test]
fn pages_of_orders_show_every_row_once() {
    let folder = tempfile::tempdir().unwrap();
    let program = seeded(&folder, 23, 1);
    let whole = page(&program, "order", 500, None);
    assert_eq!(whole.rows.len(), 23);
    assert_eq!(whole.next, None, "a page that is not full is the last");

    for rows in [1, 5, 22, 23] {
        let visited = visit(&program, "order", rows);
        assert_eq!(visited, whole.rows, "{rows} rows a page, newest first");
    }
}

#[test]
fn pages_of_operations_show_every_row_once() {
    let folder = tempfile::tempdir().unwrap();
    let program = seeded(&folder, 300, 2);
    let whole = page(&program, "operation", 500, None);
    assert_eq!(whole.rows.len(), 300);

    assert_eq!(visit(&program, "operation", 70), whole.rows);
    let unresolved = program
        .run(&["operation", "list", "--unresolved", "--json"], "")
        .json();
    let unknown = |row: &&Value| row["state"] == "unknown";
    let expected = whole.rows.iter().filter(unknown).count();
    assert_eq!(unresolved["rows"].as_array().map(Vec::len), Some(expected));
    assert!(expected > 0, "the seed has some");
}

#[test]
fn orders_of_one_moment_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let program = seeded(&folder, 12, 3);
    let book = rusqlite::Connection::open(program.data_dir().join("book.sqlite3")).unwrap();
    book.execute_batch("DROP TRIGGER orders_keep_their_identity")
        .unwrap();
    let at_one_moment = "UPDATE orders SET created_at_ms = 1798761600000";
    assert_eq!(book.execute(at_one_moment, []), Ok(12));
    drop(book);

    let visited = visit(&program, "order", 5);

    let ids: BTreeSet<&str> = visited
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert_eq!((visited.len(), ids.len()), (12, 12));
}

#[test]
fn the_same_seed_gives_the_same_orders() {
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let [first, again, other] = [(0, 9), (1, 9), (2, 10)].map(|(folder, seed)| {
        let program = seeded(&folders[folder], 30, seed);
        page(&program, "order", 500, None)
            .rows
            .iter()
            .map(what_is_drawn)
            .collect::<Vec<_>>()
    });

    assert_eq!(first, again, "the same seed");
    assert_ne!(first, other, "another seed");

    fn what_is_drawn(row: &Value) -> [Value; 5] {
        ["referenceId", "customer", "total", "send", "payment"].map(|key| row[key].clone())
    }
}

#[test]
fn a_seed_is_taken_once_and_for_the_sandbox_only() {
    let folder = tempfile::tempdir().unwrap();
    let program = seeded(&folder, 5, 4);

    let again = program
        .run(&["book", "seed", "--orders=5", "--seed=4"], "")
        .ends_with(2);

    again.says("there is already");
    assert_eq!(
        page(&program, "order", 500, None).rows.len(),
        5,
        "nothing was added"
    );
    let live = program
        .run(&["order", "list", "--environment=live", "--json"], "")
        .json();
    assert_eq!(
        live["rows"].as_array().map(Vec::len),
        Some(0),
        "none of them is real money"
    );
    let accounts = program.run(&["account", "list", "--json"], "").json();
    assert_eq!(accounts[0]["environment"], "sandbox");
}

#[tokio::test(flavor = "multi_thread")]
async fn telephone_numbers_are_masked_in_lists_and_logs() {
    let shop = Shop::open().await;
    let body = OrderBody::new("MASK-1").phone(PHONE);
    let mut send = shop
        .program
        .command(&["order", "send", &shop.file(&body), "--vault=memory"]);
    send.env("COUNTERFOIL_LOG", "trace");

    let sent = crate::program::finish(send, shop.token()).ends_with(0);

    assert!(
        sent.err.contains("Sent an order"),
        "the log is there: {}",
        sent.err
    );
    assert!(!sent.said().contains(&PHONE[2..]), "{}", sent.said());
    sent.says(MASKED);
    for more in [&[][..], &["--json"]] {
        let list = shop
            .run(&[&["order", "list"], more].concat())
            .ends_with(0)
            .out;
        assert!(list.contains(MASKED), "{list}");
        assert!(!list.contains(&PHONE[2..]), "{list}");
    }
    let shown = shop.run(&["order", "show", "MASK-1"]).ends_with(0).out;
    assert!(
        shown.contains(PHONE),
        "whoever asks for one order sees the number: {shown}"
    );
}

struct Listed {
    rows: Vec<Value>,
    next: Option<String>,
}

fn seeded(folder: &tempfile::TempDir, orders: u32, seed: u64) -> Program {
    let program = Program::over(folder.path());
    let [orders, seed] = [format!("--orders={orders}"), format!("--seed={seed}")];
    program
        .run(&["book", "seed", &orders, &seed], "")
        .ends_with(0);
    program
}

fn page(program: &Program, of: &str, rows: u32, after: Option<&str>) -> Listed {
    let rows = format!("--rows={rows}");
    let mut arguments = vec![of, "list", "--json", &rows];
    arguments.extend(after.map(|_| "--after").into_iter().chain(after));
    let document = program.run(&arguments, "").ends_with(0).json();
    Listed {
        rows: document["rows"].as_array().unwrap().clone(),
        next: document["next"].as_str().map(str::to_owned),
    }
}

fn visit(program: &Program, of: &str, rows: u32) -> Vec<Value> {
    let mut listed = page(program, of, rows, None);
    let mut visited = listed.rows;
    while let Some(next) = listed.next {
        listed = page(program, of, rows, Some(&next));
        visited.append(&mut listed.rows);
    }
    visited
}
