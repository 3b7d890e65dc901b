//! Owns the one table of Meta's documented error codes: code, and what it means (Meta, error codes).
//!
//! Nothing here decides what may be believed after an answer: `refusals` does, call by call. The
//! window's catalogue says each meaning in a sentence with one next step (`meta_codes.json`).

use serde::Serialize;
use std::ops::RangeInclusive;

macro_rules! meanings {
    ($($variant:ident, $word:literal, $words:literal, [$($codes:expr),+ $(,)?];)+) => {
        /// What a documented code of Meta means. The codes that mean the same share one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ErrorMeaning {
            $(#[doc = $words] $variant,)+
        }

        impl ErrorMeaning {
            /// Every meaning, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Names it in the window's catalogue and for programs; it never changes.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Says it in plain English, for those who read no catalogue.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }

            /// The codes that mean it; a single code is a range of one.
            pub const fn codes(self) -> &'static [RangeInclusive<i64>] {
                match self { $(Self::$variant => &[$($codes),+],)+ }
            }
        }
    };
}

meanings! {
    TokenRefused, "token_refused", "the access token is invalid or has expired",
        [0..=0, 190..=190];
    CapabilityMissing, "capability_missing", "the app lacks the capability for this call", [3..=3];
    PermissionMissing, "permission_missing", "the access token lacks a permission",
        [10..=10, 200..=299];
    AccessDenied, "access_denied", "the access token may not do this for the business",
        [131_005..=131_005];
    AccountRestricted, "account_restricted", "Meta has restricted the business account",
        [368..=368];
    AccountLocked, "account_locked", "Meta has locked the business account", [131_031..=131_031];
    CountryNotAllowed, "country_not_allowed",
        "the business may not write to customers in this country", [130_497..=130_497];
    UnknownError, "unknown_error", "Meta names no reason", [1..=1];
    ServiceOverloaded, "service_overloaded", "Meta's service was down or overloaded", [2..=2];
    AppCallLimit, "app_call_limit", "the app made too many calls", [4..=4];
    BusinessCallLimit, "business_call_limit", "the business account made too many calls",
        [80_007..=80_007];
    // The second is a subcode of older answers.
    ThroughputExceeded, "throughput_exceeded", "the number sends faster than Meta allows",
        [130_429..=130_429, 2_494_055..=2_494_055];
    PairLimit, "pair_limit", "too many messages went to this customer within a short time",
        [131_056..=131_056];
    SpamLimit, "spam_limit", "Meta limits the number because customers reported or blocked it",
        [131_048..=131_048];
    RegisterLimit, "register_limit", "the number was registered too often",
        [133_016..=133_016];
    UnknownId, "unknown_id", "an id does not exist, or its number was deleted", [33..=33];
    InvalidParameter, "invalid_parameter", "a parameter is wrong, misspelt or not allowed here",
        [100..=100];
    ParameterMissing, "parameter_missing", "a required field is missing", [131_008..=131_008];
    ParameterInvalid, "parameter_invalid", "a field has a value that Meta does not take",
        [131_009..=131_009];
    UnknownFailure, "unknown_failure", "something failed at Meta, and it does not say what",
        [131_000..=131_000];
    ServiceUnavailable, "service_unavailable", "Meta's service was not available",
        [131_016..=131_016, 133_004..=133_004];
    Maintenance, "maintenance", "the business account is in maintenance for about a minute",
        [131_057..=131_057];
    SenderIsRecipient, "sender_is_recipient", "sender and recipient are the same number",
        [131_021..=131_021];
    Undeliverable, "undeliverable", "the message cannot be delivered to this number",
        [131_026..=131_026];
    DisplayName, "display_name", "the number's display name is not approved",
        [131_037..=131_037];
    MetaBilling, "meta_billing",
        "Meta cannot bill the business for its messages; the customer's payment is not concerned",
        [131_042..=131_042];
    NumberMisregistered, "number_misregistered", "the number is not registered properly",
        [131_045..=131_045];
    WindowClosed, "window_closed", "the customer last wrote more than 24 hours ago",
        [131_047..=131_047];
    MarketingCap, "marketing_cap",
        "the customer has had as many marketing messages as Meta allows for now",
        [131_049..=131_049];
    OptedOut, "opted_out", "the customer wants no marketing messages of this business",
        [131_050..=131_050];
    TypeUnsupported, "type_unsupported", "this type of message is not supported",
        [131_051..=131_051];
    MediaDownload, "media_download", "a file of the customer could not be downloaded",
        [131_052..=131_052];
    MediaUpload, "media_upload", "the image could not be fetched or used",
        [131_053..=131_053];
    PhoneNeeded, "phone_needed", "this message needs the customer's phone number",
        [131_062..=131_062];
    Experiment, "experiment", "the customer is in an experiment of Meta and gets no such message",
        [130_472..=130_472];
    TemplateVariables, "template_variables",
        "the template has another number of variables than were filled in", [132_000..=132_000];
    TemplateMissing, "template_missing",
        "no approved template has this name in this language", [132_001..=132_001];
    TemplateTooLong, "template_too_long", "the template is too long once its variables are filled in",
        [132_005..=132_005];
    TemplatePolicy, "template_policy", "what was filled in breaks Meta's rules for templates",
        [132_007..=132_007];
    TemplateFormat, "template_format", "a variable has another form than the template wants",
        [132_012..=132_012];
    TemplatePaused, "template_paused", "the template is paused for its low quality",
        [132_015..=132_015];
    TemplateDisabled, "template_disabled", "the template is disabled for good",
        [132_016..=132_016];
    NumberNotRegistered, "number_not_registered", "the number is not registered",
        [133_010..=133_010];
    ConfigurationUnknown, "configuration_unknown",
        "Meta does not accept this payment configuration", [134_009..=134_009];
    PaymentsNotReady, "payments_not_ready", "Meta objects to the payment setup and no document says to what",
        [134_010..=134_010];
    TermsNotAccepted, "terms_not_accepted", "the WhatsApp payments terms are not accepted",
        [134_011..=134_011];
    MessageInvalid, "message_invalid", "something in the message is wrong", [135_000..=135_000];
    MessageNotForCustomer, "message_not_for_customer",
        "this customer cannot get this kind of message", [2_040..=2_040];
    StatusNotNext, "status_not_next", "the order cannot go to this status from the one it has",
        [2_046..=2_046];
    CancelFailed, "cancel_failed", "the order could not be cancelled, as when it is paid",
        [2_047..=2_047];
    TemplateNotCreated, "template_not_created", "the template could not be created",
        [2_388_000..=2_388_999];
    MarketingApiOnly, "marketing_api_only", "only the marketing messages API answers so",
        [134_100..=134_102];
}

impl ErrorMeaning {
    /// What a code means; `None` when no document names it.
    pub fn of(code: i64) -> Option<Self> {
        let means = |meaning: &&Self| meaning.codes().iter().any(|codes| codes.contains(&code));
        Self::ALL.iter().find(means).copied()
    }
}

#[cfg(test)]
mod tests;
