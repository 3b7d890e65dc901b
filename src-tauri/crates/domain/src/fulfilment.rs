//! Owns how far the fulfilment of an order is, as its customer was told, and what may be told next.

use crate::{
    cancel::CancelStanding, decision::Judgement, operation::OperationState,
    order_status::OrderStatus,
};
use serde::{Deserialize, Serialize};

/// A status message, as far as it says where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusTold {
    /// What it tells.
    pub status: OrderStatus,
    /// Where its operation stands.
    pub state: OperationState,
    /// What a person decided of that.
    pub judgement: Option<Judgement>,
    /// A signed webhook said that it changed nothing (Meta, errors 2046, 2047 and 2040).
    pub has_failed: bool,
    /// Of a cancel: lookups contradicted nothing for as long as it takes.
    pub has_waited: bool,
}

/// What the customer was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fulfilment {
    told: OrderStatus,
    may_be: Option<OrderStatus>,
    is_busy: bool,
    cancel: Option<CancelStanding>,
    cancel_left: bool,
}

/// What the customer was told, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FulfilmentBrief {
    /// Nothing yet.
    New,
    /// It is being prepared.
    Processing,
    /// Part of it has left.
    PartiallyShipped,
    /// All of it has left.
    Shipped,
    /// It is done.
    Completed,
    /// A cancel left or may have, and is not proven.
    CancelSent,
    /// It was cancelled, and nothing contradicts that.
    Cancelled,
}

impl FulfilmentBrief {
    /// Of what was told last and where a cancel stands.
    pub const fn of(told: OrderStatus, cancel: Option<CancelStanding>) -> Self {
        match (cancel, told) {
            (Some(CancelStanding::Cancelled), _) => Self::Cancelled,
            (Some(CancelStanding::Requested | CancelStanding::Unknown), _)
            | (None, OrderStatus::Canceled) => Self::CancelSent,
            (None, OrderStatus::Pending) => Self::New,
            (None, OrderStatus::Processing) => Self::Processing,
            (None, OrderStatus::PartiallyShipped) => Self::PartiallyShipped,
            (None, OrderStatus::Shipped) => Self::Shipped,
            (None, OrderStatus::Completed) => Self::Completed,
        }
    }
}

/// Money that came when it was no longer asked for. It waits for a person: the order is fulfilled, or
/// the money goes back (money-protocol, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Late {
    /// The order had expired.
    AfterExpiry,
    /// The order was being cancelled, or had been.
    AfterCancel,
}

impl Late {
    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AfterExpiry => "after_expiry",
            Self::AfterCancel => "after_cancel",
        }
    }

    /// What happened, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AfterExpiry => "after expiry",
            Self::AfterCancel => "after cancel",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::AfterExpiry, Self::AfterCancel]
            .into_iter()
            .find(|late| late.word() == word)
    }
}

impl StatusTold {
    /// It reached the customer, as far as anybody knows.
    pub const fn is_told(self) -> bool {
        if self.has_failed {
            return false;
        }
        match self.state {
            OperationState::Accepted | OperationState::Confirmed => true,
            OperationState::Decided => matches!(self.judgement, Some(Judgement::Happened)),
            _ => false,
        }
    }

    /// The provider may have seen it.
    const fn may_have_left(self) -> bool {
        match self.state {
            OperationState::InFlight | OperationState::Unknown => true,
            OperationState::Accepted | OperationState::Confirmed | OperationState::Disproved => {
                true
            }
            OperationState::Decided => matches!(self.judgement, Some(Judgement::Happened)),
            _ => false,
        }
    }

    /// Nobody knows whether it reached the customer.
    const fn may_be_told(self) -> bool {
        !self.has_failed && matches!(self.state, OperationState::Unknown)
    }
}

impl Fulfilment {
    /// Nobody was told anything.
    pub const NEW: Self = Self {
        told: OrderStatus::Pending,
        may_be: None,
        is_busy: false,
        cancel: None,
        cancel_left: false,
    };

    /// After these messages, oldest first.
    pub fn of(messages: impl IntoIterator<Item = StatusTold>) -> Self {
        messages.into_iter().fold(Self::NEW, Self::after)
    }

    fn after(mut self, message: StatusTold) -> Self {
        if message.is_told() {
            (self.told, self.may_be) = (message.status, None);
        } else if message.may_be_told() {
            self.may_be = Some(message.status);
        }
        self.is_busy |= matches!(
            message.state,
            OperationState::Prepared | OperationState::InFlight
        );
        if message.status == OrderStatus::Canceled {
            self.cancel_left |= message.may_have_left();
            self.cancel = match message.state {
                _ if message.has_failed => self.cancel,
                OperationState::InFlight | OperationState::Unknown => Some(CancelStanding::Unknown),
                OperationState::Accepted => Some(CancelStanding::Requested),
                OperationState::Confirmed => Some(CancelStanding::Cancelled),
                // A person's word that it happened is no more than the provider's.
                OperationState::Decided if message.is_told() && message.has_waited => {
                    Some(CancelStanding::Cancelled)
                }
                OperationState::Decided if message.is_told() => Some(CancelStanding::Requested),
                _ => self.cancel,
            };
        }
        self
    }

    /// What they were told last.
    pub const fn told(&self) -> OrderStatus {
        self.told
    }

    /// What they may have been told since.
    pub const fn may_be(&self) -> Option<OrderStatus> {
        self.may_be
    }

    /// A message is prepared or on its way, so that none other may be.
    pub const fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Where a cancel of it stands; `None` where none may have happened.
    pub const fn cancel(&self) -> Option<CancelStanding> {
        self.cancel
    }

    /// Why money that came like this waits for a person; `None` where it was asked for.
    pub fn late(&self, expires_at_ms: Option<i64>, came_at_ms: Option<i64>) -> Option<Late> {
        if self.cancel_left {
            return Some(Late::AfterCancel);
        }
        let late = expires_at_ms.zip(came_at_ms);
        late.filter(|(expires_ms, came_ms)| came_ms > expires_ms)
            .map(|_| Late::AfterExpiry)
    }

    /// Why this may not be told next: the status it does not follow. Whatever the customer may have
    /// been told must allow it, because a step that may not be taken is answered with success and
    /// told by a webhook later (Meta, order status).
    pub fn forbids(&self, next: OrderStatus) -> Option<OrderStatus> {
        [Some(self.told), self.may_be]
            .into_iter()
            .flatten()
            .find(|status| !status.can_become(next))
    }

    /// What may be told next, in the order of an ordinary life.
    pub fn next(&self) -> Vec<OrderStatus> {
        let all = OrderStatus::ALL.into_iter();
        all.filter(|next| self.forbids(*next).is_none()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OperationState::{
        Accepted, Confirmed, Decided, Disproved, InFlight, NotSent, Prepared, Refused, Unknown,
        Withdrawn,
    };
    use OrderStatus::{Canceled, Completed, Pending, Processing, Shipped};

    #[test]
    fn only_what_was_accepted_counts_as_told() {
        check(&[], Pending, None);
        check(&[told(Processing, Accepted)], Processing, None);
        for state in [Refused, NotSent, Withdrawn, Disproved, Prepared, InFlight] {
            check(&[told(Processing, state)], Pending, None);
        }
        check(&[told(Processing, Unknown)], Pending, Some(Processing));
        let over = [told(Processing, Unknown), told(Shipped, Accepted)];
        check(&over, Shipped, None);
        let failed = StatusTold {
            has_failed: true,
            ..told(Shipped, Accepted)
        };
        check(&[told(Processing, Accepted), failed], Processing, None);

        #[track_caller]
        fn check(messages: &[StatusTold], is: OrderStatus, may_be: Option<OrderStatus>) {
            let fulfilment = Fulfilment::of(messages.iter().copied());
            assert_eq!((fulfilment.told(), fulfilment.may_be()), (is, may_be));
        }
    }

    #[test]
    fn a_person_says_whether_it_was_told() {
        for (judgement, expected) in [
            (Judgement::Happened, Shipped),
            (Judgement::DidNotHappen, Pending),
        ] {
            let decided = StatusTold {
                judgement: Some(judgement),
                ..told(Shipped, Decided)
            };
            assert_eq!(Fulfilment::of([decided]).told(), expected);
        }
    }

    #[test]
    fn the_next_step_must_be_allowed_whatever_was_told() {
        let lost = Fulfilment::of([told(Processing, Accepted), told(Completed, Unknown)]);
        assert_eq!(
            lost.next(),
            [],
            "nothing may follow, should it be completed"
        );
        assert_eq!(lost.forbids(Shipped), Some(Completed));

        let open = Fulfilment::of([told(Processing, Unknown)]);
        assert_eq!(open.forbids(Processing), Some(Processing), "not twice");
        assert_eq!(open.forbids(Shipped), None);
        assert_eq!(Fulfilment::NEW.next().len(), 5);
    }

    #[test]
    fn money_is_late_after_its_expiry_and_after_every_cancel_that_may_have_left() {
        let (before, after) = (Some(999), Some(1_001));
        assert_eq!(Fulfilment::NEW.late(Some(1_000), before), None);
        let late = Fulfilment::NEW.late(Some(1_000), after);
        assert_eq!(late, Some(Late::AfterExpiry));
        assert_eq!(Fulfilment::NEW.late(None, after), None);
        let reported = StatusTold {
            has_failed: true,
            ..told(Canceled, Accepted)
        };
        for cancel in [
            told(Canceled, Unknown),
            told(Canceled, Accepted),
            told(Canceled, Confirmed),
            reported,
        ] {
            let late = Fulfilment::of([cancel]).late(Some(1_000), before);
            assert_eq!(late, Some(Late::AfterCancel), "{cancel:?}");
        }
        let refused = Fulfilment::of([told(Canceled, Refused)]);
        assert_eq!(refused.late(Some(1_000), before), None);
    }

    #[test]
    fn a_cancel_stands_where_its_operation_does() {
        use CancelStanding as Stands;
        for (state, expected) in [
            (Prepared, None),
            (InFlight, Some(Stands::Unknown)),
            (Unknown, Some(Stands::Unknown)),
            (Accepted, Some(Stands::Requested)),
            (Confirmed, Some(Stands::Cancelled)),
            (Refused, None),
            (Disproved, None),
        ] {
            let cancel = Fulfilment::of([told(Canceled, state)]).cancel();
            assert_eq!(cancel, expected, "{state:?}");
        }
        let failed = StatusTold {
            has_failed: true,
            ..told(Canceled, Accepted)
        };
        assert_eq!(Fulfilment::of([failed]).cancel(), None);
        for (has_waited, expected) in [(false, Stands::Requested), (true, Stands::Cancelled)] {
            let by_hand = StatusTold {
                judgement: Some(Judgement::Happened),
                has_waited,
                ..told(Canceled, Decided)
            };
            assert_eq!(Fulfilment::of([by_hand]).cancel(), Some(expected));
        }
    }

    const fn told(status: OrderStatus, state: OperationState) -> StatusTold {
        StatusTold {
            status,
            state,
            judgement: None,
            has_failed: false,
            has_waited: false,
        }
    }
}
