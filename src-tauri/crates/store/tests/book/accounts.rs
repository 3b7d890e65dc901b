//! Accounts: one number is one account for good.

use crate::{
    samples::{self, NOW_MS},
    test_book::TestBook,
};
use counterfoil_domain::{account::Account, operation::OperationKind};
use counterfoil_store::StoreError;

#[tokio::test]
async fn a_removed_number_comes_back_as_the_same_account() {
    let book = TestBook::new().await;
    let account = samples::account(1);
    let back = Account {
        name: "Back again".to_owned(),
        ..account.clone()
    };
    let (revived, id) = (back.clone(), account.id);

    let write = book.store.write(move |tx| {
        tx.remove_account(id, NOW_MS)?;
        let number = &account.phone_number_id;
        let removed = tx.removed_account(account.environment, account.provider, number)?;
        assert_eq!(removed.map(|account| account.id), Some(id));
        let fresh = Account {
            id: samples::id(9),
            ..revived.clone()
        };
        let refused = tx.add_account(&fresh).unwrap_err();
        assert!(matches!(refused, StoreError::Taken(_)), "{refused}");
        tx.revive_account(&revived)
    });

    write.await.unwrap();
    let found = book
        .store
        .read(|db| db.account_named("Back again"))
        .await
        .unwrap();
    assert_eq!(found.id, back.id);
}

#[tokio::test]
async fn an_account_knows_whether_something_of_it_is_unresolved() {
    let book = TestBook::new().await;
    let (account, other) = (samples::account(1), samples::account(2));
    let send = samples::operation(1, &book.order, OperationKind::Send);
    let (asked, new) = (account.clone(), other.clone());
    let before = book
        .store
        .read(move |db| db.has_unresolved_operations(&asked))
        .await
        .unwrap();

    let write = book.store.write(move |tx| {
        tx.add_account(&new)?;
        tx.prepare_operation(&send)?;
        Ok((
            tx.has_unresolved_operations(&account)?,
            tx.has_unresolved_operations(&other)?,
        ))
    });

    let (ours, theirs) = write.await.unwrap();
    assert_eq!((before, ours, theirs), (false, true, false));
}
