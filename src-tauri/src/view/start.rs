//! Owns what the window needs for its first picture.

use super::{accounts::AccountView, money::MoneyView, number::Integer};
use counterfoil_desk::{CALLS_PER_HOUR_RANGE, Notifications, Theme};
use counterfoil_domain::account::Environment;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Whether real money moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum EnvironmentView {
    /// The simulator; no money exists there.
    Sandbox,
    /// A provider.
    Live,
}

/// The colors the operator chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ThemeView {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What is told while the window is not in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NotificationsView {
    /// Nothing.
    Off,
    /// What a person must act on.
    Important,
    /// Every payment too.
    All,
}

/// The simulator inside this program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SandboxView {
    /// Nobody has tried it yet.
    NotUsed,
    /// It answers.
    Running {
        /// Where, for a look from outside.
        address: String,
    },
    /// It could not start.
    Failed {
        /// Why.
        words: String,
    },
}

/// Everything for the first picture.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StartView {
    /// The program's version.
    pub version: String,
    /// Where the book is.
    pub data_dir: String,
    /// The environment shown: the one last chosen, or the only one in use; none before there is an
    /// account.
    pub environment: Option<EnvironmentView>,
    /// Every account in use, by name.
    pub accounts: Vec<AccountView>,
    /// The simulator.
    pub sandbox: SandboxView,
    /// The colors.
    pub theme: ThemeView,
    /// What is told while the window is not in sight.
    pub notifications: NotificationsView,
    /// How many calls an hour each business account may make, and from what to what it may be.
    pub calls_per_hour: CallsView,
    /// Above which amount a refund is typed once more, in each currency.
    pub refund_limits: Vec<MoneyView>,
    /// How many operations of the environment shown the last end of the program left unknown.
    pub recovered_unknown: Integer,
    /// How many prepared operations of the environment shown a restored book withdrew.
    pub recovered_withdrawn: Integer,
    /// Unresolved operations of the environment shown.
    pub unresolved: Integer,
}

impl From<Environment> for EnvironmentView {
    fn from(environment: Environment) -> Self {
        match environment {
            Environment::Sandbox => Self::Sandbox,
            Environment::Live => Self::Live,
        }
    }
}

impl From<EnvironmentView> for Environment {
    fn from(environment: EnvironmentView) -> Self {
        match environment {
            EnvironmentView::Sandbox => Self::Sandbox,
            EnvironmentView::Live => Self::Live,
        }
    }
}

impl From<Theme> for ThemeView {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::System => Self::System,
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}

/// How many calls an hour each business account may make.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CallsView {
    /// As chosen.
    pub chosen: u32,
    /// At least.
    pub least: u32,
    /// At most.
    pub most: u32,
}

impl CallsView {
    /// What was chosen, with what may be.
    pub fn of(chosen: u32) -> Self {
        let (least, most) = CALLS_PER_HOUR_RANGE.into_inner();
        Self {
            chosen,
            least,
            most,
        }
    }
}

impl From<ThemeView> for Theme {
    fn from(theme: ThemeView) -> Self {
        match theme {
            ThemeView::System => Self::System,
            ThemeView::Light => Self::Light,
            ThemeView::Dark => Self::Dark,
        }
    }
}

impl From<Notifications> for NotificationsView {
    fn from(choice: Notifications) -> Self {
        match choice {
            Notifications::Off => Self::Off,
            Notifications::Important => Self::Important,
            Notifications::All => Self::All,
        }
    }
}

impl From<NotificationsView> for Notifications {
    fn from(choice: NotificationsView) -> Self {
        match choice {
            NotificationsView::Off => Self::Off,
            NotificationsView::Important => Self::Important,
            NotificationsView::All => Self::All,
        }
    }
}
