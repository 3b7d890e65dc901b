//! Pictures: how they are uploaded, what is kept of them, and which orders may show them.

use crate::orders::{set, simple};
use crate::stage::{Answer, NOW_MS, SEED, Stage, kaveri, open};
use bytes::Bytes;
use counterfoil_sandbox::{Call, CallCount, Cut, Fault, FaultKind, FaultPlan, NewAccount};
use http::{Request, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const BOUNDARY: &str = "a-boundary";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0picture";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\npicture";
const MEBIBYTE: usize = 1024 * 1024;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// One part of a form: its name, what its head says besides, and its content.
type Part<'a> = (&'a str, &'a str, &'a [u8]);

fn form(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, head, content) in parts {
        let opening = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n"
        );
        body.extend_from_slice(opening.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

fn file_head(kind: &str) -> String {
    format!("; filename=\"bill.jpg\"\r\nContent-Type: {kind}")
}

/// The parts of a good upload, one of them perhaps in another form.
fn picture(kind: &str, content: &[u8]) -> Vec<u8> {
    form(&[
        ("messaging_product", "", b"whatsapp"),
        ("type", "", kind.as_bytes()),
        ("file", &file_head(kind), content),
    ])
}

/// Bytes that begin as a picture does.
fn of_length(beginning: &[u8], length: usize) -> Vec<u8> {
    let mut bytes = beginning.to_vec();
    bytes.resize(length, 0);
    bytes
}

fn request(stage: &Stage, body: Vec<u8>) -> Request<Bytes> {
    let path = format!("/v24.0/{}/media", stage.number());
    let mut request = stage.request("POST", &path).map(|_| body.into());
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    request
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type.parse().unwrap());
    request
}

async fn upload(stage: &Stage, body: Vec<u8>) -> Answer {
    stage.call(request(stage, body)).await.unwrap()
}

/// Uploads a good picture and returns its id.
pub async fn uploaded(stage: &Stage) -> String {
    let answer = upload(stage, picture("image/jpeg", JPEG)).await;
    answer.json["id"].as_str().unwrap().to_owned()
}

/// The request with the largest picture there may be.
pub fn largest(stage: &Stage) -> Request<Bytes> {
    let content = of_length(JPEG, 5 * MEBIBYTE);
    request(stage, picture("image/jpeg", &content))
}

fn showing(reference_id: &str, image_id: &str) -> Value {
    let mut body = simple(reference_id, "919900000004", 100);
    set(&mut body, "interactive.header.image.id", json!(image_id));
    body
}

#[tokio::test]
async fn a_picture_is_answered_with_an_id_and_recorded_without_its_bytes() {
    let stage = Stage::new();

    let first = upload(&stage, picture("image/jpeg", JPEG)).await;
    let second = upload(&stage, picture("image/png", PNG)).await;

    for answer in [&first, &second] {
        assert_eq!(answer.status, 200, "{}", answer.json);
        assert_eq!(answer.json.as_object().unwrap().len(), 1, "{}", answer.json);
        let id = answer.json["id"].as_str().unwrap();
        assert_eq!(id.len(), 16, "{id}");
        assert!(id.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
    }
    let [jpeg, png] = stage.sandbox.media().try_into().unwrap();
    assert_eq!(jpeg.media_id, first.json["id"]);
    assert_eq!(png.media_id, second.json["id"]);
    assert_ne!(jpeg.media_id, png.media_id);
    assert_eq!(jpeg.phone_number_id, stage.number());
    assert_eq!(jpeg.sha256, hex::encode(Sha256::digest(JPEG)));
    assert_eq!(jpeg.size_bytes, JPEG.len() as u64);
    assert_eq!(
        (jpeg.mime_type.as_str(), jpeg.at_ms),
        ("image/jpeg", NOW_MS)
    );
    assert_eq!(png.mime_type, "image/png");
    let ledger = std::fs::read(stage.ledger()).unwrap();
    assert!(!ledger.windows(7).any(|bytes| bytes == b"picture"));
}

#[tokio::test]
async fn a_picture_may_have_five_mebibytes() {
    let stage = Stage::new();
    for (kind, beginning) in [("image/jpeg", JPEG), ("image/png", PNG)] {
        let most = upload(&stage, picture(kind, &of_length(beginning, 5 * MEBIBYTE))).await;
        assert_eq!(most.status, 200, "{}", most.json);
        for length in [5 * MEBIBYTE + 1, 15 * MEBIBYTE] {
            let more = upload(&stage, picture(kind, &of_length(beginning, length))).await;
            assert_eq!((more.status.as_u16(), more.code()), (400, 131_053));
            assert!(more.details().contains("5242880"), "{}", more.details());
        }
    }
    let beyond = upload(&stage, of_length(b"", 16 * MEBIBYTE + 1)).await;
    assert_eq!(beyond.status, 413);
    assert_eq!(stage.sandbox.media().len(), 2);
}

#[tokio::test]
async fn a_picture_must_be_one_and_of_the_type_it_says() {
    let stage = Stage::new();
    let parts = |kind: &str, head: &str, content: &[u8]| {
        form(&[
            ("messaging_product", "", b"whatsapp"),
            ("type", "", kind.as_bytes()),
            ("file", head, content),
        ])
    };
    let jpeg = file_head("image/jpeg");
    for (claim, body) in [
        ("another type", picture("image/webp", b"RIFF0000WEBP")),
        ("a document", picture("application/pdf", b"%PDF-1.7")),
        ("in capitals", picture("IMAGE/JPEG", JPEG)),
        ("two types", parts("image/png", &jpeg, PNG)),
        (
            "two other types",
            parts("image/jpeg", &file_head("image/png"), JPEG),
        ),
        ("a PNG as a JPEG", picture("image/jpeg", PNG)),
        ("a JPEG as a PNG", picture("image/png", JPEG)),
        ("two bytes of a JPEG", picture("image/jpeg", &JPEG[..2])),
        ("seven bytes of a PNG", picture("image/png", &PNG[..7])),
        ("a text", picture("image/jpeg", b"not a picture")),
        ("nothing", picture("image/jpeg", b"")),
    ] {
        let refused = upload(&stage, body).await;
        assert_eq!(refused.status, 400, "{claim}");
        assert_eq!(refused.code(), 131_053, "{claim}: {}", refused.json);
    }
    assert!(stage.sandbox.media().is_empty());
}

#[tokio::test]
async fn the_parts_of_an_upload() {
    let stage = Stage::new();
    let head = file_head("image/jpeg");
    let good: [Part; 3] = [
        ("messaging_product", "", b"whatsapp"),
        ("type", "", b"image/jpeg"),
        ("file", &head, JPEG),
    ];
    let but = |index: usize, part: Part| {
        let mut parts = good;
        parts[index] = part;
        form(&parts)
    };
    let unnamed = "\r\nContent-Type: image/jpeg";
    let untyped = "; filename=\"bill.jpg\"";
    for (code, details, body) in [
        (131_008, "messaging_product: is required", form(&good[1..])),
        (131_008, "type: is required", form(&[good[0], good[2]])),
        (131_008, "file: is required", form(&good[..2])),
        (131_008, "file.filename: ", but(2, ("file", unnamed, JPEG))),
        (
            131_008,
            "file.Content-Type: ",
            but(2, ("file", untyped, JPEG)),
        ),
        (
            131_009,
            "messaging_product: ",
            but(0, ("messaging_product", "", b"WhatsApp")),
        ),
        (131_009, "type: must be text", but(1, ("type", "", b"\xff"))),
        (100, "typ: is not", but(1, ("typ", "", b"image/jpeg"))),
        (
            100,
            "type: occurs twice",
            form(&[good[0], good[1], good[1], good[2]]),
        ),
        (
            100,
            "file: occurs twice",
            form(&[good[0], good[1], good[2], good[2]]),
        ),
    ] {
        let refused = upload(&stage, body).await;
        assert_eq!(refused.code(), code, "{details}: {}", refused.json);
        assert!(refused.details().starts_with(details), "{}", refused.json);
    }
    assert!(stage.sandbox.media().is_empty());

    let [product, kind, file] = good;
    let turned = upload(&stage, form(&[file, kind, product])).await;
    assert_eq!(turned.status, 200, "in any order: {}", turned.json);
}

#[tokio::test]
async fn a_body_that_is_not_form_data_is_refused() {
    let stage = Stage::new();
    let whole = picture("image/jpeg", JPEG);
    let torn = &whole[..whole.len() - 30];
    for body in [b"".as_slice(), b"{}", torn] {
        assert_eq!(upload(&stage, body.to_vec()).await.code(), 100);
    }
    for content_type in [
        "application/json",
        "image/jpeg",
        "multipart/form-data",
        "multipart/mixed; boundary=a-boundary",
        "multipart/form-data; boundary=another",
    ] {
        let mut request = request(&stage, whole.clone());
        request
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type.parse().unwrap());
        let refused = stage.call(request).await.unwrap();
        assert_eq!(refused.code(), 100, "{content_type}: {}", refused.json);
    }
    let got = stage.get(&format!("/v24.0/{}/media", stage.number())).await;
    assert_eq!(got.details(), "Unsupported get request");
}

#[tokio::test]
async fn only_uploads_may_be_large() {
    let stage = Stage::new();
    for (path, expected) in [
        (format!("/v24.0/{}/messages", stage.number()), 413),
        (format!("/v24.0/{}/medium", stage.number()), 413),
        (format!("/v24.0/{}/media/1", stage.number()), 413),
        ("/sandbox/accounts".to_owned(), 400),
        ("/sandbox/accounts/media".to_owned(), 404),
    ] {
        let body = of_length(b"", MEBIBYTE + 1);
        let mut request = stage.request("POST", &path).map(|_| Bytes::from(body));
        let token = stage.sandbox.control_token().parse().unwrap();
        request.headers_mut().insert("X-Sandbox-Control", token);
        let status = stage.call(request).await.unwrap().status.as_u16();
        assert_eq!(status, expected, "{path}");
    }
}

#[tokio::test]
async fn an_order_shows_pictures_of_its_own_number_for_thirty_days() {
    let stage = Stage::new();
    let image = uploaded(&stage).await;

    assert_eq!(stage.send(&showing("NEW", &image)).await.status, 200);
    stage.clock.advance_ms(30 * DAY_MS);
    let last = stage.send(&showing("LAST", &image)).await;
    assert_eq!(last.status, 200, "{}", last.json);
    stage.clock.advance_ms(1);
    let late = stage.send(&showing("LATE", &image)).await;
    assert_eq!((late.status.as_u16(), late.code()), (400, 131_009));
    assert_eq!(
        late.details(),
        "interactive.header.image.id: has expired, media are kept for 30 days"
    );
    let invented = stage.send(&showing("INVENTED", "1188223344556677")).await;
    assert_eq!(invented.status, 200, "uploaded elsewhere, for all we know");
}

#[tokio::test]
async fn a_picture_belongs_to_the_number_that_uploaded_it() {
    let mut stage = Stage::new();
    let image = uploaded(&stage).await;
    let beside = NewAccount {
        waba_id: Some(stage.account.waba_id.clone()),
        ..kaveri()
    };
    stage.account = stage.sandbox.add_account(beside).unwrap();

    let foreign = stage.send(&showing("R-1", &image)).await;

    assert_eq!((foreign.status.as_u16(), foreign.code()), (400, 131_009));
    assert_eq!(
        foreign.details(),
        "interactive.header.image.id: was uploaded by another phone number"
    );
    assert!(stage.sandbox.messages().is_empty());
}

#[tokio::test]
async fn uploads_survive_a_restart() {
    let stage = Stage::new();
    let image = uploaded(&stage).await;
    let before = stage.sandbox.media();
    let Stage {
        sandbox,
        account,
        clock,
        folder,
    } = stage;
    drop(sandbox);
    clock.advance_ms(31 * DAY_MS);

    let sandbox = open(&folder, SEED, &clock).unwrap();
    let stage = Stage {
        sandbox,
        account,
        clock,
        folder,
    };

    assert_eq!(stage.sandbox.media(), before);
    assert_eq!(stage.send(&showing("R-1", &image)).await.code(), 131_009);
    assert_ne!(uploaded(&stage).await, image, "no id is drawn twice");
}

#[tokio::test]
async fn uploads_are_counted_and_go_wrong_apart_from_other_calls() {
    let stage = Stage::new();
    let faults = vec![
        Fault::before(FaultKind::Reset),
        Fault::after(FaultKind::Close),
    ];
    let plan = FaultPlan::Next(faults);
    stage.sandbox.set_faults(stage.number(), Call::Media, plan);
    let sent = stage.send(&simple("R-1", "919900000004", 100)).await;
    assert_eq!(sent.status, 200, "{}", sent.json);
    let lost = async || {
        let request = request(&stage, picture("image/jpeg", JPEG));
        stage.call(request).await.unwrap_err()
    };

    assert_eq!(lost().await, Cut::Reset);
    assert!(stage.sandbox.media().is_empty(), "it struck before");
    assert_eq!(lost().await, Cut::Close);
    assert_eq!(stage.sandbox.media().len(), 1, "it struck after");
    uploaded(&stage).await;

    let mut strange = request(&stage, picture("image/jpeg", JPEG));
    strange.headers_mut().remove(header::AUTHORIZATION);
    assert_eq!(stage.call(strange).await.unwrap().code(), 190);
    let counts = stage.sandbox.calls(stage.number());
    let expected = CallCount {
        received: 4,
        authenticated: 3,
    };
    assert_eq!(counts.media, expected);
    assert_eq!(counts.of(Call::Media), expected);
}
