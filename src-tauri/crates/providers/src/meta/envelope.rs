//! Owns the error envelope: Graph's `error` and the On-Premises `errors` the payment pages print.

use crate::json::{self, JsonFault, Node};

/// The longest explanation that is kept.
pub(super) const MAX_WORDS_CHARS: usize = 1000;

/// What is said where the provider says nothing.
pub(super) const NO_WORDS: &str = "no explanation";

/// The most entries of an On-Premises list that are looked at.
const MAX_ERRORS: usize = 100;

/// Which of the two forms an error came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `{"error": {"code": …}}`.
    Graph,
    /// `{"errors": [{"code": …}]}`; its codes are on no list.
    OnPremises,
}

/// What an error envelope says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WireError {
    pub(super) form: Form,
    pub(super) code: i64,
    pub(super) subcode: Option<i64>,
    /// Its explanation, at most [`MAX_WORDS_CHARS`].
    pub(super) words: Option<String>,
    pub(super) trace: Option<String>,
}

impl WireError {
    /// Its explanation, or that there is none.
    pub(super) fn said(&self) -> &str {
        self.words.as_deref().unwrap_or(NO_WORDS)
    }
}

/// The error in a body, or `None` when there is none. What calls itself an error and is not one
/// that can be read is a fault, not an absence.
pub(super) fn read(root: &Node<'_>) -> Result<Option<WireError>, JsonFault> {
    if let Some(error) = root.get("error") {
        let error = error.object()?;
        let words = details(&error).or_else(|| words_of(&error, "message"));
        return wire(Form::Graph, &error, words).map(Some);
    }
    let Some(errors) = root.get("errors").filter(|errors| !errors.is_empty_list()) else {
        return Ok(None);
    };
    let Some(error) = errors.list(MAX_ERRORS)?.into_iter().next() else {
        return Ok(None);
    };
    let words = words_of(&error, "details").or_else(|| words_of(&error, "title"));
    wire(Form::OnPremises, &error, words).map(Some)
}

/// The first error in the list of a webhook, which has the fields of Graph's envelope (Meta, error
/// codes).
pub(super) fn first_of(errors: &Node<'_>) -> Result<WireError, JsonFault> {
    let listed = errors.list(MAX_ERRORS)?;
    let Some(error) = listed.first() else {
        return Err(errors.fault("is empty"));
    };
    let words = details(error)
        .or_else(|| words_of(error, "message"))
        .or_else(|| words_of(error, "title"));
    wire(Form::Graph, error, words)
}

fn wire(form: Form, error: &Node<'_>, words: Option<String>) -> Result<WireError, JsonFault> {
    let subcode = error.get("error_subcode");
    Ok(WireError {
        form,
        code: error.need("code")?.integer()?,
        // For people alone, so one that cannot be read is no fault.
        subcode: subcode.and_then(|subcode| subcode.integer().ok()),
        words: words.map(|words| words.chars().take(MAX_WORDS_CHARS).collect()),
        trace: words_of(error, "fbtrace_id"),
    })
}

/// `error_data` can be missing, an object, or that object as a JSON string (Meta, envelope).
fn details(error: &Node<'_>) -> Option<String> {
    let data = error.get("error_data")?;
    let Some(text) = data.words() else {
        return words_of(&data, "details");
    };
    match json::parse(text.as_bytes()) {
        Ok(value) if value.is_object() => words_of(&Node::root(&value), "details"),
        Ok(_) | Err(_) => Some(text.to_owned()),
    }
}

fn words_of(node: &Node<'_>, key: &str) -> Option<String> {
    node.get(key)?.words().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn every_documented_form_is_read() {
        use Form::*;
        check(
            r##"{"error":{"message":"m","code":131009}}"##,
            Graph,
            131_009,
            "m",
        );
        check(r#"{"error":{"message":"m","code":"190"}}"#, Graph, 190, "m");
        check(
            r#"{"error":{"code":1,"error_data":{"details":"d"},"message":"m"}}"#,
            Graph,
            1,
            "d",
        );
        check(
            r#"{"error":{"code":1,"error_data":{},"message":"m"}}"#,
            Graph,
            1,
            "m",
        );
        check(
            r#"{"error":{"code":1,"error_data":"{\"details\":\"d\"}"}}"#,
            Graph,
            1,
            "d",
        );
        check(
            r#"{"error":{"code":1,"error_data":"plain"}}"#,
            Graph,
            1,
            "plain",
        );
        check(r#"{"error":{"code":0}}"#, Graph, 0, "no explanation");
        check(
            r#"{"errors":[{"code":500,"title":"t","details":"d"}]}"#,
            OnPremises,
            500,
            "d",
        );
        check(
            r#"{"errors":[{"code":500,"title":"t"}]}"#,
            OnPremises,
            500,
            "t",
        );

        #[track_caller]
        fn check(body: &str, form: Form, code: i64, words: &str) {
            let value = json::parse(body.as_bytes()).unwrap();
            let error = read(&Node::root(&value)).unwrap().unwrap();
            let found = (error.form, error.code, error.said());
            assert_eq!(found, (form, code, words), "{body}");
        }
    }

    #[test]
    fn no_error_is_none_and_half_an_error_is_a_fault() {
        for body in ["{}", "[]", r#"{"error":null}"#, r#"{"errors":[]}"#] {
            let value = json::parse(body.as_bytes()).unwrap();
            assert_eq!(read(&Node::root(&value)), Ok(None), "{body}");
        }
        for body in [
            r#"{"error":"no"}"#,
            r#"{"error":{}}"#,
            r#"{"error":{"code":1.5}}"#,
            r#"{"error":{"code":true}}"#,
            r#"{"error":[{"code":190}]}"#,
            r#"{"errors":"no"}"#,
            r#"{"errors":[{}]}"#,
        ] {
            let value = json::parse(body.as_bytes()).unwrap();
            assert!(read(&Node::root(&value)).is_err(), "{body}");
        }
    }
}
