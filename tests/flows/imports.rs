//! Webhooks about messages and payments, taken in as files: joined to what they are about, believed
//! for no more than their signature allows, in whatever order and however often they come.

use counterfoil_desk::{
    CancelAsked, Credential, StatusAsked, StatusSent, WebhookNotice, WebhookTaken,
};
use counterfoil_domain::{
    Secret,
    cancel::CancelStanding,
    operation::OperationState,
    order_state::PaymentState,
    order_status::{OrderStatus, StatusRoute},
};
use counterfoil_sandbox::{Call, CustomerPlan, Fault, FaultKind};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

const REFERENCE: &str = "HOOK-1";
const APP_SECRET: &[u8] = b"the-app-s-secret";

/// Each place in which an error may stand, and whether a signature vouches for it.
#[tokio::test(start_paused = true)]
async fn an_error_about_a_status_message_is_joined_in_every_place_it_may_stand() {
    let errors = json!([{ "code": 2046, "title": "Not transitioned" }]);
    for is_signed in [true, false] {
        for place in ["status", "message", "label"] {
            let desk = paid().await;
            let sent = tell(&desk, OrderStatus::Shipped).await;
            let id = sent.operation.provider_id.clone().unwrap();
            let value = match place {
                "status" => json!({ "statuses": [
                    { "id": id, "status": "failed", "timestamp": "1798761700", "errors": errors },
                ] }),
                "message" => json!({ "messages": [{ "id": id, "errors": errors }] }),
                _ => json!({ "statuses": [{
                    "id": "wamid.other", "status": "failed", "errors": errors,
                    "biz_opaque_callback_data": sent.operation.id.to_string(),
                }] }),
            };

            let taken = take(&desk, &value, is_signed).await;

            assert_eq!(
                (taken.messages, taken.failed, taken.new),
                (1, 1, 1),
                "{place}"
            );
            let told = desk.show(REFERENCE).await.fulfilment.told();
            let expected = match is_signed {
                true => OrderStatus::Pending,
                false => OrderStatus::Shipped,
            };
            assert_eq!(told, expected, "{place}, signed: {is_signed}");
            let again = take(&desk, &value, is_signed).await;
            assert_eq!(again.new, 0, "{place}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_that_names_nothing_is_about_the_account_and_changes_nothing() {
    let desk = paid().await;
    tell(&desk, OrderStatus::Shipped).await;
    let errors = json!([{ "code": 2047, "message": "Could not change order status" }]);

    let taken = take(&desk, &json!({ "errors": errors }), true).await;

    let notice = WebhookNotice::Error {
        code: 2047,
        words: "Could not change order status".to_owned(),
    };
    assert_eq!(taken.notices, [notice]);
    assert_eq!(taken.new, 0);
    assert_eq!(
        desk.show(REFERENCE).await.fulfilment.told(),
        OrderStatus::Shipped
    );
}

#[tokio::test(start_paused = true)]
async fn a_cancel_that_the_provider_says_failed_and_a_lookup_shows_paid_is_disproved() {
    let desk = TestDesk::over_router(1).await;
    desk.sandbox().set_customer(
        desk.phone_number_id(),
        REFERENCE,
        CustomerPlan::PaysAfter { after_ms: 60_000 },
    );
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    desk.advance_ms(59_000);
    desk.next(
        Call::Send,
        [Fault::before(FaultKind::Stall { for_ms: 2_000 })],
    );
    let order = desk.order(REFERENCE).await;
    let cancelled = desk.desk().cancel(CancelAsked {
        order: order.id,
        description: None,
        route: said(),
        gateway_says: None,
    });
    let cancelled = cancelled.await.unwrap();
    let operation = cancelled.sent.operation;
    assert_eq!(operation.state, OperationState::Unknown, "it never arrived");

    let error = json!([{ "code": 2047, "message": "Could not cancel" }]);
    let value = json!({ "statuses": [{
        "id": "wamid.x", "status": "failed", "errors": error,
        "biz_opaque_callback_data": operation.id.to_string(),
    }] });
    take(&desk, &value, true).await;
    assert_eq!(desk.show(REFERENCE).await.fulfilment.cancel(), None);
    desk.advance_ms(60_000);
    desk.look_up(REFERENCE).await.unwrap();

    let shown = desk.show(REFERENCE).await;
    let (disproved, _) = desk.desk().operation(operation.id).await.unwrap();
    assert_eq!(disproved.state, OperationState::Disproved);
    assert!(shown.late.is_some(), "it was paid at the last second");
}

#[tokio::test(start_paused = true)]
async fn a_forged_capture_marks_nothing_paid_and_cancels_nothing() {
    let desk = unpaid().await;
    for (is_signed, reference, minor) in [
        (false, REFERENCE, 49_900),
        (false, REFERENCE, 1),
        (true, REFERENCE, 49_900),
        (true, "NOT-OURS", 49_900),
    ] {
        let captured = json!({ "statuses": [payment(reference, "captured", minor)] });
        take(&desk, &captured, is_signed).await;
        let shown = desk.show(REFERENCE).await;
        assert_eq!(shown.state.payment, PaymentState::ReportedPaid);
        assert_eq!(shown.state.captured, None);
        assert!(shown.late.is_none());
    }
    desk.look_up(REFERENCE).await.unwrap();
    let payment = desk.show(REFERENCE).await.state.payment;
    assert_eq!(
        payment,
        PaymentState::ReportedPaid,
        "a report stays until money or a person"
    );
}

#[tokio::test(start_paused = true)]
async fn a_wrong_signature_keeps_nothing_and_another_number_is_left_alone() {
    let desk = unpaid().await;
    let captured = webhook(
        &desk,
        &json!({ "statuses": [payment(REFERENCE, "captured", 49_900)] }),
    );
    let account = with_secret(&desk).await;
    let wrong = format!("sha256={}", "0".repeat(64));
    let refused = desk
        .desk()
        .take_webhook(&account, captured.clone(), Some(&wrong));
    refused.await.unwrap_err();
    let theirs = String::from_utf8(captured)
        .unwrap()
        .replace(desk.phone_number_id(), "999");
    let taken = desk
        .desk()
        .take_webhook(&account, theirs.into_bytes(), None);
    assert_eq!(taken.await.unwrap().other_numbers, 1);
    let payment = desk.show(REFERENCE).await.state.payment;
    assert_ne!(payment, PaymentState::ReportedPaid);
}

#[tokio::test(start_paused = true)]
async fn message_statuses_say_the_furthest_in_whatever_order_they_come() {
    let desk = paid().await;
    let id = tell(&desk, OrderStatus::Shipped)
        .await
        .operation
        .provider_id;
    let status = |word| json!({ "id": id, "status": word, "timestamp": "1798761700" });
    for words in [["read", "sent"], ["delivered", "sent"]] {
        let both = json!({ "statuses": words.map(status) });
        take(&desk, &both, true).await;
    }
    let shown = desk.show(REFERENCE).await;
    let reports: Vec<_> = shown.reports.iter().map(|one| one.word.word()).collect();
    assert_eq!(reports.len(), 3, "each once: {reports:?}");
    assert_eq!(shown.fulfilment.told(), OrderStatus::Shipped);
}

#[tokio::test(start_paused = true)]
async fn a_burst_of_a_thousand_changes_is_taken_in_and_again() {
    let desk = TestDesk::over_router(1).await;
    for number in 0..20 {
        desk.send_well(&OrderBody::new(&format!("BURST-{number}")))
            .await;
    }
    let changes: Vec<Value> = (0..1_000)
        .map(|number| {
            let reference = format!("BURST-{}", number % 500);
            let word = if number < 500 { "pending" } else { "captured" };
            let statuses = json!({ "statuses": [payment(&reference, word, 49_900)] });
            change(&desk, &statuses)
        })
        .collect();
    let body = json!({ "object": "whatsapp_business_account",
        "entry": [{ "id": "1", "changes": changes }] });
    let account = desk.account().await;
    let bytes = body.to_string().into_bytes();

    let taken = desk
        .desk()
        .take_webhook(&account, bytes.clone(), None)
        .await
        .unwrap();
    assert_eq!(
        (taken.orders.len(), taken.new, taken.unknown.len()),
        (20, 40, 480)
    );
    let again = desk
        .desk()
        .take_webhook(&account, bytes, None)
        .await
        .unwrap();
    assert_eq!(again.new, 0);
    let shown = desk.show("BURST-7").await;
    assert_eq!(shown.state.payment, PaymentState::ReportedPaid);
}

#[tokio::test(start_paused = true)]
async fn a_cancel_stays_what_it_is_when_a_webhook_is_only_claimed_to_be_metas() {
    let desk = unpaid().await;
    let order = desk.order(REFERENCE).await;
    let cancelled = desk.desk().cancel(CancelAsked {
        order: order.id,
        description: None,
        route: said(),
        gateway_says: None,
    });
    let id = cancelled.await.unwrap().sent.operation.provider_id;
    let error = json!([{ "code": 2047, "message": "Could not cancel" }]);
    let value = json!({ "statuses": [{ "id": id, "status": "failed", "errors": error }] });
    take(&desk, &value, false).await;
    let cancel = desk.show(REFERENCE).await.fulfilment.cancel();
    assert_eq!(cancel, Some(CancelStanding::Requested));
}

async fn unpaid() -> TestDesk {
    with_customer(CustomerPlan::NeverPays).await
}

async fn paid() -> TestDesk {
    with_customer(CustomerPlan::PaysAtOnce).await
}

async fn with_customer(plan: CustomerPlan) -> TestDesk {
    let desk = TestDesk::over_router(1).await;
    desk.sandbox()
        .set_customer(desk.phone_number_id(), REFERENCE, plan);
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    desk.look_up(REFERENCE).await.unwrap();
    desk
}

fn said() -> StatusRoute {
    StatusRoute::Interactive {
        body: "About your order.".to_owned(),
    }
}

async fn tell(desk: &TestDesk, status: OrderStatus) -> StatusSent {
    let asked = StatusAsked {
        order: desk.order(REFERENCE).await.id,
        status,
        description: None,
        route: said(),
    };
    desk.desk().send_status(asked).await.unwrap()
}

async fn take(desk: &TestDesk, value: &Value, is_signed: bool) -> WebhookTaken {
    let body = webhook(desk, value);
    let account = with_secret(desk).await;
    let signature = is_signed.then(|| {
        let mut mac = Hmac::<Sha256>::new_from_slice(APP_SECRET).unwrap();
        mac.update(&body);
        format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
    });
    let taken = desk
        .desk()
        .take_webhook(&account, body, signature.as_deref());
    taken.await.unwrap()
}

async fn with_secret(desk: &TestDesk) -> counterfoil_domain::account::Account {
    let account = desk.account().await;
    let secret = Secret::new(APP_SECRET.to_vec());
    desk.desk()
        .set_credential(account.id, Credential::AppSecret, secret)
        .await
        .unwrap();
    account
}

fn webhook(desk: &TestDesk, value: &Value) -> Vec<u8> {
    let entry = json!({ "id": "1", "changes": [change(desk, value)] });
    let body = json!({ "object": "whatsapp_business_account", "entry": [entry] });
    body.to_string().into_bytes()
}

fn change(desk: &TestDesk, value: &Value) -> Value {
    let mut value = value.clone();
    value["metadata"] = json!({ "phone_number_id": desk.phone_number_id() });
    json!({ "field": "messages", "value": value })
}

fn payment(reference: &str, word: &str, minor: i64) -> Value {
    json!({
        "id": "wamid.p", "type": "payment", "status": word, "timestamp": "1798761700",
        "payment": {
            "reference_id": reference,
            "amount": { "value": minor, "offset": 100 },
            "currency": "INR",
        },
    })
}
