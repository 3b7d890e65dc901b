//! Owns what the list of orders says of an order's refunds, in one word.

use serde::{Deserialize, Serialize};

/// The refunds of an order, the one that matters most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundBrief {
    /// Nothing went back or is to.
    None,
    /// One of ours may have happened, or may at any moment.
    Unknown,
    /// Some is on its way back.
    Pending,
    /// A part went back.
    Part,
    /// All that came went back, or more.
    All,
}

impl RefundBrief {
    /// Of whether one has no known end or is on its way, and of what lookups have shown.
    pub const fn of(
        has_unknown: bool,
        is_on_its_way: bool,
        captured_minor: i64,
        refunded_minor: i64,
    ) -> Self {
        if has_unknown {
            Self::Unknown
        } else if is_on_its_way {
            Self::Pending
        } else if refunded_minor <= 0 {
            Self::None
        } else if refunded_minor < captured_minor {
            Self::Part
        } else {
            Self::All
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_most_is_said() {
        use RefundBrief::{All, None, Part, Pending, Unknown};
        for (has_unknown, is_on_its_way, refunded_minor, expected) in [
            (false, false, 0, None),
            (true, true, 100, Unknown),
            (false, true, 50, Pending),
            (false, false, 99, Part),
            (false, false, 100, All),
            (false, false, 101, All),
        ] {
            let brief = RefundBrief::of(has_unknown, is_on_its_way, 100, refunded_minor);
            assert_eq!(brief, expected, "{refunded_minor}");
        }
    }
}
