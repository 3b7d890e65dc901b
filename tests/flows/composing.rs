//! Owns composing an order in the desk: what the form begins with, what a check says of it, and
//! that what leaves is exactly what was shown.

mod drafts;
mod recalling;
mod references;

use counterfoil_desk::{CheckedForm, ComposeStart, DeskError, ExchangeSource, KnownCustomer, Sent};
use counterfoil_domain::{
    finding::FindingCode,
    ids::AccountId,
    money::{Currency, Money},
    operation::OperationState,
    order::{FormAddress, FormCharge, FormItem, FormOrigin, FormPayment, Goods, OrderForm},
    payment_mode::PaymentMode,
};
use counterfoil_sandbox::{Call, Fault, FaultKind, FaultPlan};
use counterfoil_tests::{
    bodies::{CONFIGURATION, OrderBody, PAYU, UPI},
    desk::TestDesk,
};
use serde_json::Value;

const TOTAL_MINOR: i64 = 2 * 39_900 + 3_990;

#[tokio::test]
async fn an_order_is_composed_and_sent_as_it_was_shown() {
    let desk = TestDesk::over_router(1).await;
    let start = start(&desk).await;
    assert_eq!(start.proposed_reference.as_str(), "K-0001");
    assert_eq!(start.form.reference_id, "K-0001");
    assert_eq!(start.draft, None);
    let form = filled(start.form);

    let checked = check(&desk, &form).await;
    assert_eq!(checked.check.findings, []);
    assert_eq!(checked.customer, None, "a new customer");
    assert_eq!(checked.check.bill.total, Some(rupees(TOTAL_MINOR)));
    let sent = send(&desk, form).await.unwrap();

    assert_eq!(sent.operation.state, OperationState::Accepted);
    assert_eq!(checked.body, Some(request_of(&desk, "K-0001").await));
    let committed = desk.committed("K-0001");
    assert_eq!(committed.len(), 1);
    assert_eq!(committed[0].amount_minor, TOTAL_MINOR);
    assert_eq!(committed[0].to, "919900000002");
}

#[tokio::test]
async fn the_same_order_is_asked_for_again_under_the_next_sequence() {
    let desk = TestDesk::over_router(11).await;
    let form = OrderForm {
        expires_in_minutes: Some(45),
        ..filled(start(&desk).await.form)
    };
    send(&desk, form.clone()).await.unwrap();
    for (number, reference_id) in [(1, "K-0001-2"), (2, "K-0001-3")] {
        desk.advance_ms(3_600_000);
        let first = desk.order("K-0001").await.id;

        let (account, again) = desk.desk().compose_again(first).await.unwrap();

        assert_eq!(account, id(&desk).await);
        assert_eq!(again.reference_id, reference_id, "{number}");
        assert_eq!(
            again.expires_in_minutes,
            Some(45),
            "counted from the next send"
        );
        let billed = check(&desk, &again).await.check.bill;
        assert_eq!(billed, check(&desk, &form).await.check.bill);
        send(&desk, again).await.unwrap();
    }
    let third = desk.order("K-0001-3").await.id;
    let (_, again) = desk.desk().compose_again(third).await.unwrap();
    assert_eq!(again.reference_id, "K-0001-4");
    let next = start(&desk).await.form.reference_id;
    assert_eq!(next, "K-0002", "a sequence is not counted on");
}

#[tokio::test]
async fn a_check_only_reads() {
    let desk = TestDesk::over_router(2).await;
    let before = desk.ledger();

    let form = filled(start(&desk).await.form);
    for _ in 0..3 {
        check(&desk, &form).await;
        check(&desk, &OrderForm::default()).await;
    }

    assert_eq!(desk.ledger(), before);
    assert_eq!(desk.received(Call::Send) + desk.received(Call::Lookup), 0);
    let none = desk.desk().order_with_reference("K-0001", None).await;
    none.expect_err("nothing was written");
}

#[tokio::test]
async fn another_total_than_the_one_shown_sends_nothing() {
    let desk = TestDesk::over_router(3).await;
    let form = filled(start(&desk).await.form);
    keep(&desk, &form).await;

    for wrong in [
        rupees(TOTAL_MINOR + 1),
        Money::new(TOTAL_MINOR, Currency::Brl).unwrap(),
    ] {
        let sending = desk
            .desk()
            .send_form(id(&desk).await, form.clone(), wrong, None);
        let refused = sending.await.unwrap_err();

        let DeskError::TotalDiffers { shown, total } = refused else {
            panic!("{refused}");
        };
        assert_eq!((shown, total), (wrong, rupees(TOTAL_MINOR)));
    }
    assert_eq!(desk.received(Call::Send), 0);
    let none = desk.desk().order_with_reference("K-0001", None).await;
    none.expect_err("nothing was prepared");
    assert!(start(&desk).await.draft.is_some(), "the draft stays");
}

#[tokio::test]
async fn a_form_with_findings_sends_nothing() {
    let desk = TestDesk::over_router(4).await;
    let form = OrderForm {
        customer_phone: String::new(),
        ..filled(start(&desk).await.form)
    };

    let refused = send(&desk, form).await.unwrap_err();

    let DeskError::Findings(findings) = refused else {
        panic!("{refused}");
    };
    assert_eq!(findings[0].code, FindingCode::Required);
    assert_eq!(desk.received(Call::Send), 0);
}

#[tokio::test]
async fn an_expiry_is_counted_from_the_send() {
    let desk = TestDesk::over_router(5).await;
    let form = OrderForm {
        expires_in_minutes: Some(5),
        ..filled(start(&desk).await.form)
    };
    assert!(check(&desk, &form).await.check.order.is_some());
    desk.advance_ms(3_600_000);

    let sent = send(&desk, form).await.unwrap();

    let open_ms = sent.order.expires_at_ms.unwrap() - sent.order.created_at_ms;
    assert_eq!(open_ms, 300_000, "an hour of thinking does not count");
}

#[tokio::test]
async fn the_next_order_begins_with_what_stays_the_same() {
    let desk = TestDesk::over_router(6).await;
    let form = OrderForm {
        footer_text: "Kaveri Provisions, Mysuru".to_owned(),
        expires_in_minutes: Some(45),
        ..filled(start(&desk).await.form)
    };
    send(&desk, form.clone()).await.unwrap();
    desk.advance_ms(60_000);

    let next = start(&desk).await;

    let expected = OrderForm {
        reference_id: "K-0002".to_owned(),
        payment: through_the_gateway(),
        expires_in_minutes: Some(45),
        footer_text: form.footer_text,
        goods: Goods::Digital,
        origin: form.origin,
        ..OrderForm::default()
    };
    assert_eq!(next.form, expected);
}

#[tokio::test]
async fn a_customer_is_known_by_the_number_however_it_is_typed() {
    let desk = TestDesk::over_router(7).await;
    let form = shipped(filled(start(&desk).await.form));
    send(&desk, form).await.unwrap();

    for typed in ["9900000002", "+91 99000-00002", "099000 00002"] {
        let form = OrderForm {
            customer_phone: typed.to_owned(),
            ..OrderForm::default()
        };
        let known = KnownCustomer {
            name: Some("Asha Menon".to_owned()),
            orders: 1,
        };
        assert_eq!(check(&desk, &form).await.customer, Some(known), "{typed}");
    }
}

#[tokio::test]
async fn payment_configurations_are_the_providers() {
    let desk = TestDesk::over_router(8).await;
    let account = id(&desk).await;

    let listed = desk.desk().payment_configurations(account).await.unwrap();
    let names: Vec<&str> = listed.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, [CONFIGURATION, PAYU, UPI]);
    let modes: Vec<_> = listed.iter().map(|one| one.payment_mode()).collect();
    let gateway = Some(PaymentMode::PaymentGateway);
    assert_eq!(
        modes,
        [gateway, gateway, Some(PaymentMode::UpiConfiguration)]
    );

    let lost = FaultPlan::Always(Fault::before(FaultKind::Reset));
    let number = desk.phone_number_id().to_owned();
    for call in [Call::Send, Call::Lookup, Call::Check] {
        desk.sandbox().set_faults(&number, call, lost.clone());
    }
    let unanswered = desk.desk().payment_configurations(account).await;
    let Err(DeskError::NotListed(fault)) = unanswered else {
        panic!("{unanswered:?}");
    };
    assert!(fault.advice.is_some());
}

#[tokio::test]
async fn a_pasted_request_becomes_a_form_that_sends_the_same_order() {
    let desk = TestDesk::over_router(9).await;
    let body = OrderBody::new("PASTED-1");

    let form = desk.desk().read_request(&body.json().to_string()).unwrap();
    let checked = check(&desk, &form).await;

    assert_eq!(checked.check.findings, []);
    let ours: Value = serde_json::from_str(&checked.body.unwrap()).unwrap();
    assert_eq!(ours, body.json());
}

#[tokio::test]
async fn a_pasted_request_is_refused_with_its_paths() {
    let desk = TestDesk::over_router(10).await;
    let parameters = "/interactive/action/parameters";
    let path = "interactive.action.parameters";
    check(&desk, "not JSON", "", FindingCode::NotJson);
    let mut unknown = OrderBody::new("P-1").json();
    unknown["priority"] = 1.into();
    check(
        &desk,
        &unknown.to_string(),
        "priority",
        FindingCode::UnknownField,
    );
    let mut sent_to_two = OrderBody::new("P-1").json();
    let person = serde_json::json!({
        "name": "Meera Iyer", "address_line1": "14, Third Cross", "city": "Mysuru",
        "state": "Karnataka", "country": "India", "postal_code": "570001",
    });
    let place = sent_to_two.pointer_mut(parameters).unwrap();
    place["type"] = "physical-goods".into();
    place["beneficiaries"] = serde_json::json!([person, person]);
    check(
        &desk,
        &sent_to_two.to_string(),
        &format!("{path}.beneficiaries[1]"),
        FindingCode::NotInForm,
    );
    let mut total = OrderBody::new("P-1").json();
    *total
        .pointer_mut(&format!("{parameters}/total_amount/value"))
        .unwrap() = 1.into();
    let where_from = format!("{path}.total_amount.value");
    check(
        &desk,
        &total.to_string(),
        &where_from,
        FindingCode::SumMismatch,
    );

    #[track_caller]
    fn check(desk: &TestDesk, text: &str, path: &str, code: FindingCode) {
        let refused = desk.desk().read_request(text).unwrap_err();
        let found: Vec<_> = refused
            .iter()
            .map(|finding| (finding.path.as_str(), finding.code))
            .collect();
        assert_eq!(found, [(path, code)]);
    }
}

#[tokio::test]
async fn nothing_is_composed_for_an_account_out_of_use() {
    let desk = TestDesk::over_router(11).await;
    let account = id(&desk).await;
    let form = filled(start(&desk).await.form);
    desk.desk().remove_account(account).await.unwrap();

    let desk = desk.desk();
    let total = rupees(TOTAL_MINOR);

    desk.start_composing(account).await.unwrap_err();
    desk.check_form(account, &form).await.unwrap_err();
    desk.keep_draft(account, &form).await.unwrap_err();
    desk.payment_configurations(account).await.unwrap_err();
    desk.send_form(account, form, total, None)
        .await
        .unwrap_err();
}

pub(crate) async fn id(desk: &TestDesk) -> AccountId {
    desk.account().await.id
}

pub(crate) async fn start(desk: &TestDesk) -> ComposeStart {
    let start = desk.desk().start_composing(id(desk).await).await;
    start.expect("the account is in use")
}

pub(crate) async fn check(desk: &TestDesk, form: &OrderForm) -> CheckedForm {
    let checked = desk.desk().check_form(id(desk).await, form).await;
    checked.expect("the account is in use")
}

async fn keep(desk: &TestDesk, form: &OrderForm) -> i64 {
    let kept = desk.desk().keep_draft(id(desk).await, form).await;
    kept.expect("the book can be written")
}

/// Sends a form that asks for what [`filled`] asks for.
pub(crate) async fn send(desk: &TestDesk, form: OrderForm) -> Result<Sent, DeskError> {
    let total = rupees(TOTAL_MINOR);
    desk.desk()
        .send_form(id(desk).await, form, total, None)
        .await
}

/// The request of an order as it left.
async fn request_of(desk: &TestDesk, reference_id: &str) -> String {
    let rows = desk.exchanges(reference_id).await;
    let sent = rows
        .iter()
        .find(|row| row.source == ExchangeSource::SendRequest);
    let order = desk.order(reference_id).await;
    let exchange = desk.desk().exchange(order.id, sent.unwrap().id).await;
    exchange.expect("the book can be read").body
}

/// A form that may be sent, from one that composing began with.
pub(crate) fn filled(beginning: OrderForm) -> OrderForm {
    OrderForm {
        customer_phone: "99000 00002".to_owned(),
        payment: through_the_gateway(),
        body_text: "Your order is ready.".to_owned(),
        items: vec![FormItem {
            name: "Filter coffee 500 g".to_owned(),
            quantity: "2".to_owned(),
            price: "450".to_owned(),
            sale_price: "399.00".to_owned(),
            ..FormItem::default()
        }],
        origin: FormOrigin {
            importer_name: "Kaveri Provisions LLP".to_owned(),
            address_line1: "7 Mill Road".to_owned(),
            city: "Mysuru".to_owned(),
            postal_code: "570002".to_owned(),
            ..beginning.origin
        },
        tax: FormCharge {
            amount: "39.90".to_owned(),
            description: "GST 5%".to_owned(),
        },
        ..beginning
    }
}

fn through_the_gateway() -> FormPayment {
    FormPayment {
        configuration_name: CONFIGURATION.to_owned(),
        ..FormPayment::default()
    }
}

/// The same order, shipped to somebody with a name.
fn shipped(form: OrderForm) -> OrderForm {
    let address = FormAddress {
        name: "Asha Menon".to_owned(),
        address_line1: "14, Third Cross".to_owned(),
        city: "Mysuru".to_owned(),
        state: "Karnataka".to_owned(),
        postal_code: "570 001".to_owned(),
        ..FormAddress::default()
    };
    OrderForm {
        goods: Goods::Physical,
        address,
        ..form
    }
}

fn rupees(minor: i64) -> Money {
    Money::new(minor, Currency::Inr).expect("it is no more than money can be")
}
