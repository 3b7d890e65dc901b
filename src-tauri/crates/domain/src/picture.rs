//! Owns which picture may stand above a message, told from its bytes, and how long an uploaded one
//! lives. The numbers are those of docs/limits.md, "Uploaded picture".

/// The largest picture, in bytes (Meta, media upload: 5 MB).
pub const PICTURE_BYTES_MAX: usize = 5 * 1024 * 1024;

/// How many days an uploaded picture may be used (Meta, media upload).
pub const PICTURE_LIFE_DAYS: i64 = 30;

/// The same in milliseconds.
pub const PICTURE_LIFE_MS: i64 = PICTURE_LIFE_DAYS * DAY_MS;

/// An id with less than this left is not used again without being asked for: the order is sent later
/// than the picture is chosen, and the provider counts by a clock that is not ours.
pub const PICTURE_MARGIN_MS: i64 = DAY_MS;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

const JPEG: &[u8] = b"\xff\xd8\xff";
/// The signature, and the length and name of the chunk that every PNG begins with (W3C, PNG, IHDR).
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
/// After those, width and height: then how deep a sample is, and what a pixel is made of.
const PNG_DEPTH_AT: usize = PNG.len() + 8;
const RGB: u8 = 2;
const RGBA: u8 = 6;

/// What kind of picture it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// JPEG.
    Jpeg,
    /// PNG with 8 bits a sample, RGB or RGBA.
    Png,
}

impl PictureKind {
    /// The MIME type.
    pub const fn mime_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// Reads a MIME type.
    pub fn from_mime_type(word: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png]
            .into_iter()
            .find(|kind| kind.mime_type() == word)
    }

    /// Tells the kind from the bytes of a file, never from its name.
    ///
    /// # Errors
    /// It is no picture that may be uploaded.
    pub fn of(bytes: &[u8]) -> Result<Self, PictureFault> {
        if bytes.is_empty() {
            return Err(PictureFault::Empty);
        }
        if bytes.len() > PICTURE_BYTES_MAX {
            return Err(PictureFault::TooLarge);
        }
        if bytes.starts_with(JPEG) {
            return Ok(Self::Jpeg);
        }
        if !bytes.starts_with(PNG) {
            return Err(PictureFault::OtherType);
        }
        match bytes.get(PNG_DEPTH_AT..PNG_DEPTH_AT + 2) {
            Some([8, RGB | RGBA]) => Ok(Self::Png),
            Some(_) => Err(PictureFault::OtherColours),
            None => Err(PictureFault::OtherType),
        }
    }
}

/// Why a picture may not be uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`PICTURE_BYTES_MAX`].
    #[error("the file is larger than 5 MB, which is the most that WhatsApp takes")]
    TooLarge,
    /// Its content is neither JPEG nor PNG.
    #[error("the file is neither a JPEG nor a PNG picture, whatever its name says")]
    OtherType,
    /// It is PNG with a palette, in grey, or with another depth.
    #[error("WhatsApp takes PNG with 8 bits a colour in RGB or RGBA alone; save it so, or as JPEG")]
    OtherColours,
}

/// Until when a picture that was uploaded then may be used, both UTC.
pub const fn usable_until_ms(uploaded_at_ms: i64) -> i64 {
    uploaded_at_ms.saturating_add(PICTURE_LIFE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PictureFault::{Empty, OtherColours, OtherType, TooLarge};

    fn png(depth: u8, colours: u8) -> Vec<u8> {
        [PNG, &[0, 0, 0, 1, 0, 0, 0, 1, depth, colours, 0, 0, 0]].concat()
    }

    #[test]
    fn a_picture_is_told_by_its_content() {
        check(b"\xff\xd8\xff\xe0 and so on", Ok(PictureKind::Jpeg));
        check(&png(8, RGB), Ok(PictureKind::Png));
        check(&png(8, RGBA), Ok(PictureKind::Png));
        check(b"", Err(Empty));
        for other in [
            b"GIF89a".as_slice(),
            b"RIFF\x10\0\0\0WEBPVP8 ",
            b"%PDF-1.7",
            b"\xff\xd8",
            b"\x89PNG\r\n\x1a\n",
            &png(8, RGB)[..PNG_DEPTH_AT + 1],
        ] {
            check(other, Err(OtherType));
        }
    }

    #[test]
    fn a_png_has_eight_bits_of_rgb_or_rgba() {
        for (depth, colours) in [
            (8, 0),
            (8, 3),
            (8, 4),
            (16, RGB),
            (16, RGBA),
            (1, 3),
            (0, 0),
        ] {
            check(&png(depth, colours), Err(OtherColours));
        }
    }

    #[test]
    fn a_picture_has_at_most_five_megabytes() {
        let mut bytes = JPEG.to_vec();
        bytes.resize(PICTURE_BYTES_MAX, 0);
        check(&bytes, Ok(PictureKind::Jpeg));
        bytes.push(0);
        check(&bytes, Err(TooLarge));
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<PictureKind, PictureFault>) {
        let start = &bytes[..bytes.len().min(40)];
        assert_eq!(PictureKind::of(bytes), expected, "{start:?}");
    }

    #[test]
    fn a_mime_type_is_read_back() {
        for kind in [PictureKind::Jpeg, PictureKind::Png] {
            assert_eq!(PictureKind::from_mime_type(kind.mime_type()), Some(kind));
        }
        assert_eq!(PictureKind::from_mime_type("image/webp"), None);
    }
}
