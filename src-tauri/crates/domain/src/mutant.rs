//! Owns the mutants: rules that a test breaks on purpose, one at a time, to see that the schedules
//! notice (money-protocol, section 9). Without the feature `mutants`, which no program ships with,
//! nothing here does anything.

/// A rule that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Mutant {
    /// A refund without an answer is asked for again.
    RetryOnTimeout = 1,
    /// The first lookup that shows nothing of an unknown refund disproves it.
    UnlockAtEmptyLookup,
    /// What may have happened is not reserved.
    UnknownNotReserved,
    /// What was on its way when the program ended is called not sent.
    LostIsNotSent,
    /// A record of the same amount proves a refund, whenever it was made.
    ClaimByAmountOnly,
    /// A refund that the last lookup does not show is forgotten.
    StaleRemovesRefund,
    /// An imported webhook proves what a lookup proves.
    ImportIsLookup,
    /// A refund leaves before it is committed as in flight.
    NoInFlightCommit,
    /// A request that was accepted may be sent again.
    SecondSend,
    /// Nothing is looked up after a cancel.
    NoSecondLookup,
    /// An order is cancelled when the provider accepts that it shall be.
    AcceptedIsCancelled,
}

impl Mutant {
    /// Every mutant.
    pub const ALL: [Self; 11] = [
        Self::RetryOnTimeout,
        Self::UnlockAtEmptyLookup,
        Self::UnknownNotReserved,
        Self::LostIsNotSent,
        Self::ClaimByAmountOnly,
        Self::StaleRemovesRefund,
        Self::ImportIsLookup,
        Self::NoInFlightCommit,
        Self::SecondSend,
        Self::NoSecondLookup,
        Self::AcceptedIsCancelled,
    ];
}

#[cfg(feature = "mutants")]
mod chosen {
    use super::Mutant;
    use std::sync::atomic::{AtomicU8, Ordering};

    static CHOSEN: AtomicU8 = AtomicU8::new(0);

    /// Breaks this rule from now on, or none.
    pub fn choose(mutant: Option<Mutant>) {
        CHOSEN.store(mutant.map_or(0, |mutant| mutant as u8), Ordering::SeqCst);
    }

    /// Whether this rule is broken.
    pub fn is(mutant: Mutant) -> bool {
        CHOSEN.load(Ordering::SeqCst) == mutant as u8
    }
}

#[cfg(feature = "mutants")]
pub use chosen::{choose, is};

/// Whether this rule is broken: never.
#[cfg(not(feature = "mutants"))]
pub const fn is(_: Mutant) -> bool {
    false
}
