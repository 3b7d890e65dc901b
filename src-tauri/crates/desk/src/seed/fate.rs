//! Owns what becomes of a made-up order, in proportions a merchant would recognise.

use rand::RngExt;

/// What becomes of a made-up order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Paid at the first attempt.
    Paid,
    /// A failed attempt, then paid.
    PaidAtSecondAttempt,
    /// Paid, with an offer that made the amount differ.
    PaidOtherAmount,
    /// Nobody has tried.
    NotAttempted,
    /// The last attempt failed.
    AttemptFailed,
    /// An attempt is running.
    AttemptRunning,
    /// Sent a moment ago; no lookup yet.
    NotLookedUp,
    /// The provider refused it.
    Refused,
    /// There was no connection.
    NotSent,
    /// No answer came, and no lookup has been made.
    Unknown,
    /// No answer came; a lookup found it, paid.
    UnknownThenPaid,
}

/// Shares in a thousand.
const SHARES: [(Fate, u32); 11] = [
    (Fate::Paid, 580),
    (Fate::PaidAtSecondAttempt, 60),
    (Fate::PaidOtherAmount, 8),
    (Fate::NotAttempted, 150),
    (Fate::AttemptFailed, 70),
    (Fate::AttemptRunning, 20),
    (Fate::NotLookedUp, 60),
    (Fate::Refused, 25),
    (Fate::NotSent, 7),
    (Fate::Unknown, 10),
    (Fate::UnknownThenPaid, 10),
];

impl Fate {
    /// Draws one.
    pub(crate) fn draw(dice: &mut impl RngExt) -> Self {
        let mut left = dice.random_range(0..1_000_u32);
        for (fate, share) in SHARES {
            if left < share {
                return fate;
            }
            left -= share;
        }
        Self::Paid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_add_up_to_a_thousand() {
        assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<u32>(), 1_000);
    }
}
