//! Owns what a valid upload does, and which orders may show it.

use super::{Visit, send::commit};
use crate::UploadedMedia;
use crate::draw::Draw;
use crate::ledger::Fact;
use crate::refusal::Refusal;
use crate::token::sha256_hex;
use crate::wire::SentMedia;
use crate::world::World;
use serde_json::{Value, json};

/// Commits and answers an upload.
pub(super) fn keep(
    world: &mut World,
    visit: &Visit,
    sent: &SentMedia,
    now_ms: i64,
) -> Result<Value, Refusal> {
    let media_id = media_id(world);
    let answer = json!({ "id": media_id });
    let uploaded = UploadedMedia {
        phone_number_id: visit.account.phone_number_id.clone(),
        media_id,
        mime_type: sent.mime_type.to_owned(),
        sha256: sha256_hex(&sent.bytes),
        size_bytes: sent.bytes.len() as u64,
        at_ms: now_ms,
    };
    commit(world, Fact::MediaUploaded(uploaded))?;
    Ok(answer)
}

/// Checks the picture in the header of an order. An id that was not drawn here is taken for one
/// that was uploaded elsewhere.
pub(super) fn check_image(
    world: &World,
    visit: &Visit,
    image_id: Option<&str>,
    now_ms: i64,
) -> Result<(), Refusal> {
    let uploaded = image_id.and_then(|id| world.media.iter().find(|one| one.media_id == id));
    match uploaded.and_then(|one| one.fault_for(&visit.account.phone_number_id, now_ms)) {
        Some(fault) => Err(Refusal::invalid("interactive.header.image.id", fault)),
        None => Ok(()),
    }
}

/// The number of the upload is part of its id, so no draw can make two alike.
fn media_id(world: &World) -> String {
    let nth = world.media.len() + 1;
    let drawn = Draw::named(world.seed, &["media", &nth.to_string()]).digits(10);
    format!("{drawn}{nth:06}")
}
