//! Owns the pictures table: what was uploaded for each number, and what the provider calls it.

use crate::{
    db::{Db, Tx, word},
    error::StoreError,
};
use counterfoil_domain::{account::Account, picture::PictureKind};
use rusqlite::{OptionalExtension, Row, named_params};

/// A picture that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureRow {
    /// The provider's name for it.
    pub media_id: String,
    /// What the file was called here, at most 255 characters.
    pub file_name: String,
    /// What it is.
    pub kind: PictureKind,
    /// How many bytes it has.
    pub size_bytes: u32,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// When it was uploaded, UTC, by the provider's clock as far as it is known.
    pub uploaded_at_ms: i64,
}

const COLUMNS: &str = "media_id, file_name, mime_type, size_bytes, sha256, uploaded_at_ms";

impl Db<'_> {
    /// The picture of this name, if it was uploaded from this book for the account's number.
    pub fn picture(
        &self,
        account: &Account,
        media_id: &str,
    ) -> Result<Option<PictureRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM pictures
             WHERE account_id = :account AND phone_number_id = :number AND media_id = :media"
        );
        let given = named_params! {
            ":account": account.id.to_string(), ":number": account.phone_number_id,
            ":media": media_id,
        };
        let mut statement = self.prepare(&sql)?;
        Ok(statement.query_row(given, read).optional()?)
    }

    /// The newest upload of these very bytes for the account's number.
    pub fn picture_of_content(
        &self,
        account: &Account,
        sha256: &[u8; 32],
    ) -> Result<Option<PictureRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM pictures
             WHERE account_id = :account AND phone_number_id = :number AND sha256 = :sha256
             ORDER BY uploaded_at_ms DESC LIMIT 1"
        );
        let given = named_params! {
            ":account": account.id.to_string(), ":number": account.phone_number_id,
            ":sha256": sha256,
        };
        let mut statement = self.prepare(&sql)?;
        Ok(statement.query_row(given, read).optional()?)
    }

    /// The pictures of the account's number that were uploaded after this moment, newest first, at
    /// most so many.
    pub fn pictures_since(
        &self,
        account: &Account,
        since_ms: i64,
        most: u32,
    ) -> Result<Vec<PictureRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM pictures
             WHERE account_id = :account AND phone_number_id = :number
               AND uploaded_at_ms > :since
             ORDER BY uploaded_at_ms DESC LIMIT :most"
        );
        let given = named_params! {
            ":account": account.id.to_string(), ":number": account.phone_number_id,
            ":since": since_ms, ":most": most,
        };
        let mut statement = self.prepare(&sql)?;
        let rows = statement.query_map(given, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Keeps a picture that was uploaded for the account's number. What the provider names again is
    /// the newer upload.
    pub fn keep_picture(&self, account: &Account, picture: &PictureRow) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO pictures (account_id, environment, phone_number_id, media_id, file_name,
                     mime_type, size_bytes, sha256, uploaded_at_ms)
                 VALUES (:account, :environment, :number, :media, :name, :mime, :size, :sha256, :at)
             ON CONFLICT (account_id, phone_number_id, media_id) DO UPDATE SET
                 file_name = excluded.file_name, mime_type = excluded.mime_type,
                 size_bytes = excluded.size_bytes, sha256 = excluded.sha256,
                 uploaded_at_ms = excluded.uploaded_at_ms",
        )?
        .execute(named_params! {
            ":account": account.id.to_string(),
            ":environment": account.environment.word(),
            ":number": account.phone_number_id,
            ":media": picture.media_id,
            ":name": picture.file_name,
            ":mime": picture.kind.mime_type(),
            ":size": picture.size_bytes,
            ":sha256": picture.sha256,
            ":at": picture.uploaded_at_ms,
        })?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<PictureRow> {
    Ok(PictureRow {
        media_id: row.get("media_id")?,
        file_name: row.get("file_name")?,
        kind: word(row, "mime_type", PictureKind::from_mime_type)?,
        size_bytes: row.get("size_bytes")?,
        sha256: row.get("sha256")?,
        uploaded_at_ms: row.get("uploaded_at_ms")?,
    })
}
