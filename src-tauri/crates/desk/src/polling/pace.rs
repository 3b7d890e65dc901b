//! Owns when an account may be asked next: its business's allowance, and how it answered so far.

use super::{
    allowance::Allowance,
    provider_time::{ProviderNow, ProviderTime},
};
use crate::clock::Clock;
use counterfoil_domain::{
    account::{Account, Environment},
    ids::AccountId,
    payment::LookupAnswer,
};
use counterfoil_providers::{
    Reply,
    meta::{
        Complaint, LookupExchange, Silence, read_usage,
        refusals::{Call, RefusalClass, refusal},
    },
};
use std::collections::HashMap;

/// So many lookups in a row must stay without an answer before the account is called silent: one
/// alone may be about its order.
const FAILURES_MAX: u32 = 3;
/// The first wait after a failure; it doubles.
const FIRST_WAIT_MS: u64 = 2_000;
/// The longest wait while this computer is offline, and while a provider fails (Meta, back-off).
const OFFLINE_WAIT_MS_MAX: u64 = 60_000;
const FAILING_WAIT_MS_MAX: u64 = 300_000;
/// The wait after an answer that asking too often brought, where it names none.
const BUSY_WAIT_MS: u64 = 300_000;
/// The wait after a refused token, or a keyring that stays shut: only a person can help.
const SHUT_WAIT_MS: u64 = 1_800_000;

/// What keeps an account from being asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PollTrouble {
    /// Nothing leaves this computer, or the address is wrong.
    Offline {
        /// What was seen.
        words: String,
    },
    /// The provider fails or does not answer.
    Silent {
        /// What was seen.
        words: String,
    },
    /// The provider asks us to wait.
    Busy,
    /// The provider refuses the token.
    Refused {
        /// What it said was wrong.
        complaint: Complaint,
    },
    /// The token cannot be had from the keyring.
    NoToken {
        /// Why.
        words: String,
    },
}

impl PollTrouble {
    /// Time alone does not end it.
    pub const fn needs_a_person(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::NoToken { .. })
    }
}

/// What was learnt from asking.
#[derive(Debug)]
pub(crate) enum Heard<'a> {
    /// What came of a lookup that left.
    Exchange(&'a LookupExchange),
    /// Nothing left, because there is no token.
    NoToken(String),
}

/// How accounts stand with their providers. Moments are by [`Clock::elapsed_ms`].
#[derive(Debug)]
pub(crate) struct Pace {
    calls_per_hour: u32,
    businesses: HashMap<(Environment, String), Allowance>,
    accounts: HashMap<AccountId, AccountPace>,
}

/// How one account stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccountPace {
    time: ProviderTime,
    failures: u32,
    retry_at_ms: u64,
    /// Since when, UTC by this computer's clock, and what.
    pub(crate) trouble: Option<(i64, PollTrouble)>,
    /// When the last answer came, UTC by this computer's clock.
    pub(crate) answered_at_ms: Option<i64>,
    /// How long it took.
    pub(crate) answered_after_ms: u64,
}

impl Pace {
    pub(crate) fn new(calls_per_hour: u32) -> Self {
        Self {
            calls_per_hour,
            businesses: HashMap::new(),
            accounts: HashMap::new(),
        }
    }

    /// The provider's time, as this account's answers told it.
    pub(crate) fn now(&self, account: AccountId, clock: &dyn Clock) -> ProviderNow {
        let known = self.accounts.get(&account);
        known.map_or_else(
            || ProviderTime::default().now(clock),
            |account| account.time.now(clock),
        )
    }

    /// How long to wait before this account is asked again; 0 when it may be now.
    pub(crate) fn wait_ms(&mut self, account: &Account, now_ms: u64) -> u64 {
        let retry_at_ms = self.account(account.id).retry_at_ms;
        let allowed = self.allowance(account, now_ms).wait_ms(now_ms);
        allowed.max(retry_at_ms.saturating_sub(now_ms))
    }

    /// Counts a call that leaves now.
    pub(crate) fn spend(&mut self, account: &Account, now_ms: u64) {
        self.allowance(account, now_ms).spend(now_ms);
    }

    /// The allowance that this account shares with the others of its business.
    pub(crate) fn allowance(&mut self, account: &Account, now_ms: u64) -> &mut Allowance {
        let calls_per_hour = self.calls_per_hour;
        self.businesses
            .entry((account.environment, account.waba_id.clone()))
            .or_insert_with(|| Allowance::new(calls_per_hour, now_ms))
    }

    /// How this account stands.
    pub(crate) fn account(&mut self, account: AccountId) -> &mut AccountPace {
        self.accounts.entry(account).or_default()
    }

    /// Changes how many calls each business account may make an hour.
    pub(crate) fn set_calls_per_hour(&mut self, calls_per_hour: u32, now_ms: u64) {
        self.calls_per_hour = calls_per_hour;
        for allowance in self.businesses.values_mut() {
            allowance.set_calls_per_hour(calls_per_hour, now_ms);
        }
    }

    /// Forgets what kept accounts from being asked, because a person changed something or wants to
    /// try. What a provider asked for stays.
    pub(crate) fn forgive(&mut self) {
        for account in self.accounts.values_mut() {
            account.retry_at_ms = 0;
            account.failures = 0;
        }
    }

    /// Learns the provider's time from an answer to anything that was asked for this account.
    pub(crate) fn learn(&mut self, account: AccountId, reply: &Reply, clock: &dyn Clock) {
        if let Some(date_ms) = reply.date_ms {
            self.account(account).time.learn(date_ms, clock);
        }
    }

    /// Heeds what came of asking.
    pub(crate) fn heed(
        &mut self,
        account: &Account,
        heard: &Heard<'_>,
        took_ms: u64,
        clock: &dyn Clock,
    ) {
        let now_ms = clock.elapsed_ms();
        let verdict = match heard {
            Heard::NoToken(words) => Verdict::NoToken(words.clone()),
            Heard::Exchange(exchange) => {
                self.read_headers(account, exchange, took_ms, clock);
                verdict(exchange)
            }
        };
        let standing = self.account(account.id);
        let failures = standing.failures.saturating_add(1);
        let (trouble, wait_ms) = match verdict {
            Verdict::Answered => {
                standing.failures = 0;
                standing.retry_at_ms = 0;
                standing.trouble = None;
                return;
            }
            Verdict::Offline(words) => (
                PollTrouble::Offline { words },
                doubled(failures, OFFLINE_WAIT_MS_MAX),
            ),
            Verdict::Silent(_) if failures < FAILURES_MAX => {
                standing.failures = failures;
                return;
            }
            Verdict::Silent(words) => (
                PollTrouble::Silent { words },
                doubled(failures - FAILURES_MAX, FAILING_WAIT_MS_MAX),
            ),
            Verdict::Busy(wait_ms) => {
                standing.say(PollTrouble::Busy, clock.now_ms());
                self.allowance(account, now_ms).hold(wait_ms, now_ms);
                return;
            }
            Verdict::Refused(complaint) => (PollTrouble::Refused { complaint }, SHUT_WAIT_MS),
            Verdict::NoToken(words) => (PollTrouble::NoToken { words }, SHUT_WAIT_MS),
        };
        standing.failures = failures;
        standing.retry_at_ms = now_ms.saturating_add(wait_ms);
        standing.say(trouble, clock.now_ms());
    }

    fn read_headers(
        &mut self,
        account: &Account,
        exchange: &LookupExchange,
        took_ms: u64,
        clock: &dyn Clock,
    ) {
        let Some(reply) = &exchange.reply else {
            return;
        };
        let now_ms = clock.elapsed_ms();
        let standing = self.account(account.id);
        standing.answered_at_ms = Some(clock.now_ms());
        standing.answered_after_ms = took_ms;
        self.learn(account.id, reply, clock);
        let allowance = self.allowance(account, now_ms);
        if let Some(usage) = reply.usage.as_deref().and_then(read_usage) {
            allowance.heed(usage, now_ms);
        }
        if let Some(wait_ms) = reply.retry_after_ms {
            allowance.hold(wait_ms, now_ms);
        }
    }
}

impl AccountPace {
    /// The same trouble goes on since it began.
    fn say(&mut self, trouble: PollTrouble, now_ms: i64) {
        let since_ms = match &self.trouble {
            Some((since_ms, known)) if is_same_kind(known, &trouble) => *since_ms,
            _ => now_ms,
        };
        self.trouble = Some((since_ms, trouble));
    }

    /// How long it is left alone for what it did, at this moment.
    pub(crate) fn retry_in_ms(&self, now_ms: u64) -> u64 {
        self.retry_at_ms.saturating_sub(now_ms)
    }
}

/// What an answer says about the account that was asked.
enum Verdict {
    Answered,
    Offline(String),
    Silent(String),
    Busy(u64),
    Refused(Complaint),
    NoToken(String),
}

fn verdict(exchange: &LookupExchange) -> Verdict {
    match &exchange.answer {
        Ok(LookupAnswer::Declined { code, words }) => {
            match refusal(Call::Lookup, code).map(|row| row.class) {
                Some(RefusalClass::RateLimit) => Verdict::Busy(asked_wait_ms(exchange)),
                Some(RefusalClass::Authentication | RefusalClass::Permission) => {
                    Verdict::Refused(Complaint::kept(code, Some(words)))
                }
                Some(RefusalClass::Validation | RefusalClass::Configuration) | None => {
                    Verdict::Answered
                }
            }
        }
        Ok(LookupAnswer::Payments(_) | LookupAnswer::Unreadable { .. }) => Verdict::Answered,
        Err(none) => match none.silence {
            Silence::NotSent => Verdict::Offline(none.why.clone()),
            Silence::Busy => Verdict::Busy(asked_wait_ms(exchange)),
            Silence::Lost | Silence::Failed => Verdict::Silent(none.why.clone()),
        },
    }
}

/// How long the provider asks us to wait, in whichever header; else what is usual.
fn asked_wait_ms(exchange: &LookupExchange) -> u64 {
    let reply = exchange.reply.as_ref();
    let after = reply.and_then(|reply| reply.retry_after_ms);
    let regain = reply
        .and_then(|reply| reply.usage.as_deref())
        .and_then(read_usage)
        .map(|usage| usage.regain_ms)
        .filter(|regain_ms| *regain_ms > 0);
    after.max(regain).unwrap_or(BUSY_WAIT_MS)
}

fn doubled(times: u32, most_ms: u64) -> u64 {
    let factor = 1_u64.checked_shl(times.min(20)).unwrap_or(u64::MAX);
    FIRST_WAIT_MS.saturating_mul(factor).min(most_ms)
}

fn is_same_kind(one: &PollTrouble, other: &PollTrouble) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}
