//! Accounts: one number is one account for good.

use crate::{
    samples::{self, NOW_MS},
    test_book::TestBook,
};
use counterfoil_domain::{
    account::Account,
    operation::OperationKind,
    upi::{ExpectedBy, ExpectedPayee, Vpa},
};
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

#[tokio::test]
async fn an_account_is_edited_while_it_is_in_use_and_its_name_and_number_are_free() {
    let book = TestBook::new().await;
    let edited = Account {
        name: "Edited".to_owned(),
        base_url: "https://graph.facebook.com".to_owned(),
        graph_version: "v25.0".to_owned(),
        waba_id: "77".to_owned(),
        phone_number_id: "88".to_owned(),
        ..samples::account(1)
    };
    let expected = edited.clone();

    let write = book.store.write(move |tx| {
        tx.add_account(&samples::account(2))?;
        for taken in [
            Account {
                name: samples::account(2).name,
                ..edited.clone()
            },
            Account {
                phone_number_id: samples::account(2).phone_number_id,
                ..edited.clone()
            },
        ] {
            let refused = tx.edit_account(&taken).unwrap_err();
            assert!(matches!(refused, StoreError::Taken(_)), "{refused}");
        }
        tx.edit_account(&edited)?;
        tx.account(edited.id)
    });
    assert_eq!(write.await.unwrap(), expected);

    let write = book.store.write(move |tx| {
        tx.remove_account(expected.id, NOW_MS)?;
        tx.edit_account(&expected)
    });
    let refused = write.await.unwrap_err();
    assert!(matches!(refused, StoreError::NotFound(_)), "{refused}");
}

#[tokio::test]
async fn an_account_knows_since_when_it_has_each_credential() {
    let book = TestBook::new().await;
    let id = samples::account(1).id;
    let write = book.store.write(move |tx| {
        let times = || {
            let account = tx.account(id)?;
            Ok::<_, StoreError>((account.access_token_set_at_ms, account.app_secret_set_at_ms))
        };
        let mut seen = vec![times()?];
        tx.note_access_token(id, "keyring", NOW_MS)?;
        seen.push(times()?);
        tx.note_app_secret(id, Some(NOW_MS + 1))?;
        seen.push(times()?);
        tx.note_app_secret(id, None)?;
        seen.push(times()?);
        tx.note_app_secret(id, Some(NOW_MS + 2))?;
        tx.remove_account(id, NOW_MS + 3)?;
        seen.push(times()?);
        Ok(seen)
    });

    let (token, secret) = (Some(NOW_MS), Some(NOW_MS + 1));
    let expected = [
        (None, None),
        (token, None),
        (token, secret),
        (token, None),
        (None, None),
    ];
    assert_eq!(write.await.unwrap(), expected);
}

#[tokio::test]
async fn an_account_knows_whether_it_has_orders() {
    let book = TestBook::new().await;
    let write = book.store.write(|tx| {
        tx.add_account(&samples::account(2))?;
        Ok([1, 2].map(|number| tx.has_orders(samples::account(number).id).unwrap()))
    });

    assert_eq!(write.await.unwrap(), [true, false]);
}

#[tokio::test]
async fn an_expected_payee_is_one_however_it_is_written() {
    let book = TestBook::new().await;
    let account = samples::account(1).id;
    let written = samples::payee();
    let listed = ExpectedPayee {
        vpa: Vpa::parse("kaveri@EXAMPLEBANK").unwrap(),
        by: ExpectedBy::Configuration,
    };
    let again = ExpectedPayee {
        by: ExpectedBy::Person,
        ..listed.clone()
    };

    let (first, second) = (written.clone(), listed.clone());
    let other = again.clone();
    let write = book.store.write(move |tx| {
        assert!(tx.expect_payee(account, &first)?);
        assert!(!tx.expect_payee(account, &other)?, "only the case differs");
        assert!(tx.expect_payee(account, &second)?, "on another's word");
        tx.expect_payee(samples::id(77), &first).unwrap_err();
        tx.expected_payees(account)
    });
    let kept = write.await.unwrap();

    assert_eq!(kept, [listed.clone(), written.clone()]);
    assert_eq!(
        kept[1].vpa.to_string(),
        "Kaveri@examplebank",
        "as first written"
    );
    let write = book.store.write(move |tx| {
        tx.forget_payee(account, &again)?;
        let gone = tx.forget_payee(account, &written).unwrap_err();
        assert!(matches!(gone, StoreError::NotFound(_)), "{gone}");
        tx.expected_payees(account)
    });
    assert_eq!(write.await.unwrap(), [listed]);
}
