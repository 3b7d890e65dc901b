//! Owns what the window remembers of a person's choices. Nothing here guards money.

use crate::{
    desk::Desk,
    error::DeskError,
    polling::{CALLS_PER_HOUR, CALLS_PER_HOUR_RANGE},
};
use counterfoil_domain::{
    account::Environment,
    activity::Deed,
    money::{Currency, Money},
};
use counterfoil_store::{Db, NewActivity, StoreError};
use serde::{Deserialize, Serialize};

const ENVIRONMENT: &str = "environment";
const THEME: &str = "theme";
const NOTIFICATIONS: &str = "notifications";
const CALLS: &str = "calls_per_hour";
const REFUND_LIMITS: [(Currency, &str); 2] = [
    (Currency::Inr, "refund_limit_inr"),
    (Currency::Brl, "refund_limit_brl"),
];
const POLLING: &str = "polling";
const PAUSED: &str = "paused";

/// How the window is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the operating system is.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// What is told while the window is not in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notifications {
    /// Nothing.
    Off,
    /// What a person must act on.
    #[default]
    Important,
    /// Every payment too.
    All,
}

/// One choice to be remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// Which environment the window shows.
    Environment(Environment),
    /// How it is coloured.
    Theme(Theme),
    /// What is told while it is not in sight.
    Notifications(Notifications),
    /// Above which amount a person types what they refund.
    RefundLimit(Money),
}

/// Every remembered choice. What was never chosen, or cannot be read, is as it is at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Which environment the window shows.
    pub environment: Option<Environment>,
    /// How it is coloured.
    pub theme: Theme,
    /// What is told while it is not in sight.
    pub notifications: Notifications,
    /// How many calls an hour each business account may make.
    pub calls_per_hour: u32,
    /// Above which amount a person types what they refund, in each currency.
    pub refund_limits: RefundLimits,
}

/// Above which amount a person types what they refund: a slip of the hand must not move much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundLimits {
    /// In paise.
    inr_minor: i64,
    /// In centavos.
    brl_minor: i64,
}

impl RefundLimits {
    /// Until somebody chooses.
    pub const FIRST: Self = Self {
        inr_minor: 1_000_000,
        brl_minor: 100_000,
    };

    /// The limit of a currency.
    pub fn of(self, currency: Currency) -> Money {
        let minor = match currency {
            Currency::Inr => self.inr_minor,
            Currency::Brl => self.brl_minor,
        };
        Money::new(minor, currency).unwrap_or(Money::zero(currency))
    }

    const fn set(&mut self, limit: Money) {
        match limit.currency() {
            Currency::Inr => self.inr_minor = limit.minor(),
            Currency::Brl => self.brl_minor = limit.minor(),
        }
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            environment: None,
            theme: Theme::default(),
            notifications: Notifications::default(),
            calls_per_hour: CALLS_PER_HOUR,
            refund_limits: RefundLimits::FIRST,
        }
    }
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

impl Notifications {
    const ALL: [Self; 3] = [Self::Off, Self::Important, Self::All];

    const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Important => "important",
            Self::All => "all",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == word)
    }
}

impl Preference {
    fn name_and_value(self) -> (&'static str, String) {
        match self {
            Self::Environment(environment) => (ENVIRONMENT, environment.word().to_owned()),
            Self::Theme(theme) => (THEME, theme.word().to_owned()),
            Self::Notifications(choice) => (NOTIFICATIONS, choice.word().to_owned()),
            Self::RefundLimit(limit) => (limit_name(limit.currency()), limit.minor().to_string()),
        }
    }
}

impl Desk {
    /// Every remembered choice.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn preferences(&self) -> Result<Preferences, DeskError> {
        Ok(self.inner.store.read(read).await?)
    }

    /// Remembers a choice in the place of the one before.
    ///
    /// # Errors
    /// The book cannot be written.
    pub async fn prefer(&self, preference: Preference) -> Result<(), DeskError> {
        let (name, value) = preference.name_and_value();
        if matches!(preference, Preference::RefundLimit(_)) {
            let words = format!("{name} is {value}");
            return self.keep_setting(name, value, words).await;
        }
        self.keep_choice(name, value).await
    }

    /// Remembers how many calls an hour each business account may make.
    pub(crate) async fn keep_calls_per_hour(&self, calls: u32) -> Result<(), DeskError> {
        self.keep_choice(CALLS, calls.to_string()).await
    }

    /// Whether a person paused looking payments up.
    pub(crate) async fn is_polling_paused(&self) -> Result<bool, DeskError> {
        let read = self.inner.store.read(|db| db.preference(POLLING));
        Ok(read.await?.as_deref() == Some(PAUSED))
    }

    /// Remembers whether looking payments up is paused.
    pub(crate) async fn keep_polling_paused(&self, is_paused: bool) -> Result<(), DeskError> {
        let value = if is_paused { PAUSED } else { "on" };
        self.keep_choice(POLLING, value.to_owned()).await
    }

    /// Remembers a choice that guards money or customers, and tells the activity.
    pub(crate) async fn keep_setting(
        &self,
        name: &'static str,
        value: String,
        words: String,
    ) -> Result<(), DeskError> {
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            tx.append_activity(&NewActivity::of(Deed::Setting, true, words, now_ms))?;
            tx.keep_preference(name, &value)
        });
        Ok(write.await?)
    }

    async fn keep_choice(&self, name: &'static str, value: String) -> Result<(), DeskError> {
        let write = self
            .inner
            .store
            .write(move |tx| tx.keep_preference(name, &value));
        Ok(write.await?)
    }
}

const fn limit_name(currency: Currency) -> &'static str {
    let [(_, inr), (_, brl)] = REFUND_LIMITS;
    match currency {
        Currency::Inr => inr,
        Currency::Brl => brl,
    }
}

fn refund_limits(db: &Db<'_>) -> Result<RefundLimits, StoreError> {
    let mut limits = RefundLimits::FIRST;
    for (currency, name) in REFUND_LIMITS {
        let kept = db.preference(name)?.and_then(|minor| minor.parse().ok());
        let kept = kept.and_then(|minor| Money::new(minor, currency));
        if let Some(limit) = kept.filter(|limit| !limit.is_negative()) {
            limits.set(limit);
        }
    }
    Ok(limits)
}

fn read(db: &Db<'_>) -> Result<Preferences, StoreError> {
    let first = Preferences::default();
    let environment = db.preference(ENVIRONMENT)?;
    let theme = db.preference(THEME)?;
    let notifications = db.preference(NOTIFICATIONS)?;
    let calls = db.preference(CALLS)?.and_then(|calls| calls.parse().ok());
    Ok(Preferences {
        environment: environment.as_deref().and_then(Environment::from_word),
        theme: theme
            .as_deref()
            .and_then(Theme::from_word)
            .unwrap_or(first.theme),
        notifications: notifications
            .as_deref()
            .and_then(Notifications::from_word)
            .unwrap_or(first.notifications),
        calls_per_hour: calls
            .filter(|calls| CALLS_PER_HOUR_RANGE.contains(calls))
            .unwrap_or(first.calls_per_hour),
        refund_limits: refund_limits(db)?,
    })
}
