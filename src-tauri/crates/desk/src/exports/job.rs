//! Owns how far an export is, and whether it is to go on.

use super::ExportError;
use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tokio_util::{sync::CancellationToken, task::task_tracker::TaskTrackerToken};

/// One export while it is made: whoever has a copy sees how far it is and may stop it.
#[derive(Clone, Debug, Default)]
pub struct ExportJob(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    done: AtomicU64,
    of: AtomicU64,
    is_stopped: AtomicBool,
}

/// One export that is being made: it ends when it is stopped or the desk leaves, which waits for it.
#[derive(Clone)]
pub(super) struct Begun {
    pub job: ExportJob,
    pub leaving: CancellationToken,
    pub _counted: TaskTrackerToken,
}

/// A file that takes no more once its export is stopped.
pub(super) struct Stoppable<'b, W> {
    pub to: W,
    pub job: &'b Begun,
}

/// How far it is, in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobDone {
    /// Rows of the file so far.
    pub done: u64,
    /// The most there can be; fewer where they are narrowed by account or status.
    pub of: u64,
}

/// Stops an export when whoever asked for it has gone.
pub(super) struct StopsWhenLeft(ExportJob);

impl Drop for StopsWhenLeft {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl ExportJob {
    /// Lets it end at the next look, leaving nothing behind.
    pub fn stop(&self) {
        self.0.is_stopped.store(true, Ordering::Relaxed);
    }

    /// How far it is.
    pub fn done(&self) -> JobDone {
        JobDone {
            done: self.0.done.load(Ordering::Relaxed),
            of: self.0.of.load(Ordering::Relaxed),
        }
    }

    pub(super) fn stops_when_left(&self) -> StopsWhenLeft {
        StopsWhenLeft(self.clone())
    }
}

impl Begun {
    /// Notes how many rows there can be.
    pub(super) fn begin(&self, of: u64) {
        self.job.0.of.store(of, Ordering::Relaxed);
    }

    /// Notes how many rows more are done, and says whether it goes on.
    pub(super) fn went_on(&self, more: u64) -> Result<(), ExportError> {
        self.job.0.done.fetch_add(more, Ordering::Relaxed);
        self.goes_on()
    }

    /// Says whether it goes on.
    pub(super) fn goes_on(&self) -> Result<(), ExportError> {
        if self.is_stopped() {
            return Err(ExportError::Stopped);
        }
        Ok(())
    }

    /// Whether it is to end.
    pub(super) fn is_stopped(&self) -> bool {
        self.job.0.is_stopped.load(Ordering::Relaxed) || self.leaving.is_cancelled()
    }
}

impl<W: Write> Write for Stoppable<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.job.is_stopped() {
            return Err(io::Error::other("the export was called off"));
        }
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
