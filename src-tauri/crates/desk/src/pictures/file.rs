//! Owns reading a picture from a file, within bounds, and everything that is checked before any of it
//! leaves.

use super::{PictureError, PictureFileFault};
use counterfoil_domain::picture::{PICTURE_BYTES_MAX, PictureFault, PictureKind};
use sha2::{Digest, Sha256};
use std::{
    fmt,
    fs::{self, File},
    io::{self, Read},
    path::Path,
    sync::Arc,
};

/// What the book keeps of a file's name.
const NAME_CHARS_MAX: usize = 255;

/// A picture that may be uploaded. Cloning shares its bytes.
#[derive(Clone)]
pub struct Picture {
    name: String,
    kind: PictureKind,
    bytes: Arc<[u8]>,
}

impl Picture {
    /// Reads a picture.
    ///
    /// # Errors
    /// [`PictureError::File`] when it is none that may be uploaded.
    pub async fn read(path: &Path) -> Result<Self, PictureError> {
        let place = path.to_owned();
        let read = tokio::task::spawn_blocking(move || read(&place)).await;
        let broken = |_| Err(io::Error::other("reading it broke off").into());
        read.unwrap_or_else(broken)
            .map_err(|fault| PictureError::File {
                fault,
                path: path.to_owned(),
            })
    }

    /// What the file is called, without its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What kind of picture it is, by its content.
    pub const fn kind(&self) -> PictureKind {
        self.kind
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes it has.
    pub fn size_bytes(&self) -> u32 {
        u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }

    /// The SHA-256 of its bytes.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }
}

/// Without the name and the bytes: both are somebody's own.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture")
            .field("kind", &self.kind)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

fn read(path: &Path) -> Result<Picture, PictureFileFault> {
    // Asked before it is opened: opening a pipe waits for whoever writes to it.
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(PictureFileFault::NotAFile);
    }
    let most = PICTURE_BYTES_MAX as u64;
    if about.len() > most {
        return Err(PictureFault::TooLarge.into());
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(Picture {
        name: name_of(path),
        kind: PictureKind::of(&bytes)?,
        bytes: bytes.into(),
    })
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let name = name.to_string_lossy();
    name.chars().take(NAME_CHARS_MAX).map(plain).collect()
}
