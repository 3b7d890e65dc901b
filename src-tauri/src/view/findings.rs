//! Owns findings as the window sees them: the words are in its message catalogue.

use super::number::Integer;
use counterfoil_domain::finding::{Finding, FindingCode, Limit, Severity};
use serde::Serialize;
use specta::Type;

/// Whether a finding stops the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SeverityView {
    /// It cannot be sent as it is.
    Error,
    /// It can be sent; a person should look once more.
    Warning,
}

/// The number or words that a rule names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(untagged)]
pub enum LimitView {
    /// A length, a count, or an amount in minor units.
    Number(Integer),
    /// Allowed words or a range.
    Text(String),
}

/// One thing that validation has to say, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// The form's field, such as `items[1].salePrice`; empty when it is about the whole.
    pub field: String,
    /// Where in the request, in Meta's names.
    pub path: String,
    /// What is the matter: the catalogue has `finding_<code>`.
    pub code: String,
    /// Whether it stops the order.
    pub severity: SeverityView,
    /// What the rule names; an amount where `isAmount` says so.
    pub limit: Option<LimitView>,
    /// The limit is an amount in minor units.
    pub limit_is_amount: bool,
}

impl FindingView {
    /// A finding in a request that was not typed into the form.
    pub fn in_request(finding: &Finding) -> Self {
        Self::at("", finding)
    }

    /// A finding at a field of the form.
    pub fn at(field: &str, finding: &Finding) -> Self {
        Self {
            field: field.to_owned(),
            path: finding.path.clone(),
            code: finding.code.word().to_owned(),
            severity: finding.severity().into(),
            limit: finding.limit.as_ref().map(LimitView::from),
            limit_is_amount: matches!(
                finding.code,
                FindingCode::SumMismatch
                    | FindingCode::SaleNotLower
                    | FindingCode::AboveUpiLimit
                    | FindingCode::AboveUsualUpi
            ),
        }
    }
}

impl From<Severity> for SeverityView {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
        }
    }
}

impl From<&Limit> for LimitView {
    fn from(limit: &Limit) -> Self {
        match limit {
            Limit::Number(number) => Self::Number((*number).into()),
            Limit::Text(words) => Self::Text(words.clone()),
        }
    }
}
