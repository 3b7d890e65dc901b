//! Owns the parameters of a link: how they are split, decoded and found by their key.

use super::UpiFault;

/// The keys in whose values `+` is a blank. In a reference or a signature it is itself.
const BLANK_IS_PLUS: &[&str] = &["pn", "tn"];

/// The parameters of a link, in their order.
pub(super) struct Query(Vec<(String, Option<String>)>);

/// What a link says under one key.
pub(super) enum Found<'a> {
    /// The key is not in the link.
    Nothing,
    /// The value cannot be decoded, which is a fault already.
    Unreadable,
    /// The decoded value.
    Text(&'a str),
}

impl Query {
    /// Splits and decodes what follows the `?`. Each kind of fault is said once for a key.
    pub(super) fn read(text: &str, faults: &mut Vec<UpiFault>) -> Self {
        let mut query = Self(Vec::new());
        // A link that was copied out of a page may be written as the page writes it.
        for piece in text.replace("&amp;", "&").split('&') {
            if let Err(fault) = query.add(piece)
                && !faults.contains(&fault)
            {
                faults.push(fault);
            }
        }
        query
    }

    /// Finds the value of a key, which is given in lower case.
    pub(super) fn value(&self, key: &str) -> Found<'_> {
        match self.0.iter().find(|(known, _)| known == key) {
            None => Found::Nothing,
            Some((_, None)) => Found::Unreadable,
            Some((_, Some(text))) => Found::Text(text),
        }
    }

    /// Hands over the keys, in lower case, and the values that could be decoded.
    pub(super) fn into_parameters(self) -> Vec<(String, String)> {
        let decoded = |(key, value): (String, Option<String>)| Some((key, value?));
        self.0.into_iter().filter_map(decoded).collect()
    }

    fn add(&mut self, piece: &str) -> Result<(), UpiFault> {
        let (key, value) = match piece.split_once('=') {
            None | Some(("", _)) => return Err(UpiFault::NotAPair),
            // One app would read a second `pa` in `%70a`, and another one would not.
            Some((key, _)) if key.contains('%') => return Err(UpiFault::EncodedKey),
            Some((key, value)) => (key.to_ascii_lowercase(), value),
        };
        if self.0.iter().any(|(known, _)| *known == key) {
            return Err(UpiFault::Repeated(key));
        }
        let value = decoded(&key, value);
        let is_decoded = value.is_some();
        self.0.push((key.clone(), value));
        match is_decoded {
            true => Ok(()),
            false => Err(UpiFault::NotDecodable(key)),
        }
    }
}

/// Takes percent-encoding out once; `None` for a broken escape, or for bytes that are not UTF-8.
fn decoded(key: &str, value: &str) -> Option<String> {
    let plus = match BLANK_IS_PLUS.contains(&key) {
        true => b' ',
        false => b'+',
    };
    let mut decoded = Vec::with_capacity(value.len());
    let mut bytes = value.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => 16 * hex_digit(bytes.next()?)? + hex_digit(bytes.next()?)?,
            b'+' => plus,
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    u8::try_from(char::from(byte).to_digit(16)?).ok()
}
