//! Owns the check of an account's token and ids: exactly what is wrong, and what to do about it.

use super::{
    Complaint, Meta, Target, Tries,
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
    /// What is wrong, in a sentence.
    pub what: String,
    /// What to do, in a sentence, where that depends on what was asked; else the complaint's
    /// meaning says it.
    pub advice: Option<&'static str>,
    /// What the provider said, when it declined.
    pub complaint: Option<Box<Complaint>>,
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

    /// Lists the payment configurations of the business account, and says whether there are more than
    /// were read. Changes nothing.
    ///
    /// # Errors
    /// What is wrong, as a check would say it.
    pub async fn list_configurations(
        &self,
        target: &Target,
        bearer: &Secret,
    ) -> Result<(Vec<PaymentConfiguration>, bool), CheckFault> {
        let listed = self.payment_configurations(target, bearer).await?;
        if listed.has_more {
            tracing::warn!(
                read = listed.configurations.len(),
                "The business account has more payment configurations than were read"
            );
        }
        Ok((listed.configurations, listed.has_more))
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
        (200..=499, Ok(Some(error))) => Err(refused(error, subject)),
        (200..=299, Err(fault)) => Err(garbled(&fault)),
        (status, _) => Err(no_answer(format!(
            "the provider answered {status} without a reason"
        ))),
    }
}

fn refused(error: envelope::WireError, subject: CheckSubject) -> CheckFault {
    let row = refusal(Call::CredentialCheck, &error.code.to_string());
    let subject = match row.map(|row| row.class) {
        Some(RefusalClass::Authentication) => CheckSubject::Token,
        Some(RefusalClass::Permission | RefusalClass::Configuration) => CheckSubject::Permission,
        Some(RefusalClass::Validation) => subject,
        Some(RefusalClass::RateLimit) | None => CheckSubject::Provider,
    };
    let complaint = Complaint::of_envelope(error);
    CheckFault {
        subject,
        what: match complaint.meaning {
            Some(meaning) => format!("The provider declined: {}.", meaning.words()),
            None => "The provider declined for a reason that is not documented.".to_owned(),
        },
        advice: match subject {
            CheckSubject::PhoneNumberId => Some(WRONG_NUMBER),
            CheckSubject::BusinessAccountId => Some(WRONG_BUSINESS),
            CheckSubject::Token | CheckSubject::Permission | CheckSubject::Provider => None,
        },
        complaint: Some(Box::new(complaint)),
    }
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
        what,
        advice: Some(advice),
        complaint: None,
    }
}

const WRONG_NUMBER: &str = "Copy the phone number id (not the number) from WhatsApp Manager and \
    give the system user access to it.";
const WRONG_BUSINESS: &str = "Copy the WhatsApp Business Account id from WhatsApp Manager and give \
    the system user access to it.";

#[cfg(test)]
mod tests;
