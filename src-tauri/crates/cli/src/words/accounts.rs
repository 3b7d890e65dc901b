//! Owns what a person reads about accounts.

use super::{environment, time};
use counterfoil_domain::{
    account::Account,
    upi::{ExpectedBy, ExpectedPayee},
};
use counterfoil_providers::meta::{
    CredentialCheck,
    configurations::{ConfigurationStatus::Active, PaymentConfiguration},
};

/// One account.
pub fn account(account: &Account) -> String {
    let credential = match account.access_token_set_at_ms {
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

/// The UPI ids that an account expects to be paid.
pub fn payees(account: &Account, payees: &[ExpectedPayee]) -> String {
    let line = |payee: &ExpectedPayee| {
        let by = match payee.by {
            ExpectedBy::Person => "added here",
            ExpectedBy::Configuration => "of a payment configuration",
        };
        format!("`{}` ({by})", payee.vpa)
    };
    match payees {
        [] => format!(
            "`{}` expects no UPI id in particular, so no UPI link is doubted for whom it pays.",
            account.name
        ),
        payees => payees.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}

/// What a credential check found.
pub fn credential_check(account: &Account, check: &CredentialCheck) -> String {
    let mut lines = Vec::new();
    if let Some(number) = &check.phone_number {
        let shown = number
            .display_phone_number
            .as_deref()
            .unwrap_or("number not shown");
        let name = number
            .verified_name
            .as_deref()
            .unwrap_or("no verified name");
        lines.push(format!("`{}` speaks for {shown} ({name}).", account.name));
    }
    for configuration in &check.configurations {
        lines.push(format!(
            "payment configuration `{}`: {}",
            configuration.name, configuration.status.word
        ));
    }
    for fault in &check.faults {
        let advice = fault.advice.map(|advice| format!(" {advice}"));
        let what = fault.what.trim_end_matches('.');
        lines.push(format!("{what}.{}", advice.unwrap_or_default()));
        if let Some(complaint) = &fault.complaint {
            let words = complaint.words.as_deref().unwrap_or("none");
            lines.push(format!(
                "The provider's words ({}): {words}",
                complaint.code
            ));
            if let Some(link) = &complaint.terms_link {
                lines.push(format!("Accept the terms at {link}"));
            }
        }
    }
    if check.is_good() {
        lines.push("The credentials work.".to_owned());
        let is_active = |one: &PaymentConfiguration| one.status.meaning == Active;
        if !check.has_more_configurations && !check.configurations.iter().any(is_active) {
            lines.push("No payment configuration is active, so no order can be paid yet.".into());
        }
    }
    lines.join("\n")
}
