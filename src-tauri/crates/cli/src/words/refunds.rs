//! Owns what a person reads about refunds.

use super::{refusal, sandbox_mark, time};
use counterfoil_desk::{RefundPage, RefundShown, Refunded};
use counterfoil_domain::{
    account::Environment,
    alarm::Alarm,
    decision::Judgement,
    money::Money,
    operation::OperationState,
    refund::{RefundStanding, Refundable},
};
use counterfoil_store::OperationRow;

/// A refund that was asked for.
pub fn refunded(refunded: &Refunded, amount: Money, left: &Refundable) -> String {
    let (operation, reference) = (&refunded.operation, refunded.order.reference_id.as_str());
    let words = operation
        .outcome_words
        .as_deref()
        .unwrap_or("no reason given");
    let sentence = match operation.state {
        OperationState::Accepted | OperationState::Confirmed => format!(
            "The gateway took the refund of {amount} on `{reference}`. It is done when a lookup \
             shows it: `order look-up {reference}`."
        ),
        OperationState::Refused => format!(
            "The refund of {amount} on `{reference}` was refused ({}): {words}. Nothing went back.",
            refusal(refunded.complaint.as_ref())
        ),
        OperationState::NotSent => format!(
            "The refund of {amount} on `{reference}` was not sent: {words}. Nothing left; start it \
             again."
        ),
        OperationState::Withdrawn => {
            format!("The refund on `{reference}` was withdrawn. Nothing was sent.")
        }
        OperationState::Prepared
        | OperationState::InFlight
        | OperationState::Unknown
        | OperationState::Disproved
        | OperationState::Decided => format!(
            "We don't know yet whether the {amount} refund on `{reference}` went through: {words}. \
             It is locked until a lookup proves it either way: `order look-up {reference}`."
        ),
    };
    let mark = sandbox_mark(refunded.order.environment);
    let currency = amount.currency();
    let left = Money::new(left.left_minor(), currency)
        .map_or_else(|| "Nothing".to_owned(), |left| left.to_string());
    format!("{mark}{sentence}\n{left} of it may still go back.")
}

/// A decision, and what follows from it.
pub fn decided(operation: &OperationRow, judgement: Judgement) -> String {
    let (kind, reference) = (operation.kind.word(), &operation.reference_id);
    match judgement {
        Judgement::Happened => format!(
            "Settled: the {kind} on `{reference}` happened. Lookups go on and may prove it."
        ),
        Judgement::DidNotHappen => format!(
            "Settled: the {kind} on `{reference}` did not happen. The amount of a refund is free \
             again once lookups agree; until then it stays reserved."
        ),
    }
}

/// A part of the list of refunds.
pub fn refund_list(environment: Environment, page: &RefundPage) -> String {
    if page.refunds.is_empty() {
        return format!("No {} refunds.", super::environment(environment));
    }
    let counts = page.counts;
    let mut lines = vec![format!(
        "{} to look at, {} on their way, {} finished.",
        counts.unresolved, counts.on_their_way, counts.finished
    )];
    lines.extend(page.refunds.iter().map(refund));
    lines.join("\n")
}

fn refund(shown: &RefundShown) -> String {
    let amount = shown
        .amount
        .map_or_else(|| "amount unclear".to_owned(), |amount| amount.to_string());
    let whose = match &shown.own {
        Some(own) => own.operation.id.to_string(),
        None => "made elsewhere".to_owned(),
    };
    let refund_id = shown
        .record
        .as_ref()
        .map_or("", |record| record.refund_id.as_str());
    let mut line = format!(
        "{}  {:<24} {amount:>14}  {:<32} {whose:<36} {refund_id}",
        time(shown.at_ms),
        shown.reference_id,
        standing(shown.standing)
    );
    for row in &shown.alarms {
        line.push_str("\n    ! ");
        line.push_str(alarm(row.alarm));
    }
    line
}

const fn standing(standing: RefundStanding) -> &'static str {
    match standing {
        RefundStanding::Prepared => "prepared, nothing left",
        RefundStanding::Sending => "on its way to the gateway",
        RefundStanding::Unknown => "not known yet",
        RefundStanding::ProbablyNot => "probably did not happen",
        RefundStanding::OnItsWay => "with the gateway",
        RefundStanding::Failing => "failing, not for long enough",
        RefundStanding::WentBack => "went back",
        RefundStanding::Failed => "failed",
        RefundStanding::Refused => "refused",
        RefundStanding::NotSent => "not sent",
        RefundStanding::Withdrawn => "withdrawn",
        RefundStanding::SaidToHaveHappened => "settled by hand: happened",
        RefundStanding::SaidNotToHave => "settled by hand: not, reserved",
        RefundStanding::Released => "settled by hand: not, free again",
    }
}

const fn alarm(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::HappenedAfterAll => "it was called failed, and the money went back after all",
        Alarm::DecidedWrongly => "a person settled that it did not happen, and it did",
        Alarm::GivenUpAfterAll => "a person settled that it happened, and the gateway gave it up",
        Alarm::PaidAfterCancel => "it counted as cancelled, and the money came",
        Alarm::OverRefunded => "more went back than came",
    }
}
