//! What the book keeps of pictures that were uploaded.

use crate::{
    samples::{self, NOW_MS, picture},
    test_book::{TestBook, sandbox_account},
};
use counterfoil_domain::account::Account;
use counterfoil_store::{PictureRow, StoreError};

async fn keep(book: &TestBook, account: &Account, row: PictureRow) -> Result<(), StoreError> {
    let account = account.clone();
    let write = book.store.write(move |tx| tx.keep_picture(&account, &row));
    write.await
}

async fn since(book: &TestBook, account: &Account, since_ms: i64) -> Vec<PictureRow> {
    let account = account.clone();
    let read = book
        .store
        .read(move |db| db.pictures_since(&account, since_ms, 3));
    read.await.unwrap()
}

#[tokio::test]
async fn the_newest_pictures_are_listed_and_no_more_than_asked_for() {
    let book = TestBook::new().await;
    let account = samples::account(1);
    assert_eq!(since(&book, &account, 0).await, []);

    for number in [3, 1, 5, 4, 2] {
        keep(&book, &account, picture(number)).await.unwrap();
    }

    let newest = [picture(5), picture(4), picture(3)];
    assert_eq!(since(&book, &account, 0).await, newest);
    assert_eq!(since(&book, &account, NOW_MS + 4).await, [picture(5)]);
}

#[tokio::test]
async fn a_picture_belongs_to_the_number_it_was_uploaded_for() {
    let book = TestBook::new().await;
    let (account, sandbox) = (samples::account(1), sandbox_account(2));
    let other_number = Account {
        phone_number_id: "2999".to_owned(),
        ..account.clone()
    };
    let added = sandbox.clone();
    let write = book.store.write(move |tx| tx.add_account(&added));
    write.await.unwrap();
    keep(&book, &account, picture(1)).await.unwrap();

    for (whose, expected) in [
        (account, Some(picture(1))),
        (other_number, None),
        (sandbox, None),
    ] {
        let read = book.store.read(move |db| {
            let row = picture(1);
            let named = db.picture(&whose, &row.media_id)?;
            let same = db.picture_of_content(&whose, &row.sha256)?;
            Ok((named, same, db.pictures_since(&whose, 0, 3)?))
        });
        let (named, same, listed) = read.await.unwrap();
        assert_eq!(named, expected);
        assert_eq!(same, expected);
        assert_eq!(listed, Vec::from_iter(expected));
    }
}

#[tokio::test]
async fn an_account_of_another_environment_takes_no_picture() {
    let book = TestBook::new().await;

    let refused = keep(&book, &sandbox_account(1), picture(1)).await;

    assert!(matches!(refused, Err(StoreError::Database(_))));
}

#[tokio::test]
async fn the_same_bytes_are_known_by_their_newest_upload() {
    let book = TestBook::new().await;
    let account = samples::account(1);
    let again = PictureRow {
        sha256: picture(1).sha256,
        ..picture(2)
    };
    for row in [again.clone(), picture(1)] {
        keep(&book, &account, row).await.unwrap();
    }

    let read = book
        .store
        .read(move |db| db.picture_of_content(&account, &[1; 32]));

    assert_eq!(read.await.unwrap(), Some(again));
}

#[tokio::test]
async fn what_the_provider_names_again_is_the_newer_upload() {
    let book = TestBook::new().await;
    let account = samples::account(1);
    let again = PictureRow {
        media_id: picture(1).media_id,
        ..picture(7)
    };
    for row in [picture(1), again.clone()] {
        keep(&book, &account, row).await.unwrap();
    }

    assert_eq!(since(&book, &account, 0).await, [again]);
}
