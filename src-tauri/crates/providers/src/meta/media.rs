//! Owns uploading a picture: one POST of form data, and what its answer may be taken to mean. Nobody
//! is asked for money by it, so an upload that may have happened is simply made again.

use super::{
    Exchange, Meta, Target,
    effect::{self, accepted_as},
    refusals::Call,
};
use crate::{
    json::{JsonFault, Node},
    transport::Body,
};
use bytes::Bytes;
use counterfoil_domain::{Secret, operation::Outcome, picture::PictureKind};
use sha2::{Digest, Sha256};

impl Meta {
    /// Uploads a picture, once: POST /{version}/{phone number id}/media.
    pub async fn upload(
        &self,
        target: &Target,
        kind: PictureKind,
        bytes: &[u8],
        bearer: &Secret,
    ) -> Exchange {
        match target.media() {
            Ok(url) => {
                let answer = self.effect(target, url, upload_body(kind, bytes), bearer);
                Exchange::of(answer.await, read_upload)
            }
            Err(error) => Exchange::unsent(error.to_string()),
        }
    }
}

/// The form data of an upload (Meta, media upload; RFC 7578). The file is called after its kind: what
/// it is called here is nobody's business there.
pub fn upload_body(kind: PictureKind, bytes: &[u8]) -> Body {
    let mime_type = kind.mime_type();
    let file_name = match kind {
        PictureKind::Jpeg => "picture.jpg",
        PictureKind::Png => "picture.png",
    };
    // Nobody can make a picture that contains its own hash, so this ends no part early.
    let boundary = format!("counterfoil-{}", hex::encode(&Sha256::digest(bytes)[..16]));
    let start = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\n\
         whatsapp\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n\
         {mime_type}\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"{file_name}\"\r\nContent-Type: {mime_type}\r\n\r\n"
    );
    let end = format!("\r\n--{boundary}--\r\n");
    Body {
        content_type: format!("multipart/form-data; boundary={boundary}"),
        bytes: Bytes::from([start.as_bytes(), bytes, end.as_bytes()].concat()),
    }
}

/// What an answer to an upload means.
pub fn read_upload(status: u16, body: &[u8]) -> Outcome {
    effect::read(Call::Upload, status, body, accepted)
}

/// `{"id": "1188223344556677"}` (Meta, media upload).
fn accepted(root: &Node<'_>) -> Result<Outcome, JsonFault> {
    accepted_as(&root.need("id")?)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn the_form_has_three_parts_and_the_picture_as_it_is() {
        let picture = b"\xff\xd8\xff--\r\n\r\n--counterfoil-\0";

        let body = upload_body(PictureKind::Jpeg, picture);

        let (_, boundary) = body.content_type.split_once("; boundary=").unwrap();
        assert!(body.content_type.starts_with("multipart/form-data;"));
        assert!((1..=70).contains(&boundary.len()), "RFC 2046: {boundary}");
        let before = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\n\
             whatsapp\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n\
             image/jpeg\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"picture.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
        );
        let after = format!("\r\n--{boundary}--\r\n");
        let expected = [before.as_bytes(), picture, after.as_bytes()].concat();
        assert_eq!(body.bytes, expected);
    }

    #[test]
    fn only_a_clear_answer_is_believed() {
        check(200, r#"{"id":"1188223344556677"}"#, "accepted");
        check(400, r#"{"error":{"code":131053,"message":"m"}}"#, "refused");
        check(400, r#"{"error":{"code":131009,"message":"m"}}"#, "refused");
        check(400, r#"{"error":{"code":100,"message":"m"}}"#, "refused");
        check(401, r#"{"error":{"code":190,"message":"m"}}"#, "refused");
        check(400, r#"{"error":{"code":131000,"message":"m"}}"#, "unknown");
        check(500, r#"{"error":{"code":131053,"message":"m"}}"#, "unknown");
        let both = r#"{"id":"1","error":{"code":131053,"message":"m"}}"#;
        check(400, both, "unknown");
        for body in ["", "{}", r#"{"id":""}"#, r#"{"id":{}}"#, "<html>"] {
            check(200, body, "unknown");
        }

        #[track_caller]
        fn check(status: u16, body: &str, expected: &str) {
            let outcome = read_upload(status, body.as_bytes());
            assert_eq!(outcome.state().word(), expected, "{status} {body}");
        }
    }
}
