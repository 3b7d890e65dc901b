//! Owns the claim that what was sent before is offered to whoever types the next order of the same
//! account, and that what is taken up is billed as it was.

use super::{check, filled, id, references::sibling, rupees, send, shipped, start};
use counterfoil_desk::DeskError;
use counterfoil_domain::{
    ids::AccountId,
    operation::OperationState,
    order::{FormItem, FormOrigin, OrderForm, RecalledCustomer, RecalledItem},
};
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};

#[tokio::test]
async fn an_order_of_what_is_offered_bills_what_the_earlier_one_did() {
    let desk = TestDesk::over_router(21).await;
    let before = start(&desk).await.form;
    let account = id(&desk).await;
    for typed in ["", "99"] {
        assert_eq!(
            customers(&desk, account, typed).await,
            [],
            "nothing was sent"
        );
    }
    send(&desk, shipped(filled(before))).await.unwrap();
    desk.advance_ms(60_000);

    let [customer] = &customers(&desk, account, "asha").await[..] else {
        panic!("one customer");
    };
    let [item] = &items(&desk, account, "cof 500").await[..] else {
        panic!("one item");
    };
    let [origin] = &importers(&desk, account, "kav").await[..] else {
        panic!("one importer");
    };
    let row = FormItem {
        quantity: "2".to_owned(),
        ..item.row.clone()
    };
    let form = OrderForm {
        customer_phone: customer.typed.clone(),
        items: vec![row],
        origin: FormOrigin::default(),
        ..shipped(filled(start(&desk).await.form))
    };
    let checked = check(&desk, &form).await;

    assert_eq!(item.billed, Some(rupees(39_900)));
    assert_eq!(
        item.row.origin.as_ref(),
        Some(origin),
        "it says where it is from"
    );
    assert_eq!(checked.check.findings, []);
    assert_eq!(checked.customer.unwrap().name, customer.name);
    send(&desk, form).await.unwrap();
}

#[tokio::test]
async fn an_order_that_was_refused_is_offered_too_at_its_newer_price() {
    let desk = TestDesk::over_router(22).await;
    let account = id(&desk).await;
    send(&desk, filled(start(&desk).await.form)).await.unwrap();
    desk.advance_ms(60_000);
    desk.next(Call::Send, [Fault::before(FaultKind::WindowClosed)]);
    let mut form = filled(start(&desk).await.form);
    form.items[0].price = "480".to_owned();
    let refused = send(&desk, form).await.unwrap();
    assert_eq!(refused.operation.state, OperationState::Refused);

    let prices: Vec<_> = items(&desk, account, "filter")
        .await
        .into_iter()
        .map(|item| item.row.price)
        .collect();

    assert_eq!(prices, ["480.00"]);
    assert_eq!(customers(&desk, account, "99").await.len(), 1);
}

#[tokio::test]
async fn nothing_of_another_account_is_offered() {
    let desk = TestDesk::over_router(23).await;
    let other = sibling(&desk).await;
    let body = OrderBody::new("KP-1").bytes();
    desk.desk().send_order_body(&other, &body).await.unwrap();
    let account = id(&desk).await;

    assert_eq!(customers(&desk, account, "").await, []);
    assert_eq!(items(&desk, account, "").await, []);
    assert_eq!(importers(&desk, account, "").await, []);
    assert_eq!(customers(&desk, other.id, "").await.len(), 1);
    assert!(!items(&desk, other.id, "").await.is_empty());

    desk.desk().remove_account(other.id).await.unwrap();
    let removed = desk.desk().recall_items(other.id, String::new()).await;
    assert!(matches!(removed, Err(DeskError::Store(_))), "{removed:?}");
}

async fn customers(desk: &TestDesk, account: AccountId, typed: &str) -> Vec<RecalledCustomer> {
    let found = desk.desk().recall_customers(account, typed.to_owned());
    found.await.expect("the account is in use")
}

async fn items(desk: &TestDesk, account: AccountId, typed: &str) -> Vec<RecalledItem> {
    let found = desk.desk().recall_items(account, typed.to_owned());
    found.await.expect("the account is in use")
}

async fn importers(desk: &TestDesk, account: AccountId, typed: &str) -> Vec<FormOrigin> {
    let found = desk.desk().recall_importers(account, typed.to_owned());
    found.await.expect("the account is in use")
}
