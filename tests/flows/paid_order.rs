//! Owns an order that was paid, and asking for refunds of it.

use counterfoil_desk::{DeskError, RefundAsked, Refunded};
use counterfoil_domain::{
    ids::OrderId,
    money::{Currency, Money},
    refund::{Reason, Speed},
};
use counterfoil_sandbox::CustomerPlan;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};

/// The order.
pub const REFERENCE: &str = "BACK-1";
/// What it was paid with, in paise.
pub const PAID_MINOR: i64 = 49_900;

/// A desk with an order that was paid; no lookup has shown it yet.
pub async fn paid() -> TestDesk {
    let desk = TestDesk::over_router(7).await;
    pay(&desk).await;
    desk
}

/// Sends the order to a customer who pays at once.
pub async fn pay(desk: &TestDesk) {
    desk.sandbox()
        .set_customer(desk.phone_number_id(), REFERENCE, CustomerPlan::PaysAtOnce);
    desk.send_well(&OrderBody::new(REFERENCE)).await;
}

/// Asks for so much of it.
pub async fn refund(desk: &TestDesk, minor: i64) -> Result<Refunded, DeskError> {
    let order = desk.order(REFERENCE).await.id;
    desk.desk().start_refund(asked(order, minor, None)).await
}

/// What a person confirms.
pub fn asked(order: OrderId, minor: i64, intent: Option<&str>) -> RefundAsked {
    RefundAsked {
        order,
        intent: intent.map(str::to_owned),
        amount: Money::new(minor, Currency::Inr).unwrap(),
        speed: Speed::Normal,
        reason: Reason::CustomerRequest,
        reason_text: None,
        typed_again: None,
    }
}

/// What the sandbox's ledger says moved, refund by refund.
pub fn made_minor(desk: &TestDesk) -> Vec<i64> {
    let made = desk.sandbox().refunds();
    made.iter().map(|refund| refund.amount_minor).collect()
}
