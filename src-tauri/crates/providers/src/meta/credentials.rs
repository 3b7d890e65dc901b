//! Owns the check of an account's token and ids: exactly what is wrong, and what to do about it.

use super::{
    Meta, Target, Tries,
    configurations::{self, PaymentConfiguration},
    envelope,
    refusals::{Call, RefusalClass, refusal},
};
use crate::{
    json::{self, JsonFault, Node},
    transport::{Answer, Reply},
};
use counterfoil_domain::Secret;
use serde::Serialize;

/// What the check found. Without faults the token and the ids are right; whether an order can be
/// paid also depends on its payment configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialCheck {
    /// The business's number, when the provider showed it.
    pub phone_number: Option<PhoneNumber>,
    /// The payment configurations of the business account.
    pub configurations: Vec<PaymentConfiguration>,
    /// The provider has more configurations than were read.
    pub has_more_configurations: bool,
    /// Everything that is wrong, in the order it was found.
    pub faults: Vec<CheckFault>,
    /// How long the first answer took, whatever it said; `None` when none came.
    pub answered_after_ms: Option<u64>,
}

impl CredentialCheck {
    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }
}

/// The number messages are sent from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhoneNumber {
    /// Its id, equal to the account's.
    pub id: String,
    /// The number as Meta shows it.
    pub display_phone_number: Option<String>,
    /// The business's name as Meta verified it.
    pub verified_name: Option<String>,
}

/// What one fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckSubject {
    /// The access token.
    Token,
    /// The phone number id.
    PhoneNumberId,
    /// The WhatsApp Business Account id and its payment configurations.
    BusinessAccountId,
    /// What the token may do, or what the business has yet to accept or settle.
    Permission,
    /// Nobody answered, or not in words we can read.
    Provider,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckFault {
    /// What it is about.
    pub subject: CheckSubject,
    /// The provider's code, when it gave one.
    pub code: Option<String>,
    /// What is wrong, in a sentence.
    pub what: String,
    /// What to do, in a sentence.
    pub advice: &'static str,
    /// The provider's own words, when it gave any.
    pub words: Option<String>,
    /// Where the payments terms can be accepted; always <https://fb.me>.
    pub terms_link: Option<String>,
}

impl Meta {
    /// Asks who the phone number is and which payment configurations the business account has.
    pub async fn check_credentials(&self, target: &Target, bearer: &Secret) -> CredentialCheck {
        let mut check = CredentialCheck::default();
        let asked = tokio::time::Instant::now();
        let answer = self.ask_phone_number(target, bearer).await;
        if answer.as_ref().is_ok_and(Result::is_ok) {
            let took = asked.elapsed().as_millis();
            check.answered_after_ms = Some(u64::try_from(took).unwrap_or(u64::MAX));
        }
        match answer.and_then(|answer| phone_number_in(answer, target)) {
            Ok(phone_number) => check.phone_number = Some(phone_number),
            Err(fault) => check.faults.push(fault),
        }
        // A token that is refused is refused everywhere, and a silent provider stays silent.
        let stop = [CheckSubject::Token, CheckSubject::Provider];
        if check
            .faults
            .iter()
            .any(|fault| stop.contains(&fault.subject))
        {
            return check;
        }
        match self.payment_configurations(target, bearer).await {
            Ok(listed) => {
                check.configurations = listed.configurations;
                check.has_more_configurations = listed.has_more;
            }
            Err(fault) => check.faults.push(fault),
        }
        check
    }

    async fn ask_phone_number(
        &self,
        target: &Target,
        bearer: &Secret,
    ) -> Result<Answer, CheckFault> {
        let url = target
            .phone_number()
            .map_err(|error| no_answer(error.to_string()))?;
        Ok(self.read(target, url, bearer, Tries::Few).await)
    }

    /// Lists the payment configurations of the business account. Changes nothing.
    ///
    /// # Errors
    /// What is wrong, as a check would say it.
    pub async fn list_configurations(
        &self,
        target: &Target,
        bearer: &Secret,
    ) -> Result<Vec<PaymentConfiguration>, CheckFault> {
        let listed = self.payment_configurations(target, bearer).await?;
        if listed.has_more {
            tracing::warn!(
                read = listed.configurations.len(),
                "The business account has more payment configurations than were read"
            );
        }
        Ok(listed.configurations)
    }

    async fn payment_configurations(
        &self,
        target: &Target,
        bearer: &Secret,
    ) -> Result<configurations::WireConfigurations, CheckFault> {
        let url = target
            .payment_configurations()
            .map_err(|error| no_answer(error.to_string()))?;
        let answer = self.read(target, url, bearer, Tries::Few).await;
        let reply = answered(answer, CheckSubject::BusinessAccountId)?;
        configurations::read(&reply.body).map_err(|fault| garbled(&fault))
    }
}

fn phone_number_in(answer: Answer, target: &Target) -> Result<PhoneNumber, CheckFault> {
    let reply = answered(answer, CheckSubject::PhoneNumberId)?;
    let phone_number = read_phone_number(&reply.body).map_err(|fault| garbled(&fault))?;
    if phone_number.id != target.phone_number_id {
        return Err(other_number());
    }
    Ok(phone_number)
}

fn read_phone_number(body: &[u8]) -> Result<PhoneNumber, JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    let words = |key| {
        root.get(key)
            .and_then(|words| words.words().map(str::to_owned))
    };
    Ok(PhoneNumber {
        id: root.need("id")?.id()?,
        display_phone_number: words("display_phone_number"),
        verified_name: words("verified_name"),
    })
}

/// The answer if it is a success without an error in it.
pub(super) fn answered(answer: Answer, subject: CheckSubject) -> Result<Reply, CheckFault> {
    let reply = answer.map_err(|error| no_answer(error.to_string()))?;
    let error = json::parse(&reply.body).and_then(|value| envelope::read(&Node::root(&value)));
    match (reply.status, error) {
        (200..=299, Ok(None)) => Ok(reply),
        (200..=499, Ok(Some(error))) => Err(refused(&error, subject)),
        (200..=299, Err(fault)) => Err(garbled(&fault)),
        (status, _) => Err(no_answer(format!(
            "the provider answered {status} without a reason"
        ))),
    }
}

fn refused(error: &envelope::WireError, subject: CheckSubject) -> CheckFault {
    let code = error.code.to_string();
    let row = refusal(Call::CredentialCheck, &code);
    let subject = match row.map(|row| row.class) {
        Some(RefusalClass::Authentication) => CheckSubject::Token,
        Some(RefusalClass::Permission | RefusalClass::Configuration) => CheckSubject::Permission,
        Some(RefusalClass::Validation) => subject,
        Some(RefusalClass::RateLimit) | None => CheckSubject::Provider,
    };
    let terms_link = terms_link(&code, &error.words);
    let (what, advice) = match (row, &terms_link) {
        (_, Some(_)) => (TERMS_OPEN, TERMS_ADVICE),
        (Some(row), None) if subject == CheckSubject::PhoneNumberId => (row.meaning, WRONG_NUMBER),
        (Some(row), None) if subject == CheckSubject::BusinessAccountId => {
            (row.meaning, WRONG_BUSINESS)
        }
        (Some(row), None) => (row.meaning, row.advice),
        (None, None) => (UNLISTED, UNLISTED_ADVICE),
    };
    CheckFault {
        subject,
        code: Some(code),
        what: what.to_owned(),
        advice,
        words: Some(error.words.clone()),
        terms_link,
    }
}

/// Where the payments terms can be accepted, if that is what a refusal is about: the first
/// <https://fb.me> link, and no other host (Meta, terms of service not accepted).
pub fn terms_link(code: &str, words: &str) -> Option<String> {
    let about_terms = match code {
        "134011" => true,
        "131005" => words.to_lowercase().contains("terms of service"),
        _ => false,
    };
    let link = &words[words.find("https://fb.me/").filter(|_| about_terms)?..];
    let end = link
        .find(|letter: char| !is_link_letter(letter))
        .unwrap_or(link.len());
    Some(link[..end].trim_end_matches(['.', '?', '/']).to_owned())
}

fn is_link_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || ":/._-?=&%".contains(letter)
}

pub(super) fn no_answer(why: String) -> CheckFault {
    plain(
        CheckSubject::Provider,
        why,
        "Check the network connection and try again.",
    )
}

pub(super) fn garbled(fault: &JsonFault) -> CheckFault {
    let what = format!("The provider's answer cannot be read: {fault}.");
    plain(
        CheckSubject::Provider,
        what,
        "Check the account's address and try again.",
    )
}

fn other_number() -> CheckFault {
    let what = "The provider answered for another phone number id.".to_owned();
    plain(CheckSubject::PhoneNumberId, what, WRONG_NUMBER)
}

fn plain(subject: CheckSubject, what: String, advice: &'static str) -> CheckFault {
    CheckFault {
        subject,
        code: None,
        what,
        advice,
        words: None,
        terms_link: None,
    }
}

const WRONG_NUMBER: &str = "Copy the phone number id (not the number) from WhatsApp Manager and \
    give the system user access to it.";
const WRONG_BUSINESS: &str = "Copy the WhatsApp Business Account id from WhatsApp Manager and give \
    the system user access to it.";
const TERMS_OPEN: &str = "The payments terms are not accepted.";
const TERMS_ADVICE: &str = "Open the link, accept the terms, and check again.";
const UNLISTED: &str = "The provider declined for a reason that is not documented.";
const UNLISTED_ADVICE: &str =
    "Read the provider's words, and ask Meta's support if they do not help.";

#[cfg(test)]
mod tests;
