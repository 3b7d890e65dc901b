//! Owns the accounts, orders and operations that the tests write.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use counterfoil_domain::{
    account::{Account, Environment, ProviderId},
    cadence::PollReason,
    decision::{Checked, Judgement},
    ids::{AccountId, BatchId, BookId, MessageId, OperationId, OrderId},
    money::{Currency, Money},
    operation::OperationKind,
    order_status::{OrderStatus, StatusMessage, StatusRoute},
    payment_mode::PaymentMode,
    phone::Phone,
    picture::PictureKind,
    reference_id::ReferenceId,
    refund::{Reason, Speed},
    upi::{ExpectedBy, ExpectedPayee, Vpa},
};
use counterfoil_store::{
    DecisionRow, NewEvidence, NewOperation, NewOrder, NewRefund, PictureRow, PollRow,
};
use std::collections::BTreeSet;

/// A moment: 2026-11-20 in the morning, UTC.
pub(crate) const NOW_MS: i64 = 1_795_161_600_000;

/// What a refund moves.
pub(crate) const REFUND_MINOR: i64 = 10_000;

/// An id made from a number, of whichever type is asked for.
pub(crate) fn id<T: FromNumber>(number: u32) -> T {
    T::from_number(number)
}

/// Ids that a number makes.
pub(crate) trait FromNumber {
    /// Makes the id.
    fn from_number(number: u32) -> Self;
}

macro_rules! from_number {
    ($($id:ident),*) => {
        $(impl FromNumber for $id {
            fn from_number(number: u32) -> Self {
                let mut random = [0; 10];
                random[6..].copy_from_slice(&number.to_be_bytes());
                Self::new(NOW_MS, random)
            }
        })*
    };
}

from_number!(AccountId, BatchId, BookId, MessageId, OperationId, OrderId);

/// A live account; its name and phone number id follow from the number.
pub(crate) fn account(number: u32) -> Account {
    Account {
        id: id(number),
        environment: Environment::Live,
        name: format!("Shop {number}"),
        provider: ProviderId::Meta,
        base_url: "https://graph.facebook.com".to_owned(),
        graph_version: "v24.0".to_owned(),
        waba_id: "1001".to_owned(),
        phone_number_id: (2000 + number).to_string(),
        created_at_ms: NOW_MS,
        access_token_set_at_ms: None,
        app_secret_set_at_ms: None,
    }
}

/// An order of the live account `account`.
pub(crate) fn order(number: u32, account: u32) -> NewOrder {
    NewOrder {
        id: id(number),
        account_id: id(account),
        environment: Environment::Live,
        phone_number_id: (2000 + account).to_string(),
        reference_id: ReferenceId::parse(&format!("INV-{number}")).unwrap(),
        payment_mode: PaymentMode::PaymentGateway,
        configuration_name: Some("main".to_owned()),
        total: Money::new(50_000, Currency::Inr).unwrap(),
        customer: Phone::parse("919900000042").unwrap(),
        customer_name: None,
        draft: "{}".to_owned(),
        created_at_ms: NOW_MS,
        expires_at_ms: None,
    }
}

/// An operation on an order; its body names its number.
pub(crate) fn operation(number: u32, order: &NewOrder, kind: OperationKind) -> NewOperation {
    NewOperation {
        id: id(number),
        account_id: order.account_id,
        environment: order.environment,
        kind,
        order_id: order.id,
        amount_minor: (kind == OperationKind::Refund).then_some(REFUND_MINOR),
        request_body: format!("{{\"body\":{number}}}").into_bytes(),
        prepared_at_ms: NOW_MS + i64::from(number),
    }
}

/// A refund of an order whose lookup showed more than enough.
pub(crate) fn refund(number: u32, order: &NewOrder, lookup_evidence_id: i64) -> NewRefund {
    NewRefund {
        operation: operation(number, order, OperationKind::Refund),
        intent: format!("click {number}"),
        captured_minor: order.total.minor(),
        lookup_evidence_id,
        speed: Speed::AtOnce,
        reason: Reason::Damaged,
        reason_text: Some("two jars broke".to_owned()),
        before: BTreeSet::from(["rfnd_old".to_owned()]),
    }
}

/// A message that tells this status.
pub(crate) fn message(status: OrderStatus) -> StatusMessage {
    let body = "About your order.".to_owned();
    StatusMessage::new(status, Some("soon"), StatusRoute::Interactive { body }).unwrap()
}

/// An answer about an order.
pub(crate) fn evidence(order: &NewOrder, body: &[u8]) -> NewEvidence {
    NewEvidence {
        order_id: order.id,
        account_id: order.account_id,
        environment: order.environment,
        operation_id: None,
        http_status: Some(200),
        body: body.to_vec(),
        provider_date_ms: Some(NOW_MS),
        seen_at_ms: NOW_MS,
    }
}

/// A lookup of an order that is due in a minute.
pub(crate) fn poll(order: &NewOrder) -> PollRow {
    PollRow {
        order_id: order.id,
        account_id: order.account_id,
        lane: 1,
        due_at_ms: NOW_MS + 60_000,
        every_ms: 30_000,
        why: PollReason::Waiting,
        since_ms: NOW_MS,
        unknown_since_ms: None,
        changed_at_ms: None,
        asked_at_ms: None,
        silent: 0,
        is_guess: false,
    }
}

/// A picture whose name, content and moment follow from its number.
pub(crate) fn picture(number: u8) -> PictureRow {
    PictureRow {
        media_id: format!("11882233{number}"),
        file_name: format!("diwali-{number}.jpg"),
        kind: PictureKind::Jpeg,
        size_bytes: 1_000 + u32::from(number),
        sha256: [number; 32],
        uploaded_at_ms: NOW_MS + i64::from(number),
    }
}

pub fn decision() -> DecisionRow {
    DecisionRow {
        judgement: Judgement::DidNotHappen,
        checked: Checked::CustomersBank,
        reason: "nothing came in three days".to_owned(),
        decided_at_ms: NOW_MS,
    }
}

/// A UPI id that a person expects to be paid.
pub(crate) fn payee() -> ExpectedPayee {
    ExpectedPayee {
        vpa: Vpa::parse("Kaveri@examplebank").unwrap(),
        by: ExpectedBy::Person,
    }
}
