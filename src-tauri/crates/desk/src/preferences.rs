//! Owns what the window remembers of a person's choices. Nothing here guards money.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::account::Environment;
use serde::{Deserialize, Serialize};

const ENVIRONMENT: &str = "environment";
const THEME: &str = "theme";
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

/// One choice to be remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// Which environment the window shows.
    Environment(Environment),
    /// How it is coloured.
    Theme(Theme),
}

/// Every remembered choice. What was never chosen, or cannot be read, is as it is at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Which environment the window shows.
    pub environment: Option<Environment>,
    /// How it is coloured.
    pub theme: Theme,
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

impl Preference {
    const fn name_and_value(self) -> (&'static str, &'static str) {
        match self {
            Self::Environment(environment) => (ENVIRONMENT, environment.word()),
            Self::Theme(theme) => (THEME, theme.word()),
        }
    }
}

impl Desk {
    /// Every remembered choice.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn preferences(&self) -> Result<Preferences, DeskError> {
        let read = self
            .inner
            .store
            .read(|db| Ok((db.preference(ENVIRONMENT)?, db.preference(THEME)?)));
        let (environment, theme) = read.await?;
        let theme = theme.as_deref().and_then(Theme::from_word);
        Ok(Preferences {
            environment: environment.as_deref().and_then(Environment::from_word),
            theme: theme.unwrap_or_default(),
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
