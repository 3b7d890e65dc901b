//! Owns the rules of the message around the order (docs/limits.md, "Envelope" and "Identity").

use super::draft::{HeaderImage, OrderDraft};
use super::limits::{MAX_BODY_CHARS, MAX_FOOTER_CHARS, MAX_OPAQUE_CHARS};
use crate::finding::{FindingCode, Findings};
use crate::phone::{PHONE_DIGITS, Phone, PhoneError};
use crate::reference_id::{MAX_REFERENCE_ID_CHARS, ReferenceId, ReferenceIdError};

/// Judges the customer's number.
pub(super) fn customer(findings: &mut Findings, text: &str) -> Option<Phone> {
    let path = "to";
    match Phone::parse(text) {
        Ok(phone) => {
            if !phone.is_plausible_mobile() {
                findings.say(path, FindingCode::NotMobile);
            }
            return Some(phone);
        }
        Err(PhoneError::Empty) => findings.say(path, FindingCode::Required),
        Err(PhoneError::NotDigits) => {
            findings.say_limit(path, FindingCode::NotAllowed, "an optional + and digits");
        }
        Err(PhoneError::LeadingZero) => {
            findings.say_limit(
                path,
                FindingCode::NotAllowed,
                "a number with its country code",
            );
        }
        Err(PhoneError::WrongLength) => {
            let words = format!("{} to {} digits", PHONE_DIGITS.start(), PHONE_DIGITS.end());
            findings.say_limit(path, FindingCode::NotAllowed, words.as_str());
        }
    }
    None
}

/// Judges header, body, footer and what the webhooks echo.
pub(super) fn message(findings: &mut Findings, draft: &OrderDraft) {
    let opaque = draft.opaque_callback_data.as_deref();
    findings.text_if_any("biz_opaque_callback_data", opaque, MAX_OPAQUE_CHARS);
    if let Some(image) = &draft.header_image {
        header_image(findings, image);
    }
    findings.text("body.text", &draft.body_text, MAX_BODY_CHARS);
    findings.text_if_any(
        "footer.text",
        draft.footer_text.as_deref(),
        MAX_FOOTER_CHARS,
    );
}

fn header_image(findings: &mut Findings, image: &HeaderImage) {
    match (&image.id, &image.link) {
        (None, None) => findings.say("header.image", FindingCode::Required),
        (Some(_), Some(_)) => {
            findings.say_limit("header.image.link", FindingCode::Conflict, "id");
        }
        (Some(_), None) | (None, Some(_)) => {}
    }
    if let Some(id) = &image.id {
        findings.filled("header.image.id", id);
    }
    if let Some(link) = &image.link {
        findings.https("header.image.link", link);
    }
}

/// Judges the reference id.
pub(super) fn reference_id(findings: &mut Findings, text: &str) -> Option<ReferenceId> {
    let path = "reference_id";
    match ReferenceId::parse(text) {
        Ok(id) => return Some(id),
        Err(ReferenceIdError::Empty) => findings.say(path, FindingCode::Required),
        Err(ReferenceIdError::TooLong) => {
            findings.say_limit(path, FindingCode::TooLong, MAX_REFERENCE_ID_CHARS);
        }
        Err(ReferenceIdError::NotAllowed) => {
            findings.say_limit(
                path,
                FindingCode::NotAllowed,
                "letters, digits, `_`, `.` and `-`",
            );
        }
        Err(ReferenceIdError::OnlyDots) => {
            findings.say_limit(path, FindingCode::NotAllowed, "more than dots");
        }
    }
    None
}
