//! Owns what a person may do with an order now, and why not. Whoever shows it computes nothing; the
//! desk and the book refuse what is not allowed all the same.

use counterfoil_domain::{ids::OperationId, order, order_state::PaymentState};
use serde::Serialize;

/// What a person may do with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actions {
    /// Look its payment up.
    pub look_up: Permission,
    /// Send what is prepared.
    pub send: Permission,
    /// Withdraw what is prepared.
    pub withdraw: Permission,
    /// The send that is prepared, which `send` and `withdraw` are about.
    pub prepared: Option<OperationId>,
}

/// Whether something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    Allowed,
    /// It may not, for this reason.
    Blocked(BlockedBy),
}

/// Why something may not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockedBy {
    /// Nothing of this order can have left, so there is nothing to ask about.
    NothingSent,
    /// Its send is on its way; the answer comes first.
    OnItsWay,
    /// No send of it is prepared.
    NotPrepared,
    /// Its account was taken out of use.
    AccountRemoved,
    /// Its account has no access token.
    NoCredential,
    /// It can no longer be paid, or too soon not any more.
    Expired,
    /// The provider knows the order already; to send it would ask the customer twice.
    AlreadyKnown,
    /// The provider cannot be asked about what is paid like this, nor to refund it: only the gateway
    /// can.
    GatewayAlone,
    /// No lookup has shown money that could go back.
    NothingCaptured,
    /// A refund of it may have happened; a second could pay twice.
    RefundUnresolved,
    /// All that came went back, or may have.
    NothingLeft,
    /// The book may not be the one that was last worked with.
    BookLocked,
    /// Its customer is being told something; that comes first.
    BeingTold,
    /// Nothing may follow what its customer was told, or may have been.
    NothingFollows,
    /// It is paid.
    Paid,
    /// Somebody is paying it, or may be.
    BeingPaid,
    /// It may be paid: others say so, or the answers contradict each other.
    MayBePaid,
}

/// What is known of an order when a person asks what may be done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Situation {
    /// The send that is prepared.
    pub(crate) prepared: Option<OperationId>,
    pub(crate) is_on_its_way: bool,
    pub(crate) may_have_left: bool,
    pub(crate) is_account_in_use: bool,
    pub(crate) has_access_token: bool,
    pub(crate) has_lookup: bool,
    pub(crate) payment: PaymentState,
    pub(crate) expires_at_ms: Option<i64>,
    pub(crate) now_ms: i64,
}

impl Situation {
    /// What may be done.
    pub(crate) fn actions(&self) -> Actions {
        Actions {
            look_up: permission(self.no_look_up()),
            send: permission(self.not_prepared().or_else(|| self.no_send())),
            withdraw: permission(self.not_prepared()),
            prepared: self.prepared,
        }
    }

    fn no_look_up(&self) -> Option<BlockedBy> {
        if self.is_on_its_way {
            Some(BlockedBy::OnItsWay)
        } else if !self.may_have_left {
            Some(BlockedBy::NothingSent)
        } else if !self.has_lookup {
            Some(BlockedBy::GatewayAlone)
        } else {
            self.no_account()
        }
    }

    fn not_prepared(&self) -> Option<BlockedBy> {
        match (self.prepared, self.is_on_its_way) {
            (Some(_), _) => None,
            (None, true) => Some(BlockedBy::OnItsWay),
            (None, false) => Some(BlockedBy::NotPrepared),
        }
    }

    fn no_send(&self) -> Option<BlockedBy> {
        let leaves_time = |at_ms: i64| order::leaves_time_to_pay(at_ms, self.now_ms);
        if self.payment != PaymentState::NotKnown {
            Some(BlockedBy::AlreadyKnown)
        } else if !self.expires_at_ms.is_none_or(leaves_time) {
            Some(BlockedBy::Expired)
        } else {
            self.no_account()
        }
    }

    fn no_account(&self) -> Option<BlockedBy> {
        no_account(self.is_account_in_use, self.has_access_token)
    }
}

/// Why nothing leaves for an account.
pub(crate) const fn no_account(is_in_use: bool, has_access_token: bool) -> Option<BlockedBy> {
    match (is_in_use, has_access_token) {
        (false, _) => Some(BlockedBy::AccountRemoved),
        (true, false) => Some(BlockedBy::NoCredential),
        (true, true) => None,
    }
}

pub(crate) fn permission(blocked: Option<BlockedBy>) -> Permission {
    blocked.map_or(Permission::Allowed, Permission::Blocked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockedBy::*;
    use Permission::{Allowed, Blocked};

    const NOW_MS: i64 = 1_000_000;

    /// Prepared, never sent.
    fn prepared() -> Situation {
        Situation {
            prepared: Some(OperationId::new(NOW_MS, [1; 10])),
            is_on_its_way: false,
            may_have_left: false,
            is_account_in_use: true,
            has_access_token: true,
            has_lookup: true,
            payment: PaymentState::NotKnown,
            expires_at_ms: None,
            now_ms: NOW_MS,
        }
    }

    /// Sent and answered.
    fn sent() -> Situation {
        Situation {
            prepared: None,
            may_have_left: true,
            ..prepared()
        }
    }

    #[test]
    fn what_may_be_done_follows_from_the_sends() {
        let on_its_way = Situation {
            is_on_its_way: true,
            ..sent()
        };
        let never = Situation {
            may_have_left: false,
            ..sent()
        };
        let again = Situation {
            may_have_left: true,
            ..prepared()
        };

        check(prepared(), [Blocked(NothingSent), Allowed, Allowed]);
        check(again, [Allowed; 3]);
        check(on_its_way, [Blocked(OnItsWay); 3]);
        check(
            sent(),
            [Allowed, Blocked(NotPrepared), Blocked(NotPrepared)],
        );
        check(
            never,
            [
                Blocked(NothingSent),
                Blocked(NotPrepared),
                Blocked(NotPrepared),
            ],
        );
    }

    #[test]
    fn what_the_provider_does_not_know_is_not_looked_up() {
        let alone = |situation| Situation {
            has_lookup: false,
            ..situation
        };

        assert_eq!(alone(sent()).actions().look_up, Blocked(GatewayAlone));
        assert_eq!(alone(prepared()).actions().look_up, Blocked(NothingSent));
        assert_eq!(alone(prepared()).actions().send, Allowed);
    }

    #[test]
    fn without_its_account_an_order_is_neither_sent_nor_looked_up() {
        for (is_account_in_use, reason) in [(true, NoCredential), (false, AccountRemoved)] {
            let without = |situation| Situation {
                is_account_in_use,
                has_access_token: false,
                ..situation
            };

            assert_eq!(without(sent()).actions().look_up, Blocked(reason));
            assert_eq!(without(prepared()).actions().send, Blocked(reason));
            assert_eq!(without(prepared()).actions().withdraw, Allowed);
        }
    }

    #[test]
    fn an_order_that_cannot_be_paid_in_time_is_not_sent() {
        for (ahead_ms, expected) in [
            (-1, Blocked(Expired)),
            (299_999, Blocked(Expired)),
            (300_000, Allowed),
        ] {
            let situation = Situation {
                expires_at_ms: Some(NOW_MS + ahead_ms),
                ..prepared()
            };
            assert_eq!(situation.actions().send, expected, "{ahead_ms}");
        }
    }

    #[test]
    fn an_order_that_a_lookup_has_known_is_not_sent() {
        for payment in PaymentState::ALL {
            let known = Situation {
                payment,
                ..prepared()
            };
            let expected = match payment {
                PaymentState::NotKnown => Allowed,
                _ => Blocked(AlreadyKnown),
            };
            assert_eq!(known.actions().send, expected, "{payment:?}");
            assert_eq!(known.actions().withdraw, Allowed, "{payment:?}");
        }
    }

    #[track_caller]
    fn check(situation: Situation, [look_up, send, withdraw]: [Permission; 3]) {
        let actions = situation.actions();
        assert_eq!(actions.look_up, look_up, "look up");
        assert_eq!(actions.send, send, "send");
        assert_eq!(actions.withdraw, withdraw, "withdraw");
    }
}
