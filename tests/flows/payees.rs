//! Owns the doubt about whom a UPI link pays: an account expects the UPI ids that a person named and
//! those of its payment configurations, and wherever an order is judged another one is doubted.

use crate::composing::{check, filled, id, send, start};
use crate::modes::{by_upi_link, paid};
use crate::program::{Program, Shop};
use counterfoil_desk::{AccountShown, CheckedForm, DeskError, NAMED_PAYEES_MAX};
use counterfoil_domain::{
    finding::{Finding, FindingCode},
    operation::OperationState,
    order::OrderForm,
    upi::{ExpectedBy, Vpa},
};
use counterfoil_sandbox::{Call, Fault, FaultKind, FaultPlan};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};
use serde_json::{Value, json};
use std::fs;

const PAID: &str = "kaveri.psp@exbank";

async fn expect(desk: &TestDesk, typed: &str) -> Result<(), DeskError> {
    desk.desk().expect_payee(id(desk).await, typed).await
}

async fn expected(desk: &TestDesk) -> Vec<(String, ExpectedBy)> {
    let shown: AccountShown = desk.desk().show_account(id(desk).await).await.unwrap();
    let payees = shown.expected_payees.into_iter();
    payees
        .map(|payee| (payee.vpa.to_string(), payee.by))
        .collect()
}

fn doubts<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<String> {
    let doubts = findings
        .into_iter()
        .filter(|finding| finding.code == FindingCode::UpiLinkDoubt);
    doubts.map(Finding::sentence).collect()
}

fn in_form(checked: &CheckedForm) -> Vec<String> {
    doubts(checked.check.findings.iter().map(|found| &found.finding))
}

#[tokio::test(start_paused = true)]
async fn another_payee_is_doubted_wherever_an_order_is_judged_and_stops_nothing() {
    let desk = TestDesk::over_router(1).await;
    let form = paid(&desk, "", by_upi_link()).await;
    let account = desk.account().await;
    assert_eq!(in_form(&check(&desk, &form).await), Vec::<String>::new());

    expect(&desk, " rival@exbank\n").await.unwrap();

    let doubt = "Look at this UPI link once more: it pays `kaveri.psp@exbank`, and this account \
                 expects `rival@exbank`.";
    let typed = check(&desk, &form).await;
    assert_eq!(in_form(&typed), [doubt]);
    let request = typed.body.unwrap();
    let pasted = desk.desk().read_request(&request).unwrap();
    assert_eq!(in_form(&check(&desk, &pasted).await), [doubt]);
    let unpayable = OrderForm {
        body_text: String::new(),
        ..form.clone()
    };
    let refused = send(&desk, unpayable).await.unwrap_err();
    let DeskError::Findings(findings) = refused else {
        panic!("{refused}");
    };
    assert_eq!(
        doubts(&findings),
        [doubt],
        "sending judges as the form does"
    );
    let spoilt = request.replace("\"whatsapp\"", "\"telegraph\"");
    let sent = desk.desk().send_order_body(&account, spoilt.as_bytes());
    let DeskError::Findings(findings) = sent.await.unwrap_err() else {
        panic!("a telegraph is not sent");
    };
    assert_eq!(
        doubts(&findings),
        [doubt],
        "and so does a body that is sent"
    );
    let sent = send(&desk, form.clone()).await.unwrap();
    assert_eq!(sent.operation.state, OperationState::Accepted);

    expect(&desk, "KAVERI.psp@ExBank").await.unwrap();
    assert_eq!(in_form(&check(&desk, &form).await), Vec::<String>::new());
    let account = id(&desk).await;
    desk.desk().forget_payee(account, PAID).await.unwrap();
    assert_eq!(in_form(&check(&desk, &form).await), [doubt]);
}

#[tokio::test(start_paused = true)]
async fn what_the_payment_configurations_collect_for_is_expected() {
    let mut desk = TestDesk::over_router(2).await;
    let account = id(&desk).await;
    let form = paid(&desk, "", by_upi_link()).await;
    expect(&desk, "rival@exbank").await.unwrap();
    assert_eq!(expected(&desk).await.len(), 1, "nothing was listed yet");

    let listed = desk.desk().payment_configurations(account).await.unwrap();
    let own: Vec<String> = listed
        .into_iter()
        .filter_map(|one| one.merchant_vpa)
        .collect();

    let [own] = own.as_slice() else {
        panic!("one of them collects by UPI: {own:?}");
    };
    let mut both = vec![
        (own.clone(), ExpectedBy::Configuration),
        ("rival@exbank".to_owned(), ExpectedBy::Person),
    ];
    both.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(expected(&desk).await, both);
    let [doubt] = in_form(&check(&desk, &form).await).try_into().unwrap();
    assert!(doubt.contains(own.as_str()), "{doubt}");
    let mut paying = form.clone();
    paying.payment.upi_link = paying.payment.upi_link.replace(PAID, own);
    assert_eq!(in_form(&check(&desk, &paying).await), Vec::<String>::new());

    // Who cannot be asked has taken nothing back, and neither has the end of the program.
    let number = desk.phone_number_id().to_owned();
    let lost = FaultPlan::Always(Fault::before(FaultKind::Reset));
    desk.sandbox().set_faults(&number, Call::Check, lost);
    desk.desk()
        .payment_configurations(account)
        .await
        .unwrap_err();
    assert!(!desk.desk().test_account(account).await.unwrap().is_good());
    desk.restart().await;
    assert_eq!(expected(&desk).await, both);
    let refused = desk.desk().forget_payee(account, own).await.unwrap_err();
    assert!(refused.to_string().contains(own.as_str()), "{refused}");
}

#[tokio::test(start_paused = true)]
async fn a_test_of_the_connection_tells_whom_the_configurations_collect_for() {
    let desk = TestDesk::over_router(3).await;

    let test = desk.desk().test_account(id(&desk).await).await.unwrap();

    assert!(test.is_good());
    let [(_, by)] = expected(&desk).await.try_into().unwrap();
    assert_eq!(by, ExpectedBy::Configuration);
}

#[tokio::test(start_paused = true)]
async fn what_a_person_names_is_a_upi_id_and_bounded() {
    let desk = TestDesk::over_router(4).await;
    for (typed, why) in [
        ("", "the UPI id is empty"),
        ("kaveri", "exactly one @"),
        ("kaveri@example.com", "an e-mail address"),
        ("upi://pay?pa=kaveri@exbank", "before the @"),
    ] {
        let refused = expect(&desk, typed).await.unwrap_err();
        assert!(refused.to_string().contains(why), "{typed}: {refused}");
    }

    for number in 0..NAMED_PAYEES_MAX {
        expect(&desk, &format!("shop{number}@exbank"))
            .await
            .unwrap();
    }
    let beyond = expect(&desk, "one.more@exbank").await.unwrap_err();

    assert!(matches!(beyond, DeskError::Input(_)), "{beyond}");
    assert_eq!(expected(&desk).await.len(), NAMED_PAYEES_MAX);
    let form = filled(start(&desk).await.form);
    let of_a_gateway = in_form(&check(&desk, &form).await);
    assert_eq!(
        of_a_gateway,
        Vec::<String>::new(),
        "nobody is paid by a link"
    );
    let payees = desk.desk().expected_payees(id(&desk).await).await.unwrap();
    assert!(payees.contains(&Vpa::parse("SHOP7@exbank").unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_doubts_what_the_window_doubts() {
    let shop = Shop::open().await;
    let file = shop.folder().join("upi.json");
    fs::write(&file, by_link_body("LINK-1", PAID).to_string()).unwrap();
    let file = file.display().to_string();
    let check_as = |more: &[&str]| {
        let checked = shop.run(&[&["order", "check", &file, "--json"], more].concat());
        let checked = checked.ends_with(0).json();
        assert_eq!(checked["mayBeSent"], true, "{checked:#}");
        checked["findings"].as_array().unwrap().len()
    };
    assert_eq!(check_as(&[]), 0);

    let payees = shop.run(&[
        "account",
        "payees",
        "Kaveri",
        "--add=rival@exbank",
        "--json",
    ]);

    let payees = payees.ends_with(0).json();
    assert_eq!(payees[0]["upiId"], "rival@exbank");
    assert_eq!(payees[0]["by"], "person");
    assert_eq!((check_as(&[]), check_as(&["--account=Kaveri"])), (1, 1));
    let said = shop
        .run(&["order", "check", &file])
        .ends_with(0)
        .out
        .clone();
    assert!(said.contains("kaveri.psp@exbank"), "{said}");
    assert!(said.contains("rival@exbank"), "{said}");
    shop.run(&["order", "check", &file, "--account=Nobody"])
        .ends_with(2);
    shop.run(&["account", "payees", "Kaveri", "--add=kaveri"])
        .ends_with(2);

    let changed = ["--add=KAVERI.PSP@exbank", "--remove=rival@exbank"];
    shop.run(&[&["account", "payees", "Kaveri"], &changed[..]].concat())
        .ends_with(0);
    assert_eq!(check_as(&[]), 0, "letter case makes no difference");
    let without_a_book = Program::over(&shop.folder().join("nowhere"));
    without_a_book
        .run(&["order", "check", &file], "")
        .ends_with(0);
}

/// A body that is paid by a UPI link.
pub(crate) fn by_link_body(reference_id: &str, payee: &str) -> Value {
    let mut body = OrderBody::new(reference_id).json();
    let link = format!("upi://pay?pa={payee}&pn=Kaveri&mc=5411&purpose=00&tr={reference_id}");
    body["interactive"]["action"]["parameters"]["payment_settings"] = json!([{
        "type": "upi_intent_link",
        "upi_intent_link": { "link": link },
    }]);
    body
}
