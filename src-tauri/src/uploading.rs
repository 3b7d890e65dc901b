//! Owns the picture that was chosen and is to be uploaded: one at a time. The window is given neither
//! its path nor its bytes.

use crate::ipc_error::IpcError;
use counterfoil_desk::{Picture, UploadJob};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What goes on. Cloning shares it.
#[derive(Clone, Default)]
pub struct Uploading(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    chosen: Option<Picture>,
    job: Option<UploadJob>,
}

/// The one upload that may be under way, for as long as this lives.
pub struct Begun {
    /// What is uploaded.
    pub picture: Picture,
    /// How it is called off.
    pub job: UploadJob,
    place: Uploading,
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.place.lock().job = None;
    }
}

impl Uploading {
    /// Takes a picture in the place of what was chosen before.
    pub fn choose(&self, picture: Picture) {
        self.lock().chosen = Some(picture);
    }

    /// Begins to upload what was chosen, which stays chosen: what failed may be tried again.
    ///
    /// # Errors
    /// Nothing was chosen, or another upload is under way.
    pub fn begin(&self) -> Result<Begun, IpcError> {
        let mut inner = self.lock();
        if inner.job.is_some() {
            let words = "another picture is being uploaded; wait for it, or call it off";
            return Err(IpcError::TooLate {
                words: words.to_owned(),
            });
        }
        let picture = inner.chosen.clone();
        let picture = picture.ok_or_else(|| IpcError::unknown_id("picture"))?;
        let job = UploadJob::default();
        inner.job = Some(job.clone());
        let place = self.clone();
        Ok(Begun {
            picture,
            job,
            place,
        })
    }

    /// Forgets what was chosen: the provider has it.
    pub fn done(&self) {
        self.lock().chosen = None;
    }

    /// Calls off the upload that is under way.
    pub fn stop(&self) {
        if let Some(job) = &self.lock().job {
            job.stop();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
