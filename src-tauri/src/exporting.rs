//! Owns what goes on about exports in the window: one preview and one export at a time, and the file
//! that was made last. The window is never given a path to hand back.

use crate::{ipc_error::IpcError, view::exports::ExportProgressView};
use counterfoil_desk::ExportJob;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::time::Instant;

/// What goes on. Cloning shares it.
#[derive(Clone, Default)]
pub struct Exporting(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    previewing: ExportJob,
    is_reserved: bool,
    making: Option<(ExportJob, Instant)>,
    last: Option<PathBuf>,
}

/// The place of the one export that may be made, for as long as this lives.
pub struct Reserved(Exporting);

impl Reserved {
    /// Begins it.
    pub fn begin(&self) -> ExportJob {
        let job = ExportJob::default();
        self.0.lock().making = Some((job.clone(), tokio::time::Instant::now()));
        job
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        let mut inner = self.0.lock();
        inner.making = None;
        inner.is_reserved = false;
    }
}

impl Exporting {
    /// Begins a preview, which ends the one before.
    pub fn preview(&self) -> ExportJob {
        let mut inner = self.lock();
        inner.previewing.stop();
        inner.previewing = ExportJob::default();
        inner.previewing.clone()
    }

    /// Keeps the place for an export while somebody chooses where it goes.
    ///
    /// # Errors
    /// Another one has it.
    pub fn reserve(&self) -> Result<Reserved, IpcError> {
        let mut inner = self.lock();
        if inner.is_reserved {
            let words = "another export is being made; wait for it, or call it off";
            return Err(IpcError::TooLate {
                words: words.to_owned(),
            });
        }
        inner.is_reserved = true;
        Ok(Reserved(self.clone()))
    }

    /// How far the export is that is being made; `None` where there is none.
    pub fn progress(&self) -> Option<ExportProgressView> {
        let inner = self.lock();
        let (job, begun) = inner.making.as_ref()?;
        Some(ExportProgressView::of(job.done(), begun.elapsed()))
    }

    /// Calls off the export that is being made.
    pub fn stop(&self) {
        if let Some((job, _)) = &self.lock().making {
            job.stop();
        }
    }

    /// Remembers the file that was made last.
    pub fn note(&self, path: PathBuf) {
        self.lock().last = Some(path);
    }

    /// The file that was made last in this window.
    pub fn last(&self) -> Option<PathBuf> {
        self.lock().last.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
