//! Owns what the window needs for its first picture.

use super::{accounts::AccountView, alike::alike, money::MoneyView, number::Integer};
use counterfoil_desk::{BookLock, CALLS_PER_HOUR_RANGE, Notifications, Theme, WriteTrouble};
use counterfoil_domain::{account::Environment, book_doubt::BookDoubt};
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
    /// Why nothing with an effect leaves from the book; none as long as it may.
    pub lock: Option<LockView>,
    /// Why nothing can be written at the moment; none as long as it can.
    pub write_trouble: Option<WriteTroubleView>,
}

/// Why nothing can be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WriteTroubleView {
    /// The disk is full.
    Full,
    /// The system refuses.
    Refused {
        /// What it says.
        words: String,
    },
    /// The file is damaged.
    Damaged {
        /// What the database says.
        words: String,
    },
}

impl From<WriteTrouble> for WriteTroubleView {
    fn from(trouble: WriteTrouble) -> Self {
        match trouble {
            WriteTrouble::Full => Self::Full,
            WriteTrouble::Refused(words) => Self::Refused { words },
            WriteTrouble::Damaged(words) => Self::Damaged { words },
        }
    }
}

/// Why nothing with an effect leaves from the book.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LockView {
    /// Why.
    pub because: BookDoubtView,
    /// Since when, UTC.
    pub at_ms: Integer,
}

/// Why a book may not be the one that was last worked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BookDoubtView {
    /// It was put in place from a backup.
    Restored,
    /// What the keyring remembers of it is not in it.
    OtherCopy,
    /// The keyring here remembers nothing of it.
    NoAnchor,
    /// What the keyring remembers was not written by this program.
    BadAnchor,
    /// A line of its activity was changed.
    BrokenChain,
}

impl From<BookLock> for LockView {
    fn from(lock: BookLock) -> Self {
        Self {
            because: lock.doubt.into(),
            at_ms: lock.at_ms.into(),
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

alike! {
    Environment => EnvironmentView { Sandbox, Live }
    EnvironmentView => Environment { Sandbox, Live }
    Theme => ThemeView { System, Light, Dark }
    ThemeView => Theme { System, Light, Dark }
    Notifications => NotificationsView { Off, Important, All }
    NotificationsView => Notifications { Off, Important, All }
    BookDoubt => BookDoubtView { Restored, OtherCopy, NoAnchor, BadAnchor, BrokenChain }
}
