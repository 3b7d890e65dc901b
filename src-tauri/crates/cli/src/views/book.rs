//! Owns what a program reads about the book and its backups.

use super::VerifiedView;
use counterfoil_desk::Restored;
use counterfoil_domain::{book_doubt::BookDoubt, operation::OperationState};
use counterfoil_store::Backup;
use serde::Serialize;
use std::path::PathBuf;

/// How the book is.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BookView {
    pub ready_ms: u64,
    pub version: i32,
    pub complaints: Vec<String>,
    pub became_unknown: Vec<String>,
    pub withdrawn: Vec<String>,
    pub activity: VerifiedView,
    pub locked_because: Option<BookDoubt>,
    pub operations: Vec<(OperationState, u64)>,
}

/// What a restore did.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RestoredView {
    pub set_aside: PathBuf,
    pub became_unknown: Vec<String>,
    pub withdrawn: Vec<String>,
}

/// A backup.
#[derive(Serialize)]
pub struct BackupView {
    pub path: PathBuf,
    pub bytes: u64,
}

impl From<&Restored> for RestoredView {
    fn from(restored: &Restored) -> Self {
        Self {
            set_aside: restored.set_aside.clone(),
            became_unknown: restored.unknown.iter().map(ToString::to_string).collect(),
            withdrawn: restored.withdrawn.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&Backup> for BackupView {
    fn from(backup: &Backup) -> Self {
        Self {
            path: backup.path.clone(),
            bytes: backup.bytes,
        }
    }
}
