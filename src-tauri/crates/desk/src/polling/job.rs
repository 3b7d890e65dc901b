//! Owns what a person asked to be looked up at once: a selection or everything a filter finds.

use crate::error::DeskError;
use counterfoil_domain::ids::{AccountId, OrderId};
use std::collections::{HashMap, VecDeque};

/// The most orders one job looks up: more than an hour's allowance helps nobody.
pub const JOB_ORDERS_MAX: usize = 5_000;

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobShown {
    /// How many orders were asked for.
    pub total: u32,
    /// How many of them were asked about, answered or not.
    pub done: u32,
    /// How many changed.
    pub changed: u32,
    /// How many got no answer.
    pub unanswered: u32,
    /// Nothing of it waits any more.
    pub is_over: bool,
    /// A person ended it before all were asked about.
    pub is_cancelled: bool,
}

impl JobShown {
    pub(super) fn of(orders: usize) -> Self {
        Self {
            total: u32::try_from(orders).unwrap_or(u32::MAX),
            ..Self::default()
        }
    }

    /// Counts one order that was asked about.
    pub(super) fn count(&mut self, is_answered: bool, is_changed: bool) {
        self.done += 1;
        self.changed += u32::from(is_changed);
        self.unanswered += u32::from(!is_answered);
        self.is_over |= self.done >= self.total;
    }
}

/// Refuses a job that is empty, too large, or beside another.
pub(super) fn check(orders: &[OrderId], running: Option<&JobShown>) -> Result<(), DeskError> {
    if running.is_some_and(|job| !job.is_over) {
        let words =
            "other orders are being looked up; wait until they are done, or stop that first";
        return Err(DeskError::Input(words.to_owned()));
    }
    match orders.len() {
        0 => Err(DeskError::Input("there is no order to look up".to_owned())),
        many if many > JOB_ORDERS_MAX => Err(DeskError::Input(format!(
            "{many} orders are too many at once; choose at most {JOB_ORDERS_MAX}"
        ))),
        _ => Ok(()),
    }
}

/// The orders of a job that wait, by the account they are asked for.
#[derive(Debug, Default)]
pub(super) struct Waiting(HashMap<AccountId, VecDeque<OrderId>>);

impl Waiting {
    pub(super) fn of(orders: Vec<(AccountId, OrderId)>) -> Self {
        let mut waiting = Self::default();
        for (account, order) in orders {
            waiting.0.entry(account).or_default().push_back(order);
        }
        waiting
    }

    pub(super) fn next(&mut self, account: AccountId) -> Option<OrderId> {
        self.0.get_mut(&account)?.pop_front()
    }

    /// Takes out what cannot be asked for this account now; how many they were.
    pub(super) fn drop_account(&mut self, account: AccountId) -> usize {
        self.0.remove(&account).map_or(0, |orders| orders.len())
    }
}
