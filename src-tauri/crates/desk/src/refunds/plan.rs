//! Owns what a refund would come to before a person confirms it: computed here, shown elsewhere.

use super::show::RefundsOfOrder;
use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{ids::OrderId, money::Money};

/// What a refund of a typed amount would come to.
#[derive(Clone, Debug)]
pub struct RefundPlan {
    /// What went back so far, and what may still.
    pub refunds: RefundsOfOrder,
    /// What may still go back.
    pub left: Money,
    /// The amount, where one can be read from what was typed and may go back.
    pub amount: Result<Money, AmountFault>,
    /// What would be left after it.
    pub left_after: Option<Money>,
    /// It is above the limit, so its amount is typed once more.
    pub is_above_limit: bool,
    /// That was done, and it is the same amount.
    pub is_typed_again: bool,
    /// The limit.
    pub limit: Money,
}

/// Why a typed amount cannot go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountFault {
    /// Nothing was typed.
    Missing,
    /// It is not an amount of the order's currency.
    Unreadable(String),
    /// It is nothing.
    Nothing,
    /// It is more than may still go back.
    MoreThanLeft,
}

impl Desk {
    /// What a refund of the amount that was typed would come to, as far as the book knows. The refund
    /// itself looks the payment up first, and may still be refused then.
    ///
    /// # Errors
    /// There is no such order, or the book cannot be read.
    pub async fn plan_refund(
        &self,
        order: OrderId,
        typed: &str,
        again: &str,
    ) -> Result<RefundPlan, DeskError> {
        let limits = self.preferences().await?.refund_limits;
        let refunds = self.refunds_of_order(order).await?;
        let limit = limits.of(refunds.currency);
        let nothing = Money::zero(refunds.currency);
        let left = Money::new(refunds.sum.left_minor().max(0), refunds.currency).unwrap_or(nothing);
        let amount = amount_of(typed, left);
        let planned = amount.as_ref().ok();
        let typed_again = Money::parse(again, left.currency()).ok();
        Ok(RefundPlan {
            left_after: planned.and_then(|amount| left.checked_sub(*amount)),
            is_typed_again: planned.is_some() && typed_again.as_ref() == planned,
            is_above_limit: planned.is_some_and(|amount| amount.minor() > limit.minor()),
            refunds,
            left,
            amount,
            limit,
        })
    }
}

fn amount_of(typed: &str, left: Money) -> Result<Money, AmountFault> {
    if typed.trim().is_empty() {
        return Err(AmountFault::Missing);
    }
    let amount = Money::parse(typed, left.currency())
        .map_err(|error| AmountFault::Unreadable(error.to_string()))?;
    match amount.minor() {
        ..=0 => Err(AmountFault::Nothing),
        minor if minor > left.minor() => Err(AmountFault::MoreThanLeft),
        _ => Ok(amount),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use counterfoil_domain::money::Currency;

    #[test]
    fn an_amount_is_read_as_a_person_types_it_and_stays_within_what_is_left() {
        check("389", Ok(38_900));
        check(" ₹ 1,766.45 ", Ok(176_645));
        check("", Err(AmountFault::Missing));
        check("0.00", Err(AmountFault::Nothing));
        check("1766.46", Err(AmountFault::MoreThanLeft));

        #[track_caller]
        fn check(typed: &str, expected: Result<i64, AmountFault>) {
            let left = Money::new(176_645, Currency::Inr).unwrap();
            assert_eq!(
                amount_of(typed, left).map(Money::minor),
                expected,
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_no_amount_says_so() {
        for typed in ["-5", "12.345", "1e3", "five", "17,66,4.5"] {
            let left = Money::new(176_645, Currency::Inr).unwrap();
            let fault = amount_of(typed, left).unwrap_err();
            assert!(
                matches!(fault, AmountFault::Unreadable(_)),
                "{typed}: {fault:?}"
            );
        }
    }
}
