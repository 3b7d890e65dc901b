//! Owns the removal of the credential from answers: Graph repeats a malformed token in its message.

use super::target::SEGMENT;
use crate::transport::Reply;
use bytes::Bytes;
use counterfoil_domain::Secret;
use percent_encoding::utf8_percent_encode;
use std::collections::BTreeSet;

/// What stands where the credential stood.
const MARK: &str = "[removed]";

/// The answer without the credential, as it is, URL-encoded or JSON-escaped.
pub(super) fn without(bearer: &Secret, reply: Reply) -> Reply {
    let forms = forms(bearer);
    let usage = reply.usage.map(|usage| {
        forms
            .iter()
            .fold(usage, |text, form| text.replace(form.as_str(), MARK))
    });
    let body = forms
        .iter()
        .fold(reply.body, |body, form| replaced(body, form.as_bytes()));
    Reply {
        body,
        usage,
        ..reply
    }
}

fn forms(bearer: &Secret) -> BTreeSet<String> {
    let Some(token) = bearer.expose_text().filter(|token| !token.is_empty()) else {
        return BTreeSet::new();
    };
    let upper = utf8_percent_encode(token, SEGMENT).to_string();
    let lower = utf8_percent_encode(token, SEGMENT)
        .map(|piece| {
            if piece.starts_with('%') {
                piece.to_lowercase()
            } else {
                piece.to_owned()
            }
        })
        .collect();
    let quoted = serde_json::Value::from(token).to_string();
    let escaped = quoted[1..quoted.len() - 1].to_owned();
    let slashes = escaped.replace('/', "\\/");
    [token.to_owned(), upper, lower, escaped, slashes].into()
}

fn replaced(body: Bytes, form: &[u8]) -> Bytes {
    let mut kept = Vec::new();
    let mut rest = body.as_ref();
    while let Some(at) = position(rest, form) {
        kept.extend_from_slice(&rest[..at]);
        kept.extend_from_slice(MARK.as_bytes());
        rest = &rest[at + form.len()..];
    }
    if kept.is_empty() && rest.len() == body.len() {
        return body;
    }
    kept.extend_from_slice(rest);
    kept.into()
}

fn position(text: &[u8], form: &[u8]) -> Option<usize> {
    let first = *form.first()?;
    let mut from = 0;
    while let Some(step) = text[from..].iter().position(|byte| *byte == first) {
        from += step;
        if text[from..].starts_with(form) {
            return Some(from);
        }
        from += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn the_credential_is_removed_in_every_form() {
        check("EAAG1", "bad token EAAG1!", "bad token [removed]!");
        check("EAAG1", "EAAG1EAAG1", "[removed][removed]");
        check(
            "a|b",
            "t=a%7Cb, a%7cb, a|b",
            "t=[removed], [removed], [removed]",
        );
        check("a/b", r#"{"m":"a\/b"}"#, r#"{"m":"[removed]"}"#);
        check("a\"b", r#"{"m":"a\"b"}"#, r#"{"m":"[removed]"}"#);
        check("EAAG1", "nothing here, EAAG", "nothing here, EAAG");
        check("", "nothing", "nothing");

        #[track_caller]
        fn check(token: &str, body: &str, expected: &str) {
            let reply = Reply {
                status: 400,
                date_ms: None,
                retry_after_ms: None,
                usage: Some(body.to_owned()),
                body: Bytes::copy_from_slice(body.as_bytes()),
            };
            let reply = without(&Secret::new(token.as_bytes().to_vec()), reply);
            assert_eq!(
                std::str::from_utf8(&reply.body).unwrap(),
                expected,
                "{token}"
            );
            assert_eq!(reply.usage.unwrap(), expected, "{token}");
        }
    }
}
