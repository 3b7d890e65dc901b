//! Owns uploading a picture: what is checked before anything leaves, what each answer is told as, and
//! when an upload is used again instead of being made twice.

use crate::composing::{check, filled, send, start};
use counterfoil_desk::{
    DeskError, EditAccount, PICTURES_LISTED_MAX, Picture, PictureError, PictureFileFault,
    UploadJob, Uploaded,
};
use counterfoil_domain::{
    finding::{FindingCode, Severity},
    operation::OperationState,
    order::OrderForm,
    picture::{PICTURE_BYTES_MAX, PICTURE_LIFE_MS, PICTURE_MARGIN_MS, PictureFault, PictureKind},
};
use counterfoil_providers::meta::ErrorMeaning;
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_tests::desk::TestDesk;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 Diwali, and \r\n--counterfoil-\r\n\r\n in the middle of it";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0 and so on";

#[tokio::test]
async fn a_picture_is_uploaded_as_it_is_and_stands_above_an_order() {
    let desk = TestDesk::over_http().await;

    for (name, bytes, kind) in [
        ("diwali.jpg", JPEG, PictureKind::Jpeg),
        ("a PNG.jpg", PNG, PictureKind::Png),
    ] {
        let uploaded = upload(&desk, &file(&desk, name, bytes)).await.unwrap();

        let got = desk.sandbox().media().pop().unwrap();
        assert_eq!(got.media_id, uploaded.picture.media_id);
        assert_eq!(got.phone_number_id, desk.phone_number_id());
        assert_eq!(got.mime_type, kind.mime_type(), "by content, not by name");
        assert_eq!(got.size_bytes, bytes.len() as u64);
        assert_eq!(uploaded.picture.file_name, name);
        assert!(!uploaded.is_reused && !uploaded.picture.is_gone);
        let life = uploaded.picture.usable_until_ms - uploaded.picture.uploaded_at_ms;
        assert_eq!(life, PICTURE_LIFE_MS);
    }
    let media_id = newest(&desk).await;
    let form = OrderForm {
        header_media_id: media_id.clone(),
        ..filled(start(&desk).await.form)
    };
    let checked = check(&desk, &form).await;
    assert_eq!(checked.check.findings, []);
    assert_eq!(checked.picture.unwrap().media_id, media_id);
    let sent = send(&desk, form).await.unwrap();
    assert_eq!(sent.operation.state, OperationState::Accepted);
}

#[tokio::test]
async fn the_same_bytes_are_uploaded_once_for_a_number() {
    let desk = TestDesk::over_http().await;
    let first = upload(&desk, &file(&desk, "one.jpg", JPEG)).await.unwrap();

    let again = upload(&desk, &file(&desk, "two.jpg", JPEG)).await.unwrap();

    assert_eq!(again.picture, first.picture, "under its first name");
    assert!(again.is_reused);
    assert_eq!(desk.received(Call::Media), 1);
    upload(&desk, &file(&desk, "one.jpg", PNG)).await.unwrap();
    assert_eq!(desk.received(Call::Media), 2, "other bytes, same name");
}

#[tokio::test]
async fn a_picture_is_uploaded_again_before_its_thirty_days_end() {
    let desk = TestDesk::over_http().await;
    let picture = file(&desk, "diwali.jpg", JPEG);
    let first = upload(&desk, &picture).await.unwrap();
    desk.advance_ms(PICTURE_LIFE_MS - PICTURE_MARGIN_MS - 1_000);
    assert!(upload(&desk, &picture).await.unwrap().is_reused);
    desk.advance_ms(3_000);

    let second = upload(&desk, &picture).await.unwrap();

    assert!(!second.is_reused);
    assert_ne!(second.picture.media_id, first.picture.media_id);
    let third = upload(&desk, &picture).await.unwrap();
    assert_eq!(third.picture.media_id, second.picture.media_id, "the newer");
}

#[tokio::test]
async fn a_picture_grows_old_while_the_computer_sleeps_or_the_program_is_closed() {
    let mut desk = TestDesk::over_http().await;
    let picture = file(&desk, "diwali.jpg", JPEG);
    upload(&desk, &picture).await.unwrap();
    desk.clock().sleep_through_ms(PICTURE_LIFE_MS);
    assert!(!upload(&desk, &picture).await.unwrap().is_reused);
    desk.end().await;
    desk.advance_ms(PICTURE_LIFE_MS);

    desk.restart().await;

    assert_eq!(listed(&desk).await, Vec::<String>::new());
    assert!(!upload(&desk, &picture).await.unwrap().is_reused);
}

#[tokio::test]
async fn a_picture_that_is_gone_is_doubted_and_stops_nothing() {
    let desk = TestDesk::over_http().await;
    let media_id = upload(&desk, &file(&desk, "diwali.jpg", JPEG)).await;
    let form = OrderForm {
        header_media_id: media_id.unwrap().picture.media_id,
        ..filled(start(&desk).await.form)
    };
    desk.advance_ms(PICTURE_LIFE_MS - 1_000);
    assert_eq!(check(&desk, &form).await.check.findings, []);
    desk.advance_ms(3_000);

    let checked = check(&desk, &form).await;

    assert!(checked.picture.unwrap().is_gone);
    let [found] = &checked.check.findings[..] else {
        panic!("{:?}", checked.check.findings);
    };
    assert_eq!(found.field, "headerMediaId");
    assert_eq!(found.finding.code, FindingCode::PictureGone);
    assert_eq!(found.finding.severity(), Severity::Warning);
    assert!(checked.check.order.is_some(), "only the provider can know");
    let sent = send(&desk, form).await.unwrap();
    assert_eq!(sent.operation.state, OperationState::Refused);
    assert_eq!(sent.operation.outcome_code.as_deref(), Some("131009"));
    assert_eq!(listed(&desk).await, Vec::<String>::new());
}

#[tokio::test]
async fn nothing_is_said_of_an_id_that_was_typed() {
    let desk = TestDesk::over_router(1).await;
    let form = OrderForm {
        header_media_id: "1188223344556677".to_owned(),
        ..filled(start(&desk).await.form)
    };

    let checked = check(&desk, &form).await;

    assert_eq!(checked.picture, None);
    assert_eq!(checked.check.findings, []);
}

#[tokio::test]
async fn only_the_newest_few_are_offered_again() {
    let mut desk = TestDesk::over_http().await;
    let mut expected = Vec::new();
    for number in 0..=PICTURES_LISTED_MAX {
        let name = format!("{number}.jpg");
        let bytes = [JPEG, name.as_bytes()].concat();
        upload(&desk, &file(&desk, &name, &bytes)).await.unwrap();
        desk.advance_ms(1_000);
        expected.insert(0, name);
    }
    expected.pop();
    assert_eq!(listed(&desk).await, expected);

    desk.restart().await;

    assert_eq!(listed(&desk).await, expected);
}

#[tokio::test]
async fn what_cannot_be_uploaded_is_told_before_anything_leaves() {
    let desk = TestDesk::over_http().await;
    let of_length = |length| {
        let mut bytes = JPEG.to_vec();
        bytes.resize(length, 0);
        bytes
    };
    let content = |fault| Some(PictureFileFault::Content(fault));
    let mut grey = PNG.to_vec();
    grey[25] = 0;
    for (name, bytes, expected) in [
        ("most.jpg", of_length(PICTURE_BYTES_MAX), None),
        (
            "more.jpg",
            of_length(PICTURE_BYTES_MAX + 1),
            content(PictureFault::TooLarge),
        ),
        ("empty.jpg", Vec::new(), content(PictureFault::Empty)),
        (
            "page.jpg",
            b"%PDF-1.7".to_vec(),
            content(PictureFault::OtherType),
        ),
        ("grey.png", grey, content(PictureFault::OtherColours)),
    ] {
        check_file(&file(&desk, name, &bytes), expected).await;
    }
    let folder = desk.data_dir().join("album.jpg");
    std::fs::create_dir(&folder).unwrap();
    check_file(&folder, Some(PictureFileFault::NotAFile)).await;
    let gone = folder.join("gone.jpg");
    check_file(&gone, Some(PictureFileFault::Missing)).await;
    let below = file(&desk, "plain.jpg", JPEG).join("below.jpg");
    check_file(&below, Some(PictureFileFault::Missing)).await;
    #[cfg(target_os = "linux")]
    check_file(Path::new("/dev/zero"), Some(PictureFileFault::NotAFile)).await;
    assert_eq!(desk.received(Call::Media), 0);
}

/// Reads a file and compares what is said of it, which names it and what to do.
async fn check_file(path: &Path, expected: Option<PictureFileFault>) {
    let read = Picture::read(path).await;
    match (read, expected) {
        (Ok(picture), None) => assert_eq!(Some(picture.name()), name_of(path)),
        (Err(error), Some(expected)) => {
            let words = error.to_string();
            assert!(words.contains(&path.display().to_string()), "{words}");
            assert!(words.contains(&expected.to_string()), "{words}");
            assert!(words.ends_with("; nothing was uploaded"), "{words}");
        }
        (read, expected) => panic!("{}: {read:?}, not {expected:?}", path.display()),
    }
}

fn name_of(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

#[tokio::test]
async fn a_refusal_is_told_as_what_it_is_and_nothing_is_remembered() {
    for (status, code, meaning) in [
        (400, 131_053, ErrorMeaning::MediaUpload),
        (400, 100, ErrorMeaning::InvalidParameter),
        (400, 131_009, ErrorMeaning::ParameterInvalid),
        (400, 131_008, ErrorMeaning::ParameterMissing),
        (401, 190, ErrorMeaning::TokenRefused),
        (429, 130_429, ErrorMeaning::ThroughputExceeded),
    ] {
        let desk = TestDesk::over_http().await;
        let retry_after_s = None;
        let kind = FaultKind::Graph {
            status,
            code,
            retry_after_s,
        };
        desk.next(Call::Media, [Fault::before(kind)]);
        let picture = file(&desk, "diwali.jpg", JPEG);

        let error = refused(upload(&desk, &picture).await);

        let PictureError::Refused { complaint, .. } = error else {
            panic!("{error}");
        };
        let complaint = complaint.unwrap();
        assert_eq!(complaint.code, code.to_string());
        assert_eq!(complaint.meaning, Some(meaning));
        assert_eq!(listed(&desk).await, Vec::<String>::new());
        assert!(!upload(&desk, &picture).await.unwrap().is_reused);
        assert_eq!(desk.received(Call::Media), 2, "{code}: never by itself");
    }
}

#[tokio::test]
async fn what_is_not_known_is_told_so_and_may_be_uploaded_again() {
    for kind in [
        FaultKind::Reset,
        FaultKind::Close,
        FaultKind::Truncated { at: 5 },
        FaultKind::Garbage,
        FaultKind::Empty,
        FaultKind::Huge,
        FaultKind::WrongTypes,
        FaultKind::BadGateway,
        FaultKind::OnPremisesError,
    ] {
        let desk = TestDesk::over_http().await;
        desk.next(Call::Media, [Fault::after(kind.clone())]);
        let picture = file(&desk, "diwali.jpg", JPEG);

        let error = refused(upload(&desk, &picture).await);

        let words = error.to_string();
        assert!(
            matches!(error, PictureError::Unknown { .. }),
            "{kind:?}: {words}"
        );
        assert!(words.ends_with("upload it again"), "{words}");
        assert_eq!(desk.received(Call::Media), 1, "{kind:?}: once");
        assert_eq!(desk.sandbox().media().len(), 1, "{kind:?}: it was there");
        let second = upload(&desk, &picture).await.unwrap();
        assert!(!second.is_reused);
        assert_eq!(listed(&desk).await, ["diwali.jpg"], "{kind:?}");
    }
}

#[tokio::test]
async fn nobody_answering_ends_within_the_deadline() {
    let desk = TestDesk::with_effect_deadline(Duration::from_millis(300)).await;
    let stall = FaultKind::Stall { for_ms: 60_000 };
    desk.next(Call::Media, [Fault::before(stall)]);

    let error = refused(upload(&desk, &file(&desk, "diwali.jpg", JPEG)).await);

    assert!(matches!(error, PictureError::Unknown { .. }), "{error}");
}

#[tokio::test]
async fn offline_nothing_is_uploaded_and_told_so() {
    let desk = TestDesk::over_http().await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    readdress(&desk, &nobody).await;

    let error = refused(upload(&desk, &file(&desk, "diwali.jpg", JPEG)).await);

    assert!(matches!(error, PictureError::NotSent { .. }), "{error}");
}

async fn readdress(desk: &TestDesk, base_url: &str) {
    let account = desk.account().await;
    let edit = EditAccount {
        name: account.name,
        base_url: base_url.to_owned(),
        graph_version: account.graph_version,
        waba_id: account.waba_id,
        phone_number_id: account.phone_number_id,
    };
    desk.desk().edit_account(account.id, edit).await.unwrap();
}

#[tokio::test]
async fn an_upload_is_called_off() {
    let desk = TestDesk::over_http().await;
    let stall = FaultKind::Stall { for_ms: 60_000 };
    desk.next(Call::Media, [Fault::before(stall)]);
    let picture = Picture::read(&file(&desk, "diwali.jpg", JPEG)).await;
    let (job, account) = (UploadJob::default(), desk.account().await.id);
    let (running, stops) = (desk.desk().clone(), job.clone());
    let upload = tokio::spawn(async move {
        let picture = picture.unwrap();
        running.upload_picture(account, &picture, job).await
    });
    while desk.received(Call::Media) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }

    stops.stop();

    let error = refused(upload.await.unwrap());
    assert!(matches!(error, PictureError::Stopped), "{error}");
    assert_eq!(listed(&desk).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_folder_is_remembered() {
    let desk = TestDesk::over_router(2).await;
    assert_eq!(desk.desk().picture_folder().await.unwrap(), None);

    for folder in ["/home/meera/Pictures", &format!("/{}", "x".repeat(2_000))] {
        let keep = desk.desk().keep_picture_folder(Path::new(folder));
        keep.await.unwrap();
    }

    let kept = desk.desk().picture_folder().await.unwrap();
    assert_eq!(kept, Some(PathBuf::from("/home/meera/Pictures")));
}

#[test]
fn neither_name_nor_bytes_are_shown_to_a_log() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meera-iyer.jpg");
    std::fs::write(&path, JPEG).unwrap();

    let picture = runtime.unwrap().block_on(Picture::read(&path)).unwrap();

    let shown = format!("{picture:?}");
    assert!(!shown.contains("meera"), "{shown}");
    assert!(!shown.contains("255"), "{shown}");
}

fn file(desk: &TestDesk, name: &str, bytes: &[u8]) -> PathBuf {
    let path = desk.data_dir().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

async fn upload(desk: &TestDesk, path: &Path) -> Result<Uploaded, DeskError> {
    let picture = Picture::read(path).await?;
    let account = desk.account().await.id;
    let upload = desk
        .desk()
        .upload_picture(account, &picture, UploadJob::default());
    upload.await
}

#[track_caller]
fn refused(uploaded: Result<Uploaded, DeskError>) -> PictureError {
    match uploaded {
        Err(DeskError::Picture(error)) => error,
        other => panic!("{other:?}"),
    }
}

/// The names of the pictures that are offered again.
async fn listed(desk: &TestDesk) -> Vec<String> {
    let account = desk.account().await.id;
    let listed = desk.desk().uploaded_pictures(account).await.unwrap();
    listed.into_iter().map(|one| one.file_name).collect()
}

async fn newest(desk: &TestDesk) -> String {
    let account = desk.account().await.id;
    let listed = desk.desk().uploaded_pictures(account).await.unwrap();
    listed[0].media_id.clone()
}
