//! Owns what can go wrong with the book, named by what may be done next.

use counterfoil_domain::{
    book_doubt::BookDoubt,
    operation::{OperationKind, OperationState},
};
use rusqlite::{ErrorCode, ffi};
use std::path::{Path, PathBuf};

/// Why the book could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another instance holds the lock; nothing was read or changed.
    #[error("another Counterfoil is using this book; close it, or read only ({path})")]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// There is no book yet and the caller only reads.
    #[error("there is no book in {path} yet; add an account first")]
    Missing {
        /// The data directory.
        path: PathBuf,
    },
    /// The book was written by a newer program. It was not touched.
    #[error(
        "this book was last used by a newer Counterfoil (book version {found}, this program knows \
         {known}); install the newer program; nothing was changed"
    )]
    Newer {
        /// The file's version.
        found: i32,
        /// The newest version this program knows.
        known: i32,
    },
    /// The book needs an update that a reading command does not make.
    #[error(
        "this book is from an older Counterfoil (book version {found}, this program needs \
         {needed}); run `counterfoil book check` once to update it"
    )]
    Older {
        /// The file's version.
        found: i32,
        /// The version this program needs.
        needed: i32,
    },
    /// The file is damaged. It was left as it is.
    #[error(
        "the book {path} is damaged ({detail}); it was left untouched; keep a copy of the whole \
         folder, then restore a backup with `counterfoil book restore`"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the database said.
        detail: String,
    },
    /// The file is a healthy database of something else.
    #[error("{path} is not a Counterfoil book; it was left untouched")]
    NotABook {
        /// The file.
        path: PathBuf,
    },
    /// The order has an operation of this kind that blocks another.
    #[error(
        "this order already has a {} that is {}; nothing was sent",
        kind_words(*.kind),
        state_words(*.state)
    )]
    Blocked {
        /// The kind of both operations.
        kind: OperationKind,
        /// Where the earlier one stands.
        state: OperationState,
        /// A lookup can show what became of it; where none can, only a person settles it.
        has_lookup: bool,
    },
    /// What was asked for has been taken in before: one confirmation is refunded once.
    #[error("this refund was asked for already; look at the order before you ask again")]
    AlreadyAsked,
    /// More than may still go back, or nobody can tell how much that is.
    #[error("that is more than may still go back; nothing was sent")]
    MoreThanLeft,
    /// Another status message of the order is on its way, or may have told the customer of its end.
    #[error(
        "another status message of this order is on its way, or has told the customer of its end; \
         nothing was sent"
    )]
    StatusBlocked,
    /// The order was paid, is being paid, or nobody can tell: it is not cancelled.
    #[error("nobody can say any more that this order is unpaid; nothing was sent")]
    NotUnpaid,
    /// Another number of the same business sent this reference id.
    #[error(
        "another account of this business has used `{reference_id}`, and a lookup could not tell \
         the two orders apart; choose another, such as `{reference_id}-2`; nothing was sent"
    )]
    UsedElsewhere {
        /// The reference id.
        reference_id: String,
    },
    /// The provider knows an order of this reference id that this book does not count as sent.
    #[error(
        "the provider already knows an order `{reference_id}`; look at the gateway what became of \
         it, or choose another reference id, such as `{reference_id}-2`; nothing was sent"
    )]
    AlreadyKnown {
        /// The reference id.
        reference_id: String,
    },
    /// The book may not be the one that was last worked with. Nothing was sent.
    #[error(
        "effects are locked: {}; `activity verify` says more, `book go-on` goes on with this book; \
         nothing was sent",
        .0.sentence()
    )]
    EffectsLocked(BookDoubt),
    /// The operation cannot take this step.
    #[error("an operation that is {} cannot become {}", state_words(*.from), state_words(*.to))]
    IllegalMove {
        /// Where it stands.
        from: OperationState,
        /// Where it was to go.
        to: OperationState,
    },
    /// A name or number that must be unique is taken.
    #[error("there is already {0}")]
    Taken(String),
    /// There is no such row.
    #[error("there is no {0}")]
    NotFound(String),
    /// The disk is full. Nothing of the write was kept; free space and try again.
    #[error("the disk is full; free some space, nothing was lost")]
    Full,
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The program itself is wrong; the step was rolled back.
    #[error("a defect in this program stopped it ({0}); nothing of this step was kept")]
    Defect(String),
    /// The writer or a reader has ended.
    #[error("the book is closed")]
    Closed,
    /// The database refused for another reason.
    #[error("the book refused: {0}")]
    Database(rusqlite::Error),
}

impl StoreError {
    /// Turns the database's own word that the file at `path` is damaged into the rescue message.
    pub(crate) fn about(self, path: &Path) -> Self {
        match self {
            Self::Database(error) if Self::is_damage(&error) => Self::Damaged {
                path: path.to_owned(),
                detail: error.to_string(),
            },
            other => other,
        }
    }

    /// Whether the database itself says its file is damaged.
    pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
        matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        )
    }

    /// Whether the system kept the file from being written.
    pub(crate) fn is_refused_by_system(error: &rusqlite::Error) -> bool {
        matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::SystemIoFailure | ErrorCode::ReadOnly | ErrorCode::CannotOpen)
        )
    }

    /// Whether the book's own rules refused the statement.
    pub(crate) fn is_constraint(error: &rusqlite::Error) -> bool {
        error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
    }

    /// Whether a unique index refused the statement.
    pub(crate) fn is_not_unique(error: &rusqlite::Error) -> bool {
        error.sqlite_error().is_some_and(|refusal| {
            matches!(
                refusal.extended_code,
                ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            )
        })
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            _ if matches!(error, rusqlite::Error::SqlInputError { .. }) => {
                Self::Defect(error.to_string())
            }
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(_) | None => Self::Database(error),
        }
    }
}

fn kind_words(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Send => "send",
        OperationKind::OrderStatus => "status message",
        OperationKind::Refund => "refund",
        OperationKind::Cancel => "cancellation",
    }
}

fn state_words(state: OperationState) -> &'static str {
    match state {
        OperationState::Prepared => {
            "prepared but not started (`operation send` goes on with it, `operation withdraw` drops it)"
        }
        OperationState::InFlight => "on its way",
        OperationState::NotSent => "not sent",
        OperationState::Refused => "refused",
        OperationState::Accepted => "accepted",
        OperationState::Unknown => "unanswered, so nobody knows yet whether it happened",
        OperationState::Confirmed => "confirmed",
        OperationState::Disproved => "disproved",
        OperationState::Decided => "settled by hand",
        OperationState::Withdrawn => "withdrawn",
    }
}
