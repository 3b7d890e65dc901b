//! Owns the state of an order: a pure function of the message, the customer's plan and the time.

use crate::draw::Draw;
use crate::{AcceptedMessage, Attempt, CustomerPlan, Fate, Outcome};

const FAILURES: [(&str, &str); 4] = [
    ("BAD_REQUEST_ERROR", "payment_timed_out"),
    ("BAD_REQUEST_ERROR", "payment_cancelled"),
    ("BAD_REQUEST_ERROR", "insufficient_funds"),
    ("GATEWAY_ERROR", "bank_technical_error"),
];

/// An order as a gateway sees it at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderState {
    /// The gateway's id of the order, shared by its attempts.
    pub(crate) gateway_order_id: String,
    pub(crate) transactions: Vec<Transaction>,
}

/// One attempt that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Transaction {
    /// The gateway's id of the payment.
    pub(crate) payment_id: String,
    pub(crate) status: TransactionStatus,
    pub(crate) created_s: i64,
    pub(crate) updated_s: i64,
}

/// How far an attempt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransactionStatus {
    Pending,
    Success,
    Failed {
        code: &'static str,
        reason: &'static str,
    },
}

impl OrderState {
    /// Computes the state at a moment, which may lie before the order. What it was cancelled at is
    /// known from then on.
    pub(crate) fn at(
        seed: u64,
        message: &AcceptedMessage,
        plan: &CustomerPlan,
        cancelled_ms: Option<i64>,
        at_ms: i64,
    ) -> OrderState {
        let cancelled_ms = cancelled_ms.filter(|cancelled_ms| *cancelled_ms <= at_ms);
        let cancelled_after_ms =
            cancelled_ms.map(|at_ms| at_ms.saturating_sub(message.at_ms).unsigned_abs());
        let attempts = match message.fate {
            Fate::Payable => plan.attempts_until(cancelled_after_ms),
            Fate::Unpayable | Fate::FailsLater => vec![],
        };
        let transactions = attempts
            .iter()
            .enumerate()
            .filter_map(|(index, attempt)| transaction(seed, message, index, attempt, at_ms))
            .collect();
        let name = [
            "gateway order",
            &message.phone_number_id,
            &message.reference_id,
        ];
        let gateway_order_id = format!("order_{}", Draw::named(seed, &name).base62(14));
        OrderState {
            gateway_order_id,
            transactions,
        }
    }

    /// An attempt is running or has succeeded.
    pub(crate) fn is_being_paid(&self) -> bool {
        self.transactions.iter().any(|one| {
            matches!(
                one.status,
                TransactionStatus::Pending | TransactionStatus::Success
            )
        })
    }

    pub(crate) fn is_captured(&self) -> bool {
        self.transactions
            .iter()
            .any(|one| one.status == TransactionStatus::Success)
    }
}

/// Returns the attempt if it has begun by then.
fn transaction(
    seed: u64,
    message: &AcceptedMessage,
    index: usize,
    attempt: &Attempt,
    at_ms: i64,
) -> Option<Transaction> {
    let moment = |after_ms: u64| {
        message
            .at_ms
            .saturating_add(i64::try_from(after_ms).unwrap_or(i64::MAX))
    };
    let started_ms = moment(attempt.starts_after_ms);
    if started_ms > at_ms {
        return None;
    }
    let ended_ms = attempt
        .ends_after_ms
        .map(moment)
        .filter(|ended_ms| *ended_ms <= at_ms);
    let name = [
        "payment",
        &message.phone_number_id,
        &message.reference_id,
        &index.to_string(),
    ];
    let mut draw = Draw::named(seed, &name);
    let payment_id = format!("pay_{}", draw.base62(14));
    let (code, reason) = draw.one_of(FAILURES);
    let status = match (ended_ms, attempt.outcome) {
        (None, _) => TransactionStatus::Pending,
        (Some(_), Outcome::Pays) => TransactionStatus::Success,
        (Some(_), Outcome::Fails) => TransactionStatus::Failed { code, reason },
    };
    Some(Transaction {
        payment_id,
        status,
        created_s: started_ms.div_euclid(1_000),
        updated_s: ended_ms.unwrap_or(started_ms).div_euclid(1_000),
    })
}
