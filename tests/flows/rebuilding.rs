//! Owns the claim that every cached state can be derived again from the evidence.

use counterfoil_desk::{Rebuilt, Seed};
use counterfoil_store::BookFiles;
use counterfoil_tests::desk::TestDesk;
use rusqlite::Connection;

const ORDERS: u32 = 1_500;

#[tokio::test]
async fn what_is_cached_is_what_the_evidence_says() {
    let desk = TestDesk::over_router(1).await;
    let seed = Seed {
        orders: ORDERS,
        seed: 3,
    };
    desk.desk().seed(seed, |_| {}).await.unwrap();

    assert_eq!(rebuild(&desk, false).await, found(0, &[]));

    // Only the cache is touched: evidence cannot be changed.
    let book = Connection::open(BookFiles::in_folder(desk.data_dir()).book()).unwrap();
    let spoilt = "SELECT order_id FROM order_states WHERE payment = 'captured' ORDER BY order_id";
    let names = "SELECT reference_id FROM orders WHERE id IN (SELECT * FROM spoilt) ORDER BY rowid";
    let spoil = format!(
        "CREATE TEMP TABLE spoilt AS {spoilt} LIMIT 3;
         UPDATE order_states SET payment = 'not_attempted', captured_minor = NULL
         WHERE order_id = (SELECT order_id FROM spoilt LIMIT 1);
         DELETE FROM order_states WHERE order_id = (SELECT order_id FROM spoilt LIMIT 1 OFFSET 1);
         UPDATE order_lists SET minor = minor + 1
         WHERE order_id = (SELECT order_id FROM spoilt LIMIT 1 OFFSET 2)"
    );
    book.execute_batch(&spoil).unwrap();
    let mut names = book.prepare(names).unwrap();
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();

    assert_eq!(
        rebuild(&desk, false).await,
        found(3, &names),
        "only compared"
    );
    assert_eq!(rebuild(&desk, true).await, found(3, &names), "mended");
    assert_eq!(rebuild(&desk, false).await, found(0, &[]));
}

async fn rebuild(desk: &TestDesk, mends: bool) -> Rebuilt {
    let mut told = Vec::new();
    let rebuilt = desk
        .desk()
        .rebuild_states(mends, |orders| told.push(orders));
    let rebuilt = rebuilt.await.unwrap();
    assert!(told.is_sorted() && told.len() > 2, "{told:?}");
    rebuilt
}

fn found(different: u64, named: &[String]) -> Rebuilt {
    Rebuilt {
        orders: u64::from(ORDERS),
        different,
        named: named.to_vec(),
    }
}
