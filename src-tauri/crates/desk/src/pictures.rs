//! Owns uploading the picture that stands above a message, and what the book remembers of it. It asks
//! nobody for money and changes nothing that does: an upload nobody answered is simply made again.

mod error;
mod file;

pub use error::{PictureError, PictureFileFault};
pub use file::Picture;

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    account::Account,
    finding::{Finding, FindingCode},
    ids::AccountId,
    operation::Outcome,
    picture::{PICTURE_LIFE_DAYS, PICTURE_LIFE_MS, PICTURE_MARGIN_MS, usable_until_ms},
};
use counterfoil_providers::meta::Target;
use counterfoil_store::PictureRow;
use std::path::{Path, PathBuf};
use tokio_util::sync::CancellationToken;

/// How many pictures are offered again.
pub const PICTURES_LISTED_MAX: u32 = 5;

const FOLDER: &str = "picture_folder";
/// What a preference may hold.
const FOLDER_CHARS_MAX: usize = 1_000;

/// A picture that was uploaded from this book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedPicture {
    /// What the provider calls it, which goes into the order.
    pub media_id: String,
    /// What the file was called here.
    pub file_name: String,
    /// How many bytes it has.
    pub size_bytes: u32,
    /// When it was uploaded, UTC.
    pub uploaded_at_ms: i64,
    /// Until when it may be used, UTC.
    pub usable_until_ms: i64,
    /// That moment is past.
    pub is_gone: bool,
}

/// What came of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uploaded {
    /// The picture.
    pub picture: UploadedPicture,
    /// These bytes were there already, and nothing left.
    pub is_reused: bool,
}

/// One upload: whoever has a copy may call it off.
#[derive(Clone, Debug, Default)]
pub struct UploadJob(CancellationToken);

impl UploadJob {
    /// Calls it off.
    pub fn stop(&self) {
        self.0.cancel();
    }
}

impl Desk {
    /// Uploads a picture for the account's number, once, unless its bytes were uploaded before and
    /// stay for another day.
    ///
    /// # Errors
    /// [`DeskError::Picture`] when the provider has it not, or nobody knows; the account is not in
    /// use, the keyring has no token for it, or the book cannot be read.
    pub async fn upload_picture(
        &self,
        account: AccountId,
        picture: &Picture,
        job: UploadJob,
    ) -> Result<Uploaded, DeskError> {
        let account = self.account_in_use(account).await?;
        let (whose, sha256) = (account.clone(), picture.sha256());
        let read = self
            .inner
            .store
            .read(move |db| db.picture_of_content(&whose, &sha256));
        let known = read.await?;
        let now_ms = self.picture_now_ms(account.id);
        if let Some(row) = known.filter(|row| is_reusable(row, now_ms)) {
            return Ok(Uploaded {
                picture: shown(row, now_ms),
                is_reused: true,
            });
        }
        let media_id = self.upload_now(&account, picture, &job).await?;
        let now_ms = self.picture_now_ms(account.id);
        let row = PictureRow {
            media_id,
            file_name: picture.name().to_owned(),
            kind: picture.kind(),
            size_bytes: picture.size_bytes(),
            sha256,
            uploaded_at_ms: now_ms,
        };
        let (whose, kept) = (account, row.clone());
        let keep = self
            .inner
            .store
            .write(move |tx| tx.keep_picture(&whose, &kept));
        if let Err(error) = keep.await {
            // The provider has it, so it can be used; the book will not know it again.
            tracing::warn!(%error, "Could not remember a picture that was uploaded");
        }
        Ok(Uploaded {
            picture: shown(row, now_ms),
            is_reused: false,
        })
    }

    /// One request; what the provider calls the picture.
    async fn upload_now(
        &self,
        account: &Account,
        picture: &Picture,
        job: &UploadJob,
    ) -> Result<String, DeskError> {
        let token = self.access_token(account).await?;
        let target = Target::of(account)?;
        self.spend(account);
        let upload = self
            .inner
            .meta
            .upload(&target, picture.kind(), picture.bytes(), &token);
        let exchange = tokio::select! {
            biased;
            () = job.0.cancelled() => return Err(PictureError::Stopped.into()),
            () = self.inner.leaving.cancelled() => return Err(DeskError::Closing),
            exchange = upload => exchange,
        };
        if let Some(reply) = &exchange.reply {
            self.learn_time(account.id, reply);
        }
        tracing::info!(
            picture.mime_type = picture.kind().mime_type(),
            picture.size_bytes = picture.size_bytes(),
            outcome = exchange.outcome.state().word(),
            "Uploaded a picture"
        );
        let complaint = exchange.complaint().map(Box::new);
        match exchange.outcome {
            Outcome::Accepted { provider_id } => Ok(provider_id),
            Outcome::Refused { code, words } => Err(PictureError::Refused {
                code,
                words,
                complaint,
            }
            .into()),
            Outcome::NotSent { why } => Err(PictureError::NotSent { why }.into()),
            Outcome::Unknown { why } => Err(PictureError::Unknown { why }.into()),
        }
    }

    /// The pictures that were uploaded for the account's number last and are still there, newest
    /// first, at most [`PICTURES_LISTED_MAX`].
    ///
    /// # Errors
    /// The account is not in use, or the book cannot be read.
    pub async fn uploaded_pictures(
        &self,
        account: AccountId,
    ) -> Result<Vec<UploadedPicture>, DeskError> {
        let account = self.account_in_use(account).await?;
        let now_ms = self.picture_now_ms(account.id);
        let since_ms = now_ms - PICTURE_LIFE_MS;
        let read = self
            .inner
            .store
            .read(move |db| db.pictures_since(&account, since_ms, PICTURES_LISTED_MAX));
        let rows = read.await?.into_iter();
        Ok(rows.map(|row| shown(row, now_ms)).collect())
    }

    /// The moment that the life of a picture is counted by: the provider's as far as it is known, else
    /// this computer's, which goes on while it sleeps.
    pub(crate) fn picture_now_ms(&self, account: AccountId) -> i64 {
        let provider = self.provider_now(account);
        match provider.is_known {
            true => provider.ms,
            false => self.now_ms(),
        }
    }

    /// The folder the last picture came from.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn picture_folder(&self) -> Result<Option<PathBuf>, DeskError> {
        let kept = self.inner.store.read(|db| db.preference(FOLDER)).await?;
        Ok(kept.map(PathBuf::from))
    }

    /// Remembers the folder a picture came from. One with a very long name, or one that is no text,
    /// is not remembered.
    ///
    /// # Errors
    /// The book cannot be written.
    pub async fn keep_picture_folder(&self, folder: &Path) -> Result<(), DeskError> {
        let text = folder.to_str().map(str::to_owned);
        let Some(text) = text.filter(|text| text.chars().count() <= FOLDER_CHARS_MAX) else {
            return Ok(());
        };
        let write = self
            .inner
            .store
            .write(move |tx| tx.keep_preference(FOLDER, &text));
        Ok(write.await?)
    }
}

/// What is to be said of an order that shows this picture.
pub(crate) fn doubt(picture: &UploadedPicture) -> Option<Finding> {
    let code = FindingCode::PictureGone;
    let found = || Finding::with_limit("header.image.id", code, PICTURE_LIFE_DAYS);
    picture.is_gone.then(found)
}

pub(crate) fn shown(row: PictureRow, now_ms: i64) -> UploadedPicture {
    let usable_until_ms = usable_until_ms(row.uploaded_at_ms);
    UploadedPicture {
        media_id: row.media_id,
        file_name: row.file_name,
        size_bytes: row.size_bytes,
        uploaded_at_ms: row.uploaded_at_ms,
        usable_until_ms,
        is_gone: now_ms > usable_until_ms,
    }
}

fn is_reusable(row: &PictureRow, now_ms: i64) -> bool {
    usable_until_ms(row.uploaded_at_ms) - now_ms >= PICTURE_MARGIN_MS
}
