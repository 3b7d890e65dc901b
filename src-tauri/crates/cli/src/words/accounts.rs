//! Owns what a person reads about accounts.

use super::{environment, time};
use counterfoil_domain::account::Account;
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
        lines.push(format!(
            "{}. {}",
            fault.what.trim_end_matches('.'),
            fault.advice
        ));
        if let Some(words) = &fault.words {
            let code = fault.code.as_deref().unwrap_or("no code");
            lines.push(format!("The provider's words ({code}): {words}"));
        }
        lines.extend(
            fault
                .terms_link
                .iter()
                .map(|link| format!("Accept the terms at {link}")),
        );
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
