//! What Today says, and that every figure is the sum of the rows it leads to.

use counterfoil_desk::{Figure, Today};
use counterfoil_domain::{
    account::Environment,
    money::{Currency, Money},
    order_list::OrderList,
};
use counterfoil_sandbox::{Attempt, Call, CustomerPlan, Fault, FaultKind, Outcome};
use counterfoil_tests::{
    bodies::OrderBody,
    desk::{BEGINNING_MS, TestDesk},
};

const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn every_figure_is_the_sum_of_its_rows() {
    let desk = TestDesk::over_router(3).await;
    let attempts = |pays: &[u64]| {
        let pay = |at_ms: &u64| Attempt {
            starts_after_ms: *at_ms,
            ends_after_ms: Some(*at_ms),
            outcome: Outcome::Pays,
        };
        CustomerPlan::Attempts(pays.iter().map(pay).collect())
    };
    send(&desk, "PAID", attempts(&[1_000]), None).await;
    send(&desk, "TWICE", attempts(&[1_000, 2_000]), None).await;
    send(&desk, "LATE", attempts(&[400_000]), Some(310_000)).await;
    send(&desk, "OPEN", attempts(&[]), None).await;
    send(&desk, "EXPIRED", attempts(&[]), Some(310_000)).await;
    desk.next(Call::Send, [Fault::before(FaultKind::WindowClosed)]);
    desk.send(&OrderBody::new("REFUSED")).await.unwrap();
    desk.next(Call::Send, [Fault::before(FaultKind::Reset)]);
    desk.send(&OrderBody::new("LOST")).await.unwrap();
    desk.advance_ms(10 * MINUTE_MS);
    for reference in ["PAID", "TWICE", "LATE", "OPEN", "EXPIRED"] {
        desk.look_up(reference).await.unwrap();
    }

    let today = desk.desk().today(Environment::Sandbox).await.unwrap();

    check_risk(&desk, &today, OrderList::OutcomeUnknown, &["LOST"], 49_900).await;
    check_risk(&desk, &today, OrderList::AmountDiffers, &["TWICE"], 99_800).await;
    check_risk(&desk, &today, OrderList::PaidLate, &["LATE"], 49_900).await;
    check_risk(&desk, &today, OrderList::SendFailed, &["REFUSED"], 49_900).await;
    check_risk(&desk, &today, OrderList::Unpaid, &["EXPIRED"], 49_900).await;
    check_risk(&desk, &today, OrderList::ReportedPaid, &[], 0).await;
    let [day] = &today.days[..] else {
        panic!("one currency is in use: {today:?}");
    };
    assert_eq!(day.day.zone, "IST");
    check_figure(&desk, &day.collected, &["LATE", "PAID", "TWICE"], 199_600).await;
    check_figure(&desk, &day.outstanding, &["LOST", "OPEN"], 99_800).await;
    check_figure(&desk, &day.refunded, &[], 0).await;
    assert_eq!(day.hours.iter().sum::<i64>(), 199_600);

    // The next day begins empty, and what was open is still outstanding.
    desk.advance_ms(24 * 60 * MINUTE_MS);
    desk.look_up("OPEN").await.unwrap();
    let tomorrow = desk.desk().today(Environment::Sandbox).await.unwrap();
    check_figure(&desk, &tomorrow.days[0].collected, &[], 0).await;
    check_figure(
        &desk,
        &tomorrow.days[0].outstanding,
        &["LOST", "OPEN"],
        99_800,
    )
    .await;
    assert!(tomorrow.now_ms > BEGINNING_MS + 24 * 60 * MINUTE_MS);
    // What the other environment has is never added.
    let live = desk.desk().today(Environment::Live).await.unwrap();
    assert!(live.risks.iter().all(|risk| risk.sum.rows == 0));
}

async fn check_risk(
    desk: &TestDesk,
    today: &Today,
    list: OrderList,
    references: &[&str],
    minor: i64,
) {
    let risk = today.risks.iter().find(|risk| risk.span.list == list);
    check_figure(desk, risk.unwrap(), references, minor).await;
}

#[track_caller]
fn inr(minor: i64) -> Option<Money> {
    Money::new(minor, Currency::Inr)
}

async fn check_figure(desk: &TestDesk, figure: &Figure, references: &[&str], minor: i64) {
    let rows = desk.desk().listed_orders_at(figure.span, 0, 100).await;
    let mut found: Vec<_> = rows
        .unwrap()
        .into_iter()
        .map(|(_, line)| line.order.reference_id)
        .collect();
    found.sort();
    assert_eq!(found, references, "{figure:?}");
    assert_eq!(
        figure.of(Currency::Inr),
        (inr(minor), references.len() as u64),
        "{figure:?}"
    );
}

async fn send(desk: &TestDesk, reference: &str, plan: CustomerPlan, expires_after_ms: Option<i64>) {
    desk.sandbox()
        .set_customer(desk.phone_number_id(), reference, plan);
    let body = OrderBody::new(reference);
    let body = match expires_after_ms {
        Some(after_ms) => body.expires_at_s((BEGINNING_MS + after_ms) / 1_000),
        None => body,
    };
    desk.send_well(&body).await;
}
