//! Owns the names of keyring items, so that two data directories never touch each other's.

use std::fmt;

/// Which of an account's credentials an item holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credential {
    /// Proves to the provider that a request is ours.
    AccessToken,
    /// Proves to us that a notification is the provider's.
    AppSecret,
}

impl Credential {
    /// Spells the credential as it stands in an item's name.
    pub fn word(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::AppSecret => "app_secret",
        }
    }
}

/// What the keyring remembers of a book itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BookItem {
    /// How far its activity went when it was last anchored.
    Anchor,
    /// Proves that the anchor is ours.
    AnchorKey,
}

impl BookItem {
    /// Spells it as it stands in an item's name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Anchor => "anchor",
            Self::AnchorKey => "anchor_key",
        }
    }
}

/// One place in the keyring: `counterfoil/<book id>/<account id>/<credential>`, or
/// `counterfoil/<book id>/<word>` for what belongs to the book itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item(String);

impl Item {
    /// Names the place of one credential of one account of one book.
    ///
    /// Characters other than ASCII letters, digits, `-`, `_` and `.` are percent-encoded, so that
    /// no two places share a name.
    pub fn new(book: &str, account: &str, credential: Credential) -> Self {
        let (book, account) = (encoded(book), encoded(account));
        Self(format!(
            "counterfoil/{book}/{account}/{}",
            credential.word()
        ))
    }

    /// Names a place of a book itself.
    pub fn of_book(book: &str, item: BookItem) -> Self {
        Self(format!("counterfoil/{}/{}", encoded(book), item.word()))
    }

    /// Spells the name as a person sees it in their keyring application.
    pub fn name(&self) -> String {
        self.0.clone()
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn encoded(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_named_after_book_account_and_credential() {
        check(
            "b1",
            "a1",
            Credential::AccessToken,
            "counterfoil/b1/a1/access_token",
        );
        check(
            "b1",
            "a1",
            Credential::AppSecret,
            "counterfoil/b1/a1/app_secret",
        );

        #[track_caller]
        fn check(book: &str, account: &str, credential: Credential, expected: &str) {
            assert_eq!(Item::new(book, account, credential).name(), expected);
        }
    }

    #[test]
    fn what_belongs_to_a_book_is_named_after_it() {
        let anchor = Item::of_book("b/1", BookItem::Anchor);
        let key = Item::of_book("b/1", BookItem::AnchorKey);

        assert_eq!(anchor.name(), "counterfoil/b%2F1/anchor");
        assert_eq!(key.name(), "counterfoil/b%2F1/anchor_key");
    }

    #[test]
    fn two_places_never_share_a_name() {
        let left = Item::new("a/b", "c", Credential::AppSecret);
        let right = Item::new("a", "b/c", Credential::AppSecret);

        assert_ne!(left, right);
        assert_eq!(left.name(), "counterfoil/a%2Fb/c/app_secret");
        assert_ne!(encoded("%2F"), encoded("/"));
    }
}
