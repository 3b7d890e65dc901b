//! Owns the refund as an operator does it in a shell: start, list, lose an answer, settle by hand.

use crate::program::Shop;
use counterfoil_sandbox::{Call, CustomerPlan, Fault, FaultKind};
use counterfoil_tests::bodies::OrderBody;

const REFERENCE: &str = "BACK-1";

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_is_started_listed_and_never_started_beyond_what_is_left() {
    let shop = paid().await;

    let started = start(&shop, "125.50", 0);
    started.says("SANDBOX: The gateway took the refund of ₹125.50 on `BACK-1`.");
    started.says("₹373.50 of it may still go back.");
    let listed = shop.run(&["refund", "list"]).ends_with(0);
    listed.says("0 to look at, 1 on their way, 0 finished.");
    listed.says("with the gateway");

    start(&shop, "373.51", 4).says("nothing was sent");
    start(&shop, "0", 2).says("more than nothing");
    assert_eq!(shop.received(Call::Refund), 1);
    let document = shop.run(&["refund", "list", "--json"]).json();
    let row = &document["rows"][0];
    assert_eq!(row["amount"]["minor"], 12_550, "{document:#}");
    assert_eq!(row["standing"], "on_its_way");
    assert_eq!(row["reason"], "damaged");
    assert_eq!(row["note"], "two jars broke");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_locks_until_a_person_settles_it_with_a_reason() {
    let shop = paid().await;
    shop.next(Call::Refund, [Fault::before(FaultKind::Reset)]);
    let lost = start(&shop, "100.00", 3);
    lost.says("We don't know yet whether the ₹100.00 refund on `BACK-1` went through");
    start(&shop, "100.00", 4).says("nothing was sent");
    let listed = shop
        .run(&["refund", "list", "--stage=unresolved", "--json"])
        .json();
    let id = listed["rows"][0]["operation"]["id"].as_str().unwrap();
    let decide = |reason| {
        let checked = "--checked=gateway-dashboard";
        let arguments = [
            "refund",
            "decide",
            id,
            "--did-not-happen",
            checked,
            "--reason",
        ];
        shop.run(&[&arguments[..], &[reason]].concat())
    };

    decide(".").ends_with(2).says("say in a few words");
    decide("no such refund in the dashboard")
        .ends_with(0)
        .says("Settled: the refund on `BACK-1` did not happen.");
    decide("again").ends_with(4);

    let listed = shop.run(&["refund", "list"]).ends_with(0);
    listed.says("settled by hand: not, reserved");
    assert_eq!(shop.received(Call::Refund), 1);
}

/// A shop with an order that is paid.
async fn paid() -> Shop {
    let shop = Shop::open().await;
    shop.sandbox
        .set_customer(shop.phone_number_id(), REFERENCE, CustomerPlan::PaysAtOnce);
    shop.send(&OrderBody::new(REFERENCE), &[]).ends_with(0);
    shop.look_up(REFERENCE, &["--wait=20"])
        .ends_with(0)
        .says("captured, as billed");
    shop
}

fn start(shop: &Shop, amount: &str, code: i32) -> crate::program::Ran {
    let arguments = [
        "refund",
        "start",
        REFERENCE,
        "--amount",
        amount,
        "--reason=damaged",
        "--note=two jars broke",
    ];
    shop.program.run(&arguments, shop.token()).ends_with(code)
}
