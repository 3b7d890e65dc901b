//! Owns what the body of a lookup's answer says; a stored body is read again the same way.

use super::payments::Reader;
use crate::{
    json::{self, JsonFault, Node},
    meta::envelope,
};
use counterfoil_domain::payment::LookupAnswer;

/// Reads an answer, or a stored one again. Nothing in it is believed unless all of it that
/// matters can be read (Meta, payment lookup).
pub fn read_lookup(status: u16, body: &[u8]) -> LookupAnswer {
    read_with_remarks(status, body).0
}

/// Reads an answer and says what was left out.
pub(super) fn read_with_remarks(status: u16, body: &[u8]) -> (LookupAnswer, Vec<String>) {
    let mut reader = Reader::default();
    let answer = match status {
        200..=299 => found(body, &mut reader),
        300..=399 => Ok(unreadable(
            "it is a redirect, which is not followed".to_owned(),
        )),
        400..=499 => declined(body),
        _ => Ok(unreadable("the provider failed".to_owned())),
    };
    let answer = answer.unwrap_or_else(|fault| unreadable(fault.to_string()));
    let answer = match answer {
        LookupAnswer::Unreadable { why } => unreadable(format!("the answer ({status}): {why}")),
        other => other,
    };
    (answer, reader.remarks())
}

fn found(body: &[u8], reader: &mut Reader) -> Result<LookupAnswer, JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    if envelope::read(&root)?.is_some() {
        return Err(root.fault("it carries an error"));
    }
    reader.payments(&root).map(LookupAnswer::Payments)
}

fn declined(body: &[u8]) -> Result<LookupAnswer, JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    let Some(error) = envelope::read(&root)? else {
        return Err(root.fault("it carries no error"));
    };
    Ok(LookupAnswer::Declined {
        code: error.code.to_string(),
        words: error.said().to_owned(),
    })
}

fn unreadable(why: String) -> LookupAnswer {
    LookupAnswer::Unreadable { why }
}

#[cfg(test)]
mod tests;
