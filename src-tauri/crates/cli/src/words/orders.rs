//! Owns what a person reads about orders and their payments.

use super::{environment, finding, more, refusal, sandbox_mark, span, terms, time};
use crate::views::source;
use counterfoil_desk::{CheckedBody, Exchange, LookedUp, OrderLine, OrderShown, PollShown, Sent};
use counterfoil_domain::{
    account::Environment,
    cadence::PollEnd,
    operation::OperationState,
    order_state::{Doubt, OrderState, PaymentState},
};
use counterfoil_store::OrderRow;

/// What was found in a body.
pub fn check(checked: &CheckedBody) -> String {
    let mut lines: Vec<String> = checked.findings.iter().map(finding).collect();
    match &checked.order {
        Some(order) => lines.push(format!(
            "`{}` may be sent: {} from {}.",
            order.reference_id(),
            order.total(),
            order.customer().masked()
        )),
        None => lines.push("It may not be sent as it is.".to_owned()),
    }
    lines.join("\n")
}

/// A send and its outcome.
pub fn sent(sent: &Sent) -> String {
    format!("{}{}", sandbox_mark(sent.order.environment), outcome(sent))
}

fn outcome(sent: &Sent) -> String {
    let (operation, reference) = (&sent.operation, sent.order.reference_id.as_str());
    let words = operation
        .outcome_words
        .as_deref()
        .unwrap_or("no reason given");
    match operation.state {
        OperationState::Accepted | OperationState::Confirmed => format!(
            "Sent `{reference}` for {} to {}. The provider accepted it.",
            sent.order.total,
            sent.order.customer.masked()
        ),
        OperationState::Refused => format!(
            "`{reference}` was refused ({}): {words}. Nothing was sent.{}",
            refusal(sent.complaint.as_ref()),
            terms(sent.complaint.as_ref())
        ),
        OperationState::NotSent => {
            format!("`{reference}` was not sent: {words}. Nothing left; send it again.")
        }
        OperationState::Withdrawn => format!("`{reference}` was withdrawn. Nothing was sent."),
        OperationState::Prepared
        | OperationState::InFlight
        | OperationState::Unknown
        | OperationState::Disproved
        | OperationState::Decided => format!(
            "We don't know yet whether `{reference}` went out: {words}. It is locked and will not \
             be sent again until {}.",
            match sent.has_lookup {
                true => format!("a lookup proves it: `order look-up {reference}`"),
                false => format!(
                    "you settle it by what the gateway shows, which no lookup can: \
                     `operation decide {}`",
                    operation.id
                ),
            }
        ),
    }
}

/// What others report, in a sentence.
fn reported(state: &OrderState) -> String {
    let is_signed = state.reported.is_some_and(|reported| reported.is_signed);
    let by = if is_signed {
        "a signed webhook"
    } else {
        "an import nobody vouches for"
    };
    format!("{by} says that the money came; no lookup has shown it, so it is not confirmed.")
}

/// Why nobody can tell, in a sentence.
const fn doubt(doubt: Option<Doubt>) -> &'static str {
    match doubt {
        Some(Doubt::OtherCurrency) => {
            "the provider names another currency than we billed; check at the gateway."
        }
        Some(Doubt::OtherBill) => {
            "the provider has another amount on record than we billed; check at the gateway."
        }
        Some(Doubt::SuccessWithoutCapture) => {
            "an attempt succeeded and the payment is not captured; check at the gateway."
        }
        Some(Doubt::CaptureWithoutSuccess) => {
            "the payment is captured and no attempt succeeded with an amount; check at the gateway."
        }
        Some(Doubt::AmountsContradict) => {
            "two answers give one payment different amounts; check at the gateway."
        }
        None => "the provider's answers contradict each other; check at the gateway.",
    }
}

/// What a lookup found.
pub fn looked_up(order: &OrderRow, looked_up: &LookedUp) -> String {
    let mut lines = vec![format!(
        "{}`{}`: {}",
        sandbox_mark(order.environment),
        order.reference_id,
        state(order, &looked_up.state)
    )];
    if let Some(words) = &looked_up.says_nothing {
        lines.push(format!(
            "This answer says nothing about the payment: {words}."
        ));
    }
    if !looked_up.confirmed.is_empty() {
        lines.push("The lookup proves that the order was sent.".to_owned());
    }
    lines.join("\n")
}

/// What is true of an order's payment, in a sentence.
pub fn state(order: &OrderRow, state: &OrderState) -> String {
    let reason = state.failure.as_deref().unwrap_or("no reason given");
    let captured = state
        .captured
        .map(|money| money.to_string())
        .unwrap_or_default();
    let sentence = match state.payment {
        PaymentState::NotKnown => "no lookup has known this order yet.".to_owned(),
        PaymentState::NotAttempted => {
            format!("{} asked for; nobody has tried to pay.", order.total)
        }
        PaymentState::AttemptFailed => {
            format!("the last attempt to pay failed ({reason}); the customer may try again.")
        }
        PaymentState::AttemptRunning => "an attempt to pay is running.".to_owned(),
        PaymentState::UnknownWord => {
            let word = state.unknown_word.as_deref().unwrap_or_default();
            format!(
                "the provider says `{word}`, which no document of its explains; it counts as unpaid."
            )
        }
        PaymentState::ReportedPaid => reported(state),
        PaymentState::CannotTell => doubt(state.doubt).to_owned(),
        PaymentState::Captured => format!("{captured} captured, as billed."),
        PaymentState::CapturedOtherAmount => {
            format!(
                "{captured} captured, but {} was billed; check at the gateway.",
                order.total
            )
        }
    };
    if state.contradicted_later {
        format!("{sentence} The latest answer shows less; check at the gateway.")
    } else {
        sentence
    }
}

/// A page of orders.
pub fn order_list(environment: Environment, lines: &[OrderLine], next: Option<&str>) -> String {
    if lines.is_empty() {
        return format!("No {} orders.", super::environment(environment));
    }
    let mut lines: Vec<String> = lines
        .iter()
        .map(|OrderLine { order: row, .. }| {
            format!(
                "{}  {:>16}  {:<36} {:<10} {:<22} {}",
                time(row.created_at_ms),
                row.total.to_string(),
                row.reference_id,
                row.send.unwrap_or(OperationState::NotSent).word(),
                payment(row.payment),
                row.customer.masked()
            )
        })
        .collect();
    lines.extend(more(next));
    lines.join("\n")
}

/// Everything known about an order.
pub fn order(shown: &OrderShown, answers: &[Exchange]) -> String {
    let order = &shown.order;
    let mut lines = vec![
        format!("`{}`: {}", order.reference_id, state(order, &shown.state)),
        format!(
            "{} from +{}{}, sent by `{}` ({}), paid by {}{}",
            order.total,
            order.customer.digits(),
            order
                .customer_name
                .as_deref()
                .map(|name| format!(" ({name})"))
                .unwrap_or_default(),
            shown.account.name,
            environment(order.environment),
            order.payment_mode.word(),
            order
                .configuration_name
                .as_deref()
                .map(|name| format!(" `{name}`"))
                .unwrap_or_default(),
        ),
    ];
    if let Some(at_ms) = order.expires_at_ms {
        lines.push(format!("can be paid until {}", time(at_ms)));
    }
    lines.push(poll(&shown.poll));
    for (operation, events) in &shown.operations {
        lines.push(format!("\n{} {}", operation.kind.word(), operation.id));
        for event in events {
            lines.push(format!(
                "  {}  {:<10} {}",
                time(event.at_ms),
                event.state.word(),
                event.why
            ));
        }
    }
    for Exchange { row, body, .. } in answers {
        lines.push(format!(
            "\n{} seen {} to {}, HTTP {}\n  {body}",
            source(row.source),
            time(row.first_at_ms),
            time(row.last_at_ms),
            row.http_status.unwrap_or_default(),
        ));
    }
    lines.join("\n")
}

/// When it is looked up next by itself, or why it is not.
fn poll(poll: &PollShown) -> String {
    let why = match poll {
        PollShown::Ended(PollEnd::NotSent) => "nothing of it left",
        PollShown::Ended(PollEnd::Paid) => "it was paid long ago",
        PollShown::Ended(PollEnd::Expired) => "it expired long ago",
        PollShown::Ended(PollEnd::Cancelled) => "it was cancelled long ago",
        PollShown::Ended(PollEnd::Quiet) => "nothing has changed for long",
        PollShown::Ended(PollEnd::GatewayAlone) => "only the gateway knows of its payment",
        PollShown::Due {
            in_ms, every_ms, ..
        } => {
            let next = span(*in_ms);
            return format!(
                "looked up by itself in {next}, then every {}",
                span(*every_ms)
            );
        }
    };
    format!("not looked up by itself: {why}")
}

fn payment(state: PaymentState) -> &'static str {
    match state {
        PaymentState::NotKnown => "not looked up",
        PaymentState::NotAttempted => "not attempted",
        PaymentState::AttemptFailed => "attempt failed",
        PaymentState::AttemptRunning => "attempt running",
        PaymentState::UnknownWord => "unknown word",
        PaymentState::ReportedPaid => "reported paid, not confirmed",
        PaymentState::CannotTell => "cannot tell",
        PaymentState::Captured => "captured",
        PaymentState::CapturedOtherAmount => "captured, other amount",
    }
}
