//! Owns what a person reads: what happened, what it means for the money, what to do next.

use crate::{exit::Code, views::BookView};
use chrono::{DateTime, FixedOffset};
use counterfoil_desk::{CheckedBody, LookedUp, OrderShown, Sent};
use counterfoil_domain::{
    account::{Account, Environment},
    finding::{Finding, Severity},
    operation::OperationState,
    order_state::{OrderState, PaymentState},
};
use counterfoil_providers::meta::CredentialCheck;
use counterfoil_store::{Backup, OperationRow, OrderListRow, OrderRow};

const IST_SECONDS: i32 = 5 * 3_600 + 1_800;

/// What an outcome means for the shell.
pub fn code_of_outcome(state: OperationState) -> Code {
    match state {
        OperationState::Accepted | OperationState::Confirmed => Code::Done,
        OperationState::Refused | OperationState::NotSent | OperationState::Withdrawn => {
            Code::NothingHappened
        }
        OperationState::Prepared
        | OperationState::InFlight
        | OperationState::Unknown
        | OperationState::Disproved
        | OperationState::Decided => Code::Unknown,
    }
}

/// One finding.
pub fn finding(finding: &Finding) -> String {
    let severity = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    match finding.path.as_str() {
        "" => format!("{severity}: {}", finding.sentence()),
        path => format!("{severity}: {path}: {}", finding.sentence()),
    }
}

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

/// One account.
pub fn account(account: &Account) -> String {
    let credential = match account.credential_set_at_ms {
        Some(at_ms) => format!("token set on {}", time(at_ms)),
        None => "no token".to_owned(),
    };
    format!(
        "`{}` ({}, phone number id {}, {}, {credential})",
        account.name,
        environment(account.environment),
        account.phone_number_id,
        account.base_url
    )
}

/// What a credential check found.
pub fn credential_check(account: &Account, check: &CredentialCheck) -> String {
    let mut lines = Vec::new();
    if let Some(number) = &check.phone_number {
        let shown = number.display_phone_number.as_deref().unwrap_or("number not shown");
        let name = number.verified_name.as_deref().unwrap_or("no verified name");
        lines.push(format!("`{}` speaks for {shown} ({name}).", account.name));
    }
    for configuration in &check.configurations {
        lines.push(format!(
            "payment configuration `{}`: {}",
            configuration.name, configuration.status.word
        ));
    }
    for fault in &check.faults {
        lines.push(format!("{}. {}.", fault.what, fault.advice));
        lines.extend(fault.terms_link.iter().map(|link| format!("Accept the terms at {link}")));
    }
    if check.is_good() {
        lines.push("The credentials work.".to_owned());
    }
    lines.join("\n")
}

/// A send and its outcome.
pub fn sent(sent: &Sent) -> String {
    let (operation, reference) = (&sent.operation, sent.order.reference_id.as_str());
    let words = operation.outcome_words.as_deref().unwrap_or("no reason given");
    match operation.state {
        OperationState::Accepted | OperationState::Confirmed => format!(
            "Sent `{reference}` for {} to {}. The provider accepted it.",
            sent.order.total,
            sent.order.customer.masked()
        ),
        OperationState::Refused => format!(
            "`{reference}` was refused ({}): {words}. Nothing was sent; mend it and send it again.",
            operation.outcome_code.as_deref().unwrap_or("no code")
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
             be sent again until a lookup proves it: `order look-up {reference}`."
        ),
    }
}

/// What a lookup found.
pub fn looked_up(order: &OrderRow, looked_up: &LookedUp) -> String {
    let mut lines = vec![format!("`{}`: {}", order.reference_id, state(order, &looked_up.state))];
    if let Some(words) = &looked_up.says_nothing {
        lines.push(format!("This answer says nothing about the payment: {words}."));
    }
    if !looked_up.confirmed.is_empty() {
        lines.push("The lookup proves that the order was sent.".to_owned());
    }
    lines.join("\n")
}

/// What is true of an order's payment, in a sentence.
pub fn state(order: &OrderRow, state: &OrderState) -> String {
    let reason = state.failure.as_deref().unwrap_or("no reason given");
    let captured = state.captured.map(|money| money.to_string()).unwrap_or_default();
    match state.payment {
        PaymentState::NotKnown => "no lookup has known this order yet.".to_owned(),
        PaymentState::NotAttempted => format!("{} asked for; nobody has tried to pay.", order.total),
        PaymentState::AttemptFailed => {
            format!("the last attempt to pay failed ({reason}); the customer may try again.")
        }
        PaymentState::AttemptRunning => "an attempt to pay is running.".to_owned(),
        PaymentState::CannotTell => {
            "the provider's answer contradicts itself or what we billed; check at the gateway."
                .to_owned()
        }
        PaymentState::Captured => format!("{captured} captured, as billed."),
        PaymentState::CapturedOtherAmount => {
            format!("{captured} captured, but {} was billed; check at the gateway.", order.total)
        }
    }
}

/// A page of orders.
pub fn order_list(environment: Environment, rows: &[OrderListRow], next: Option<&str>) -> String {
    if rows.is_empty() {
        return format!("No {} orders.", self::environment(environment));
    }
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{}  {:>16}  {:<36} {:<10} {:<22} {}",
                time(row.created_at_ms),
                row.total.to_string(),
                row.reference_id,
                row.send.word(),
                payment(row.payment),
                row.customer.masked()
            )
        })
        .collect();
    lines.extend(more(next));
    lines.join("\n")
}

/// A page of operations.
pub fn operation_list(
    environment: Environment,
    rows: &[OperationRow],
    next: Option<&str>,
) -> String {
    if rows.is_empty() {
        return format!("No {} operations.", self::environment(environment));
    }
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let words = row.outcome_words.as_deref().or(row.provider_id.as_deref()).unwrap_or("");
            let (at, kind) = (time(row.prepared_at_ms), row.kind.word());
            format!("{at}  {}  {kind:<6} {:<10} {words}", row.id, row.state.word())
        })
        .collect();
    lines.extend(more(next));
    lines.join("\n")
}

/// Everything known about an order.
pub fn order(shown: &OrderShown) -> String {
    let order = &shown.order;
    let mut lines = vec![
        format!("`{}`: {}", order.reference_id, state(order, &shown.state)),
        format!(
            "{} from +{}{}, sent by `{}` ({}) with configuration `{}`",
            order.total,
            order.customer.digits(),
            order.customer_name.as_deref().map(|name| format!(" ({name})")).unwrap_or_default(),
            shown.account.name,
            environment(order.environment),
            order.configuration_name
        ),
    ];
    if let Some(at_ms) = order.expires_at_ms {
        lines.push(format!("can be paid until {}", time(at_ms)));
    }
    for (operation, events) in &shown.operations {
        lines.push(format!("\n{} {}", operation.kind.word(), operation.id));
        for event in events {
            lines.push(format!("  {}  {:<10} {}", time(event.at_ms), event.state.word(), event.why));
        }
    }
    for exchange in &shown.exchanges {
        lines.push(format!(
            "\n{} seen {} to {}, HTTP {}\n  {}",
            exchange.source.word(),
            time(exchange.first_at_ms),
            time(exchange.last_at_ms),
            exchange.http_status,
            exchange.body
        ));
    }
    lines.join("\n")
}

/// How the book is.
pub fn book(view: &BookView) -> String {
    let mut lines = vec![format!("Ready in {} ms, book version {}.", view.ready_ms, view.version)];
    match view.became_unknown.len() {
        0 => {}
        1 => lines.push("1 operation was on its way when the program ended; it is unknown now.".into()),
        many => lines.push(format!(
            "{many} operations were on their way when the program ended; they are unknown now."
        )),
    }
    for (state, many) in &view.operations {
        lines.push(format!("{many:>8} {}", state.word()));
    }
    if view.complaints.is_empty() {
        lines.push("The file is well.".to_owned());
    }
    lines.extend(view.complaints.iter().map(|words| format!("The file is damaged: {words}")));
    lines.join("\n")
}

/// A backup.
pub fn backup(backup: &Backup) -> String {
    format!("{:>12} bytes  {}", backup.bytes, backup.path.display())
}

fn payment(state: PaymentState) -> &'static str {
    match state {
        PaymentState::NotKnown => "not looked up",
        PaymentState::NotAttempted => "not attempted",
        PaymentState::AttemptFailed => "attempt failed",
        PaymentState::AttemptRunning => "attempt running",
        PaymentState::CannotTell => "cannot tell",
        PaymentState::Captured => "captured",
        PaymentState::CapturedOtherAmount => "captured, other amount",
    }
}

fn environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Sandbox => "SANDBOX",
        Environment::Live => "live",
    }
}

fn more(next: Option<&str>) -> Option<String> {
    next.map(|cursor| format!("There are more: --after {cursor}"))
}

/// A moment in India, with its zone.
fn time(at_ms: i64) -> String {
    let moment = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    match FixedOffset::east_opt(IST_SECONDS) {
        Some(zone) => moment.with_timezone(&zone).format("%d %b %Y %H:%M:%S IST").to_string(),
        None => moment.format("%d %b %Y %H:%M:%S UTC").to_string(),
    }
}
