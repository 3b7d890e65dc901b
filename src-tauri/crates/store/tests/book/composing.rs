//! What the book keeps and answers for someone who composes an order.

use crate::{
    samples::{self, NOW_MS},
    test_book::{TestBook, sandbox_account},
};
use counterfoil_domain::{
    account::{Account, Environment},
    ids::AccountId,
    phone::Phone,
    reference_id::ReferenceId,
};
use counterfoil_store::{
    CUSTOMERS_LOOKED_THROUGH_MAX, CustomerRow, DRAFT_BYTES_MAX, DRAFTS_BYTES_MAX,
    DRAFTS_LOOKED_THROUGH_MAX, DraftRow, NewOrder, StoreError,
};

#[tokio::test]
async fn a_draft_is_kept_replaced_and_discarded() {
    let book = TestBook::new().await;
    assert_eq!(draft(&book).await, None);

    keep(&book, "{}", 1).await.unwrap();
    keep(&book, r#"{"bodyText":"₹"}"#, 2).await.unwrap();

    let kept = DraftRow {
        form: r#"{"bodyText":"₹"}"#.to_owned(),
        saved_at_ms: 2,
    };
    assert_eq!(draft(&book).await, Some(kept));
    for _ in 0..2 {
        let discard = book.store.write(|tx| tx.discard_draft(samples::id(1)));
        discard.await.expect("what is gone may be discarded again");
    }
    assert_eq!(draft(&book).await, None);
}

#[tokio::test]
async fn a_draft_is_bounded_in_bytes_and_hangs_on_an_account() {
    let book = TestBook::new().await;
    let largest = "₹".repeat(DRAFT_BYTES_MAX / 3) + "x";
    assert_eq!(largest.len(), DRAFT_BYTES_MAX);
    keep(&book, &largest, 1).await.unwrap();

    let refused = keep(&book, &(largest.clone() + "x"), 2).await.unwrap_err();
    let nobodys = book
        .store
        .write(|tx| tx.keep_draft(samples::id(77), "{}", NOW_MS))
        .await
        .unwrap_err();

    assert!(matches!(refused, StoreError::Database(_)), "{refused}");
    assert!(matches!(nobodys, StoreError::Database(_)), "{nobodys}");
    assert_eq!(draft(&book).await.unwrap().form, largest);
}

#[tokio::test]
async fn the_newest_order_of_an_account_is_its_own() {
    let book = TestBook::new().await;
    let write = book.store.write(|tx| {
        tx.add_account(&samples::account(2))?;
        for (number, account, at_ms) in [(2, 1, 20), (3, 1, 10), (4, 2, 30)] {
            tx.write_order(&NewOrder {
                created_at_ms: NOW_MS + at_ms,
                ..samples::order(number, account)
            })?;
        }
        Ok(())
    });
    write.await.unwrap();

    for (account, newest) in [(1, Some(2)), (2, Some(4)), (9, None)] {
        let account: AccountId = samples::id(account);
        let read = book
            .store
            .read(move |db| db.newest_order_of_account(account));
        assert_eq!(read.await.unwrap(), newest.map(samples::id));
    }
}

#[tokio::test]
async fn a_reference_id_is_taken_in_the_business_and_in_its_environment() {
    let book = TestBook::new().await;
    let other_business = Account {
        waba_id: "1002".to_owned(),
        ..samples::account(3)
    };
    let accounts = [
        samples::account(2),
        other_business.clone(),
        sandbox_account(4),
    ];
    let write = book
        .store
        .write(move |tx| accounts.iter().try_for_each(|one| tx.add_account(one)));
    write.await.unwrap();

    assert!(is_taken(&book, samples::account(1), "INV-1").await);
    assert!(
        is_taken(&book, samples::account(2), "INV-1").await,
        "a sibling"
    );
    assert!(!is_taken(&book, samples::account(1), "INV-2").await);
    assert!(!is_taken(&book, samples::account(1), "inv-1").await);
    assert!(!is_taken(&book, other_business, "INV-1").await);
    assert!(!is_taken(&book, sandbox_account(4), "INV-1").await);
}

#[tokio::test]
async fn a_customer_is_known_by_the_whole_number_in_one_account() {
    let book = TestBook::new().await;
    let write = book.store.write(|tx| {
        tx.add_account(&samples::account(2))?;
        let names = [Some("Asha"), Some("Asha Menon"), None];
        for (number, name) in (2..).zip(names) {
            tx.write_order(&NewOrder {
                customer_name: name.map(str::to_owned),
                created_at_ms: NOW_MS + i64::from(number),
                ..samples::order(number, 1)
            })?;
        }
        Ok(())
    });
    write.await.unwrap();

    let known = CustomerRow {
        name: Some("Asha Menon".to_owned()),
        orders: 4,
    };
    assert_eq!(customer(&book, 1, "919900000042").await, Some(known));
    assert_eq!(customer(&book, 2, "919900000042").await, None);
    assert_eq!(
        customer(&book, 1, "9900000042").await,
        None,
        "not a part of it"
    );
    assert_eq!(customer(&book, 1, "919900000043").await, None);
}

#[tokio::test]
async fn the_newest_orders_of_an_account_are_looked_through_newest_first() {
    let book = TestBook::new().await;
    let write = book.store.write(|tx| {
        tx.add_account(&samples::account(2))?;
        tx.add_account(&sandbox_account(3))?;
        for (number, account, name) in [(2, 1, "old"), (4, 1, "new"), (3, 1, "between")] {
            tx.write_order(&named(number, account, name))?;
        }
        tx.write_order(&named(5, 2, "of another account"))?;
        let sandbox = sandbox_account(3);
        tx.write_order(&NewOrder {
            environment: sandbox.environment,
            phone_number_id: sandbox.phone_number_id.clone(),
            ..named(6, 3, "of the sandbox")
        })
    });
    write.await.unwrap();

    assert_eq!(drafts(&book, 1).await, ["new", "between", "old", "{}"]);
    assert_eq!(drafts(&book, 2).await, ["of another account"]);
    assert_eq!(drafts(&book, 3).await, ["of the sandbox"]);
    let names = ["new", "between", "old"].map(|name| Some(name.to_owned()));
    let phone = Phone::parse("919900000042").unwrap();
    let expected = names.into_iter().chain([None]);
    let expected: Vec<_> = expected.map(|name| (phone.clone(), name)).collect();
    assert_eq!(customers(&book, 1).await, expected);
}

#[tokio::test]
async fn no_more_orders_are_looked_through_than_a_pause_in_typing_has_time_for() {
    let book = TestBook::new().await;
    let most = usize::try_from(DRAFTS_LOOKED_THROUGH_MAX).unwrap();
    let write = book.store.write(|tx| {
        for number in 2..=CUSTOMERS_LOOKED_THROUGH_MAX + 2 {
            tx.write_order(&named(number, 1, &number.to_string()))?;
        }
        Ok(())
    });
    write.await.unwrap();

    let read = drafts(&book, 1).await;
    assert_eq!(read.len(), most);
    assert_eq!(read[0], (CUSTOMERS_LOOKED_THROUGH_MAX + 2).to_string());
    let most = usize::try_from(CUSTOMERS_LOOKED_THROUGH_MAX).unwrap();
    assert_eq!(customers(&book, 1).await.len(), most);

    let half = "x".repeat(DRAFTS_BYTES_MAX / 2 + 1);
    let write = book.store.write(move |tx| {
        let newest = CUSTOMERS_LOOKED_THROUGH_MAX + 3;
        (newest..newest + 3).try_for_each(|number| tx.write_order(&named(number, 1, &half)))
    });
    write.await.unwrap();
    assert_eq!(drafts(&book, 1).await.len(), 2, "the bytes are bounded too");
}

/// An order that says this, made after those of smaller numbers.
fn named(number: u32, account: u32, draft: &str) -> NewOrder {
    NewOrder {
        customer_name: Some(draft.chars().take(20).collect()),
        draft: draft.to_owned(),
        created_at_ms: NOW_MS + i64::from(number),
        ..samples::order(number, account)
    }
}

async fn drafts(book: &TestBook, account: u32) -> Vec<String> {
    let account: AccountId = samples::id(account);
    let read = book.store.read(move |db| db.newest_drafts(account));
    read.await.unwrap()
}

async fn customers(book: &TestBook, account: u32) -> Vec<(Phone, Option<String>)> {
    let account: AccountId = samples::id(account);
    let read = book.store.read(move |db| db.newest_customers(account));
    read.await.unwrap()
}

async fn draft(book: &TestBook) -> Option<DraftRow> {
    let read = book.store.read(|db| db.draft(samples::id(1)));
    read.await.unwrap()
}

async fn keep(book: &TestBook, form: &str, now_ms: i64) -> Result<(), StoreError> {
    let form = form.to_owned();
    book.store
        .write(move |tx| tx.keep_draft(samples::id(1), &form, now_ms))
        .await
}

async fn is_taken(book: &TestBook, account: Account, reference_id: &str) -> bool {
    let reference_id = ReferenceId::parse(reference_id).unwrap();
    let read = book
        .store
        .read(move |db| db.is_reference_taken(&account, &reference_id));
    read.await.unwrap()
}

async fn customer(book: &TestBook, account: u32, phone: &str) -> Option<CustomerRow> {
    let account = samples::account(account);
    assert_eq!(account.environment, Environment::Live);
    let phone = Phone::parse(phone).unwrap();
    let read = book.store.read(move |db| db.customer(&account, &phone));
    read.await.unwrap()
}
