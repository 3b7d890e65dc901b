//! Owns what a provider says is wrong as the window sees it: the words are in its message catalogue.

use super::alike::alike;
use counterfoil_providers::meta::{Complaint, ErrorMeaning, TermsLink};
use serde::Serialize;
use specta::Type;

/// What a provider says is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintView {
    /// Its code.
    pub code: String,
    /// What the code means: the catalogue has `meta_<meaning>`; none when no document names it.
    pub meaning: Option<ErrorMeaningView>,
    /// The provider's own words.
    pub words: Option<String>,
    /// The id that the provider's support finds the call by.
    pub trace: Option<String>,
    /// Where the payments terms can be accepted, which `terms_open` opens.
    pub terms_link: Option<String>,
}

/// What a documented code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the provider's ErrorMeaning")]
pub enum ErrorMeaningView {
    TokenRefused,
    CapabilityMissing,
    PermissionMissing,
    AccessDenied,
    AccountRestricted,
    AccountLocked,
    CountryNotAllowed,
    UnknownError,
    ServiceOverloaded,
    AppCallLimit,
    BusinessCallLimit,
    ThroughputExceeded,
    PairLimit,
    SpamLimit,
    RegisterLimit,
    UnknownId,
    InvalidParameter,
    ParameterMissing,
    ParameterInvalid,
    UnknownFailure,
    ServiceUnavailable,
    Maintenance,
    SenderIsRecipient,
    Undeliverable,
    DisplayName,
    MetaBilling,
    NumberMisregistered,
    WindowClosed,
    MarketingCap,
    OptedOut,
    TypeUnsupported,
    MediaDownload,
    MediaUpload,
    PhoneNeeded,
    Experiment,
    TemplateVariables,
    TemplateMissing,
    TemplateTooLong,
    TemplatePolicy,
    TemplateFormat,
    TemplatePaused,
    TemplateDisabled,
    NumberNotRegistered,
    ConfigurationUnknown,
    PaymentsNotReady,
    TermsNotAccepted,
    MessageInvalid,
    MessageNotForCustomer,
    StatusNotNext,
    CancelFailed,
    TemplateNotCreated,
    MarketingApiOnly,
}

alike! {
    ErrorMeaning => ErrorMeaningView {
        TokenRefused, CapabilityMissing, PermissionMissing, AccessDenied, AccountRestricted,
        AccountLocked, CountryNotAllowed, UnknownError, ServiceOverloaded, AppCallLimit,
        BusinessCallLimit, ThroughputExceeded, PairLimit, SpamLimit, RegisterLimit,
        UnknownId, InvalidParameter, ParameterMissing, ParameterInvalid, UnknownFailure,
        ServiceUnavailable, Maintenance, SenderIsRecipient, Undeliverable, DisplayName,
        MetaBilling, NumberMisregistered, WindowClosed, MarketingCap, OptedOut,
        TypeUnsupported, MediaDownload, MediaUpload, PhoneNeeded, Experiment,
        TemplateVariables, TemplateMissing, TemplateTooLong, TemplatePolicy, TemplateFormat,
        TemplatePaused, TemplateDisabled, NumberNotRegistered, ConfigurationUnknown,
        PaymentsNotReady, TermsNotAccepted, MessageInvalid, MessageNotForCustomer,
        StatusNotNext, CancelFailed, TemplateNotCreated, MarketingApiOnly,
    }
}

impl From<Complaint> for ComplaintView {
    fn from(complaint: Complaint) -> Self {
        Self {
            code: complaint.code,
            meaning: complaint.meaning.map(Into::into),
            words: complaint.words,
            trace: complaint.trace,
            terms_link: complaint.terms_link.as_ref().map(TermsLink::to_string),
        }
    }
}
