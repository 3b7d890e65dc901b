//! Owns the figures of the day: the money at risk, and what a business day has come to so far.

use crate::{
    desk::Desk,
    error::DeskError,
    zone::{Day, business_day},
};
use counterfoil_domain::{
    account::Environment,
    money::{Currency, Money},
    order_list::OrderList,
};
use counterfoil_store::{Db, ListSpan, ListSum, StoreError};

const HOUR_MS: i64 = 3_600_000;
const HOURS: usize = 24;

/// What a person must look at, the worst first.
const RISKS: [OrderList; 9] = [
    OrderList::Alarm,
    OrderList::OutcomeUnknown,
    OrderList::AmountDiffers,
    OrderList::PaidLate,
    OrderList::ReportedPaid,
    OrderList::SendFailed,
    OrderList::NotTold,
    OrderList::Unpaid,
    OrderList::RefundPending,
];

/// The figures of the day, in one environment. Each is the sum of a part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// The provider's moment, as far as it is known, UTC.
    pub now_ms: i64,
    /// The money at risk, the worst first; lists with nothing in them too.
    pub risks: Vec<Figure>,
    /// The business day of each currency in use.
    pub days: Vec<BusinessDay>,
}

/// A part of a list and what it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The part.
    pub span: ListSpan,
    /// What it comes to.
    pub sum: ListSum,
}

/// What one currency's business day has come to so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessDay {
    /// The currency.
    pub currency: Currency,
    /// From when to when it lasts, and in which zone.
    pub day: Day,
    /// What came, by the moment it came.
    pub collected: Figure,
    /// What was asked for and can still be paid.
    pub outstanding: Figure,
    /// What went back, by the moment it did.
    pub refunded: Figure,
    /// What came in each hour of the day, in minor units.
    pub hours: [i64; HOURS],
}

impl Figure {
    /// How much of it is in this currency, and how many rows that are.
    pub fn of(&self, currency: Currency) -> (Option<Money>, u64) {
        let sum = &self.sum;
        let (minor, rows) = match currency {
            Currency::Inr => (sum.inr_minor, sum.inr_rows),
            Currency::Brl => (sum.brl_minor, sum.rows - sum.inr_rows),
        };
        (Money::new(minor, currency), rows)
    }
}

impl Desk {
    /// The figures of the day.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn today(&self, environment: Environment) -> Result<Today, DeskError> {
        let now_ms = self.business_now_ms(environment).await?;
        let read = self
            .inner
            .store
            .read(move |db| today(db, environment, now_ms));
        Ok(read.await?)
    }

    /// The provider's moment, where an account of this environment has learnt it; else this
    /// computer's.
    pub async fn business_now_ms(&self, environment: Environment) -> Result<i64, DeskError> {
        let accounts = self.inner.store.read(|db| db.accounts()).await?;
        let mut times = accounts
            .iter()
            .filter(|account| account.environment == environment)
            .map(|account| self.provider_now(account.id));
        let known = times.find(|now| now.is_known);
        Ok(known.map_or_else(|| self.now_ms(), |now| now.ms))
    }
}

fn today(db: &Db<'_>, environment: Environment, now_ms: i64) -> Result<Today, StoreError> {
    let figure = |list, from_ms, to_ms| {
        let span = ListSpan {
            environment,
            list,
            from_ms,
            to_ms,
        };
        let sum = db.list_sum(&span)?;
        Ok::<_, StoreError>(Figure { span, sum })
    };
    let risks = RISKS.map(|list| match list {
        // What can still be paid is no risk yet.
        OrderList::Unpaid => figure(list, i64::MIN, now_ms),
        _ => figure(list, i64::MIN, i64::MAX),
    });
    let outstanding = figure(OrderList::Unpaid, now_ms, i64::MAX)?;
    let mut days = Vec::new();
    for currency in [Currency::Inr, Currency::Brl] {
        let day = business_day(currency, now_ms);
        let collected = figure(OrderList::Collected, day.from_ms, day.to_ms)?;
        let refunded = figure(OrderList::Refunded, day.from_ms, day.to_ms)?;
        let rows = |figure: &Figure| figure.of(currency).1;
        let is_used = [&collected, &outstanding, &refunded].map(rows) != [0; 3];
        // Most books have one currency; its card is there from the first day.
        if currency != Currency::Inr && !is_used {
            continue;
        }
        let mut hours = [0; HOURS];
        for (from_ms, hour) in (day.from_ms..).step_by(HOUR_MS as usize).zip(&mut hours) {
            let in_hour = figure(OrderList::Collected, from_ms, from_ms + HOUR_MS)?;
            *hour = in_hour.of(currency).0.map_or(0, Money::minor);
        }
        days.push(BusinessDay {
            currency,
            day,
            collected,
            outstanding,
            refunded,
            hours,
        });
    }
    Ok(Today {
        now_ms,
        risks: risks.into_iter().collect::<Result<_, _>>()?,
        days,
    })
}
