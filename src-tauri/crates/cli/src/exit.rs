//! Owns what the program answers to the shell.

use counterfoil_desk::{DeskError, ExportError, FileFault, PictureError};
use counterfoil_domain::finding::Finding;
use counterfoil_store::StoreError;
use std::process::ExitCode;

/// Exit codes; documented in the program's help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Done.
    Done = 0,
    /// The order has findings that forbid sending it.
    Findings = 1,
    /// Wrong usage or an unreadable file.
    Usage = 2,
    /// Refused or not sent: nothing happened.
    NothingHappened = 4,
    /// The provider gave no answer that says anything.
    NoAnswer = 8,
    /// Nobody knows yet whether it happened.
    Unknown = 3,
    /// Another instance is using the book.
    InUse = 5,
    /// The keyring or a credential is missing.
    Credential = 6,
    /// The book cannot be used.
    Book = 7,
    /// Anything else.
    Other = 10,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        ExitCode::from(code as u8)
    }
}

impl Code {
    /// The worse of two, for a command that does several things: not knowing is worse than knowing
    /// that nothing happened.
    pub fn worse(self, other: Self) -> Self {
        let weight = |code| match code {
            Code::Done => 0,
            Code::Findings => 1,
            Code::NothingHappened => 2,
            Code::Unknown => 4,
            Code::Usage
            | Code::InUse
            | Code::Credential
            | Code::Book
            | Code::NoAnswer
            | Code::Other => 3,
        };
        if weight(other) > weight(self) {
            other
        } else {
            self
        }
    }

    /// A word for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Code::Done => "done",
            Code::Findings => "findings",
            Code::Usage => "usage",
            Code::Unknown => "unknown",
            Code::NothingHappened => "nothing_happened",
            Code::InUse => "in_use",
            Code::Credential => "credential",
            Code::Book => "book",
            Code::NoAnswer => "no_answer",
            Code::Other => "other",
        }
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub enum Failure {
    /// The desk said so.
    Desk(DeskError),
    /// The command itself found out.
    Said(Code, String),
}

impl Failure {
    /// The command was used wrongly.
    pub fn usage(words: impl Into<String>) -> Self {
        Self::Said(Code::Usage, words.into())
    }

    /// Anything else.
    pub fn other(words: impl Into<String>) -> Self {
        Self::Said(Code::Other, words.into())
    }

    /// What to tell the shell.
    pub fn code(&self) -> Code {
        match self {
            Self::Said(code, _) => *code,
            Self::Desk(error) => code_of(error),
        }
    }

    /// What to tell a person.
    pub fn words(&self) -> String {
        match self {
            Self::Said(_, words) => words.clone(),
            Self::Desk(error) => error.to_string(),
        }
    }

    /// The findings behind it, if any.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Desk(DeskError::Findings(findings)) => findings,
            Self::Desk(_) | Self::Said(..) => &[],
        }
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

fn code_of(error: &DeskError) -> Code {
    match error {
        DeskError::Findings(_) => Code::Findings,
        DeskError::Store(error) => code_of_store(error),
        DeskError::Vault(_) | DeskError::NoCredential { .. } => Code::Credential,
        DeskError::Endpoint(_)
        | DeskError::Target(_)
        | DeskError::Input(_)
        | DeskError::NeedsGatewayWord
        | DeskError::Ambiguous { .. }
        | DeskError::HasOrders { .. }
        | DeskError::Unresolved { .. } => Code::Usage,
        DeskError::Export(error) => code_of_export(error),
        DeskError::Picture(error) => code_of_picture(error),
        DeskError::NoAnswer { .. } | DeskError::NotAskedFirst { .. } | DeskError::NotListed(_) => {
            Code::NoAnswer
        }
        DeskError::OutcomeNotKept { .. } | DeskError::EffectLost => Code::Unknown,
        DeskError::TotalDiffers { .. }
        | DeskError::NotTypedAgain { .. }
        | DeskError::NotRefundable(_)
        | DeskError::NoLookup
        | DeskError::NotTold(_)
        | DeskError::NotCancelled(_)
        | DeskError::Closing => Code::NothingHappened,
    }
}

fn code_of_export(error: &ExportError) -> Code {
    match error {
        ExportError::UnknownStatus { .. }
        | ExportError::NotAList
        | ExportError::Taken(_)
        | ExportError::Unread { .. } => Code::Usage,
        ExportError::File { fault, .. } if *fault != FileFault::Full => Code::Usage,
        ExportError::File { .. }
        | ExportError::Stopped
        | ExportError::NotGathered
        | ExportError::Sheet(_)
        | ExportError::TooMuchWritten
        | ExportError::SumTooLarge(_) => Code::Other,
    }
}

fn code_of_picture(error: &PictureError) -> Code {
    match error {
        PictureError::File { .. } => Code::Usage,
        PictureError::Stopped | PictureError::Unknown { .. } => Code::Unknown,
        PictureError::NotSent { .. } | PictureError::Refused { .. } => Code::NothingHappened,
    }
}

fn code_of_store(error: &StoreError) -> Code {
    match error {
        StoreError::Locked { .. } => Code::InUse,
        StoreError::Missing { .. }
        | StoreError::Newer { .. }
        | StoreError::Older { .. }
        | StoreError::Damaged { .. }
        | StoreError::NotABook { .. }
        | StoreError::Full
        | StoreError::File { .. } => Code::Book,
        StoreError::Blocked { .. }
        | StoreError::UsedElsewhere { .. }
        | StoreError::AlreadyKnown { .. }
        | StoreError::AlreadyAsked
        | StoreError::MoreThanLeft
        | StoreError::StatusBlocked
        | StoreError::NotUnpaid
        | StoreError::EffectsLocked(_)
        | StoreError::IllegalMove { .. } => Code::NothingHappened,
        StoreError::Taken(_) | StoreError::NotFound(_) => Code::Usage,
        StoreError::Defect(_) | StoreError::Closed | StoreError::Database(_) => Code::Other,
    }
}
