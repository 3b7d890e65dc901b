//! Owns the strict reading of an upload: `POST /{V}/{PNID}/media`.

use crate::refusal::Refusal;
use axum::body::{Body, Bytes};
use http::{HeaderMap, header};
use multer::{Field, Multipart};
use std::collections::BTreeMap;

const PARTS: [&str; 3] = ["messaging_product", "type", "file"];
const PICTURE_BYTES_MAX: usize = 5 * 1024 * 1024;
/// What may be uploaded, and how it begins.
const PICTURES: [(&str, &[u8]); 2] = [
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/png", b"\x89PNG\r\n\x1a\n"),
];

/// A valid picture.
pub(crate) struct SentMedia {
    pub(crate) mime_type: &'static str,
    pub(crate) bytes: Bytes,
}

/// Reads the body of an upload.
pub(crate) async fn read_media(headers: &HeaderMap, body: Bytes) -> Result<SentMedia, Refusal> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let boundary = multer::parse_boundary(content_type.unwrap_or_default())
        .map_err(|error| Refusal::parameter(format!("Content-Type: {error}")))?;
    let parts = parts(Multipart::new(
        Body::from(body).into_data_stream(),
        boundary,
    ))
    .await?;
    if text(&parts, "messaging_product")? != "whatsapp" {
        return Err(Refusal::invalid("messaging_product", "must be whatsapp"));
    }
    picture(text(&parts, "type")?, part(&parts, "file")?)
}

struct Part {
    has_file_name: bool,
    mime_type: Option<String>,
    bytes: Bytes,
}

async fn parts(mut body: Multipart<'_>) -> Result<BTreeMap<String, Part>, Refusal> {
    let broken = |error| Refusal::parameter(format!("The body is not valid form data: {error}"));
    let mut parts = BTreeMap::new();
    while let Some(field) = body.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if !PARTS.contains(&name.as_str()) {
            let details = format!("{name}: is not a known parameter");
            return Err(Refusal::parameter(details));
        }
        if parts.contains_key(&name) {
            return Err(Refusal::parameter(format!("{name}: occurs twice")));
        }
        parts.insert(name, read(field).await.map_err(broken)?);
    }
    Ok(parts)
}

async fn read(field: Field<'_>) -> Result<Part, multer::Error> {
    Ok(Part {
        has_file_name: field.file_name().is_some(),
        mime_type: field.content_type().map(ToString::to_string),
        bytes: field.bytes().await?,
    })
}

fn part<'p>(parts: &'p BTreeMap<String, Part>, name: &str) -> Result<&'p Part, Refusal> {
    parts.get(name).ok_or_else(|| Refusal::missing(name))
}

fn text<'p>(parts: &'p BTreeMap<String, Part>, name: &str) -> Result<&'p str, Refusal> {
    let bytes = &part(parts, name)?.bytes;
    std::str::from_utf8(bytes).map_err(|_| Refusal::invalid(name, "must be text"))
}

fn picture(kind: &str, file: &Part) -> Result<SentMedia, Refusal> {
    let known = PICTURES.into_iter().find(|(one, _)| *one == kind);
    let Some((mime_type, beginning)) = known else {
        return Err(Refusal::media("type: must be image/jpeg or image/png"));
    };
    if !file.has_file_name {
        return Err(Refusal::missing("file.filename"));
    }
    match file.mime_type.as_deref() {
        None => return Err(Refusal::missing("file.Content-Type")),
        Some(given) if given != mime_type => {
            return Err(Refusal::media("file.Content-Type: must be the type"));
        }
        Some(_) => {}
    }
    if file.bytes.len() > PICTURE_BYTES_MAX {
        let details = format!("file: must have at most {PICTURE_BYTES_MAX} bytes");
        return Err(Refusal::media(details));
    }
    if !file.bytes.starts_with(beginning) {
        return Err(Refusal::media(format!("file: is not {mime_type}")));
    }
    Ok(SentMedia {
        mime_type,
        bytes: file.bytes.clone(),
    })
}
