//! Owns what a provider says is wrong, ready to be told to a person. What may be believed of it is
//! decided elsewhere: the same complaint may come with a refusal and with an unknown outcome.

use super::{
    envelope::{self, Form, WireError},
    error_codes::ErrorMeaning,
    terms::TermsLink,
};
use crate::json::{self, Node};
use serde::Serialize;

/// The longest trace id that is kept.
const MAX_TRACE_CHARS: usize = 100;

/// What a provider says is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Complaint {
    /// Its code.
    pub code: String,
    /// What the code means; `None` when no document names it.
    pub meaning: Option<ErrorMeaning>,
    /// The provider's own words, at most 1,000 characters. They are for people alone.
    pub words: Option<String>,
    /// The id that the provider's support finds the call by (Meta, envelope, `fbtrace_id`).
    pub trace: Option<String>,
    /// Where the payments terms can be accepted, where that is what it is about.
    pub terms_link: Option<TermsLink>,
}

impl Complaint {
    /// The complaint in the body of an answer, whatever its HTTP status; `None` when there is none
    /// that can be read.
    pub fn in_answer(body: &[u8]) -> Option<Self> {
        let value = json::parse(body).ok()?;
        let error = envelope::read(&Node::root(&value)).ok()??;
        Some(Self::of_envelope(error))
    }

    /// What is left of a complaint where only its code and words were kept.
    pub fn kept(code: &str, words: Option<&str>) -> Self {
        let number = code.parse().ok();
        let words = words.filter(|words| !words.is_empty() && *words != envelope::NO_WORDS);
        Self::made(code.to_owned(), number, words.map(str::to_owned), None)
    }

    pub(super) fn of_envelope(error: WireError) -> Self {
        // The codes of the On-Premises form are others, and in no document of the Cloud API.
        let number = match error.form {
            Form::Graph => Some(
                error
                    .subcode
                    .filter(|it| is_named(*it))
                    .unwrap_or(error.code),
            ),
            Form::OnPremises => None,
        };
        let trace = error.trace.filter(|trace| is_trace(trace));
        Self::made(error.code.to_string(), number, error.words, trace)
    }

    fn made(
        code: String,
        number: Option<i64>,
        words: Option<String>,
        trace: Option<String>,
    ) -> Self {
        let said = words.as_deref().unwrap_or_default();
        let meaning = number.and_then(ErrorMeaning::of).map(|meaning| {
            // Two codes are documented for one cause (Meta, terms of service not accepted).
            let is_about_terms = said.to_lowercase().contains("terms of service");
            match meaning {
                ErrorMeaning::AccessDenied if is_about_terms => ErrorMeaning::TermsNotAccepted,
                meaning => meaning,
            }
        });
        let terms_link = (meaning == Some(ErrorMeaning::TermsNotAccepted))
            .then(|| TermsLink::in_words(said))
            .flatten();
        Self {
            code,
            meaning,
            words,
            trace,
            terms_link,
        }
    }
}

/// The subcodes that documents name (Meta, error codes: 33, 2494055 and 2388xxx of templates); any
/// other number there is no code.
fn is_named(subcode: i64) -> bool {
    matches!(subcode, 33 | 2_494_055 | 2_388_000..=2_388_999)
}

/// A trace id is letters, digits, `-` and `_`; anything else is nobody's id.
fn is_trace(trace: &str) -> bool {
    let is_letter = |letter: u8| letter.is_ascii_alphanumeric() || b"-_".contains(&letter);
    !trace.is_empty() && trace.len() <= MAX_TRACE_CHARS && trace.bytes().all(is_letter)
}

#[cfg(test)]
mod tests;
