//! Owns how an anchor is written: how far the activity went, with a proof that we wrote it.

use counterfoil_domain::Secret;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The first word of an anchor; another form would have another.
const FORM: &str = "1";

/// How far the activity of a book went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The number of the line.
    pub(super) number: i64,
    /// The hash of that line, which is one of all before it.
    pub(super) head: [u8; 32],
}

impl Anchor {
    /// Writes it: the form, the number, the hash and the proof, with spaces between.
    pub(super) fn seal(&self, key: &Secret) -> Option<String> {
        let proof = self.proof(key)?.finalize().into_bytes();
        let (head, proof) = (hex::encode(self.head), hex::encode(proof));
        Some(format!("{FORM} {} {head} {proof}", self.number))
    }

    /// Reads one that was sealed with this key; `None` for everything else.
    pub(super) fn open(text: &str, key: &Secret) -> Option<Self> {
        let mut parts = text.split(' ');
        let (form, number, head, proof) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        if form != FORM || parts.next().is_some() {
            return None;
        }
        let anchor = Self {
            number: number.parse().ok()?,
            head: hex::decode(head).ok()?.try_into().ok()?,
        };
        let proof = hex::decode(proof).ok()?;
        anchor.proof(key)?.verify_slice(&proof).ok()?;
        Some(anchor)
    }

    fn proof(&self, key: &Secret) -> Option<Hmac<Sha256>> {
        let mut proof = Hmac::<Sha256>::new_from_slice(key.expose()).ok()?;
        proof.update(FORM.as_bytes());
        proof.update(&self.number.to_le_bytes());
        proof.update(&self.head);
        Some(proof)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn an_anchor_is_read_with_its_own_key_and_as_it_was_written() {
        let (key, other) = (Secret::new(vec![7; 32]), Secret::new(vec![8; 32]));
        let anchor = Anchor {
            number: 41,
            head: [3; 32],
        };

        let text = anchor.seal(&key).unwrap();

        assert_eq!(Anchor::open(&text, &key), Some(anchor));
        assert_eq!(Anchor::open(&text, &other), None);
        for spoilt in [
            text.replacen(" 41 ", " 42 ", 1),
            text.replacen("03", "04", 1),
            text.replacen("1 ", "2 ", 1),
            format!("{text} 0"),
            text[..text.len() - 2].to_owned(),
            String::new(),
        ] {
            assert_eq!(Anchor::open(&spoilt, &key), None, "{spoilt}");
        }
    }
}
