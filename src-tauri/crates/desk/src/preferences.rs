//! Owns what the window remembers of a person's choices. Nothing here guards money.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::account::Environment;
use serde::{Deserialize, Serialize};

const ENVIRONMENT: &str = "environment";
const THEME: &str = "theme";
const NOTIFICATIONS: &str = "notifications";
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
}

/// Every remembered choice. What was never chosen, or cannot be read, is as it is at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Which environment the window shows.
    pub environment: Option<Environment>,
    /// How it is coloured.
    pub theme: Theme,
    /// What is told while it is not in sight.
    pub notifications: Notifications,
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
    const fn name_and_value(self) -> (&'static str, &'static str) {
        match self {
            Self::Environment(environment) => (ENVIRONMENT, environment.word()),
            Self::Theme(theme) => (THEME, theme.word()),
            Self::Notifications(choice) => (NOTIFICATIONS, choice.word()),
        }
    }
}

impl Desk {
    /// Every remembered choice.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn preferences(&self) -> Result<Preferences, DeskError> {
        let read = self.inner.store.read(|db| {
            let kept = [ENVIRONMENT, THEME, NOTIFICATIONS];
            kept.map(|name| db.preference(name)).into_iter().collect()
        });
        let kept: Vec<Option<String>> = read.await?;
        let word = |at: usize| kept.get(at).and_then(|word| word.as_deref());
        let theme = word(1).and_then(Theme::from_word);
        let notifications = word(2).and_then(Notifications::from_word);
        Ok(Preferences {
            environment: word(0).and_then(Environment::from_word),
            theme: theme.unwrap_or_default(),
            notifications: notifications.unwrap_or_default(),
        })
    }

    /// Remembers a choice in the place of the one before.
    ///
    /// # Errors
    /// The book cannot be written.
    pub async fn prefer(&self, preference: Preference) -> Result<(), DeskError> {
        let (name, value) = preference.name_and_value();
        let write = self
            .inner
            .store
            .write(move |tx| tx.keep_preference(name, value));
        Ok(write.await?)
    }

    /// Whether a person paused looking payments up.
    pub(crate) async fn is_polling_paused(&self) -> Result<bool, DeskError> {
        let read = self.inner.store.read(|db| db.preference(POLLING));
        Ok(read.await?.as_deref() == Some(PAUSED))
    }

    /// Remembers whether looking payments up is paused.
    pub(crate) async fn keep_polling_paused(&self, is_paused: bool) -> Result<(), DeskError> {
        let value = if is_paused { PAUSED } else { "on" };
        let write = self
            .inner
            .store
            .write(move |tx| tx.keep_preference(POLLING, value));
        Ok(write.await?)
    }
}
