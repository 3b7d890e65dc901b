//! Owns the identifiers of what the book keeps, one type each, so that they cannot be mixed up.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes a version 7 id from a moment and ten random bytes, both given by the caller.
            pub fn new(now_ms: i64, random: [u8; 10]) -> Self {
                let millis = u64::try_from(now_ms).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// The book itself: names its credentials in the keyring, so two books never share one.
    BookId
);
id!(
    /// An account we act for.
    AccountId
);
id!(
    /// An order in the book, whatever its reference id at the provider.
    OrderId
);
id!(
    /// A message that carries orders or says something about them.
    MessageId
);
id!(
    /// What many customers are told at once.
    BatchId
);
id!(
    /// An operation: one effect outside and its life.
    OperationId
);
