//! Owns going through the rows of an export: in parts, several at once, handed on in their order, or as
//! a whole.

use super::{ExportError, job::Begun};
use crate::error::DeskError;
use counterfoil_store::{ExportRows, ExportValue, LongRead, StoreError};
use std::{
    sync::mpsc::{self, Receiver, SyncSender},
    thread,
};

/// Rows of a part.
const ROWS_A_PART: u32 = 10_000;

/// How often, in rows, a reading looks whether it should go on.
const LOOKS_EVERY: u64 = 1_000;

/// Parts that each reader may be ahead of whoever takes them.
const PARTS_AHEAD: usize = 1;

/// How much longer the write-ahead log may get while an export reads, in bytes: it cannot be emptied
/// meanwhile.
const LOG_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// A part of the rows, on one of the readers.
pub(super) struct Part<'p> {
    read: &'p LongRead,
    rows: &'p ExportRows,
    job: &'p Begun,
}

impl<'p> Part<'p> {
    /// All of the rows, on one reader.
    pub(super) const fn whole(read: &'p LongRead, rows: &'p ExportRows, job: &'p Begun) -> Self {
        Self { read, rows, job }
    }

    /// Hands every row over, and looks now and then whether to go on.
    pub(super) fn each_row(
        &self,
        mut each: impl FnMut(&[ExportValue<'_>]) -> Result<(), DeskError>,
    ) -> Result<(), DeskError> {
        let columns = self.rows.kind.columns().len();
        let mut looked = 0_u64;
        self.read.db().each_export_row(self.rows, |row| {
            if looked == LOOKS_EVERY {
                self.look(looked)?;
                looked = 0;
            }
            looked += 1;
            let values = (0..columns).map(|column| row.value(column));
            each(&values.collect::<Result<Vec<_>, StoreError>>()?)
        })?;
        self.look(looked)
    }

    fn look(&self, more: u64) -> Result<(), DeskError> {
        self.job.went_on(more)?;
        if self.read.log_grew_bytes() > LOG_BYTES_MAX {
            return Err(ExportError::TooMuchWritten.into());
        }
        Ok(())
    }
}

/// Rows that are read in parts, or all at once where they are not in the order of moments.
pub(super) enum Reading {
    Parts(Vec<LongRead>, Vec<ExportRows>),
    Whole(LongRead),
}

/// Begins to read these rows. Whatever query runs ends when the export does.
pub(super) fn begin(
    reads: Vec<LongRead>,
    rows: &ExportRows,
    job: &Begun,
) -> Result<Reading, DeskError> {
    for read in &reads {
        let job = job.clone();
        read.stop_when(move || job.is_stopped())?;
    }
    let mut reads = reads;
    let Some(first) = reads.first() else {
        return Err(StoreError::Closed.into());
    };
    job.begin(first.db().count_export_rows(rows)?);
    match first.db().export_parts(rows, ROWS_A_PART)? {
        Some(parts) => Ok(Reading::Parts(reads, parts)),
        None => Ok(Reading::Whole(reads.swap_remove(0))),
    }
}

/// Makes something of each part, on as many threads as there are readers, and takes it in the order
/// of the parts. The first error ends all of it.
pub(super) fn in_parts<T: Send>(
    reads: Vec<LongRead>,
    parts: &[ExportRows],
    job: &Begun,
    make: impl Fn(&Part<'_>) -> Result<T, DeskError> + Sync,
    mut take: impl FnMut(T) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let make = &make;
    thread::scope(|scope| {
        let readers = reads.len();
        let mut made: Vec<Receiver<Result<T, DeskError>>> = Vec::with_capacity(readers);
        for (nth, read) in reads.into_iter().enumerate() {
            let (hand, receive) = mpsc::sync_channel(PARTS_AHEAD);
            made.push(receive);
            // The readers take turns.
            let own = parts.iter().skip(nth).step_by(readers);
            scope.spawn(move || make_each(&read, own, job, make, &hand));
        }
        for (_, receive) in parts.iter().zip(made.iter().cycle()) {
            // A reader that is gone without a word has panicked; the scope says so.
            match receive.recv() {
                Ok(made) => take(made?)?,
                Err(_) => return Err(StoreError::Defect("a reader broke off".to_owned()).into()),
            }
        }
        Ok(())
    })
}

/// Hands on what is made of each part, until nobody takes it any more.
fn make_each<'p, T>(
    read: &LongRead,
    parts: impl Iterator<Item = &'p ExportRows>,
    job: &Begun,
    make: &(impl Fn(&Part<'_>) -> Result<T, DeskError> + Sync),
    hand: &SyncSender<Result<T, DeskError>>,
) {
    for rows in parts {
        let made = make(&Part { read, rows, job });
        let is_over = made.is_err();
        if hand.send(made).is_err() || is_over {
            return;
        }
    }
}
