//! Owns the claim that an export that cannot be made says why and leaves nothing behind.

use crate::{
    made_up,
    stage::{PLAIN, Stage, all},
};
use counterfoil_desk::{
    ActivityAsked, DeskError, ExportError, ExportForm, ExportJob, FileFault, Present, Seed,
};
use counterfoil_domain::{account::Environment, activity::Deed, export::ExportKind};
use counterfoil_tests::{desk::TestDesk, session::inside, wait};
use std::{
    fs,
    path::{Path, PathBuf},
};

const ORDERS: u32 = 3_000;
const FORMS: [ExportForm; 2] = [ExportForm::Csv(PLAIN), ExportForm::Xlsx];

/// A disk of its own that goes with the process; where nobody may mount one, files that may not grow.
const SMALL_DISK: &str = r#"
    export TMPDIR="$COUNTERFOIL_TEST_INSIDE"
    mkdir "$TMPDIR/disk"
    mount='mount -t tmpfs -o size=256k tmpfs "$TMPDIR/disk"'
    if unshare --map-root-user --mount sh -c "$mount" 2>/dev/null; then
        exec unshare --map-root-user --mount sh -c "$mount"' && exec "$@"' sh "$@"
    fi
    exit 77
"#;

#[tokio::test]
async fn a_place_that_cannot_be_written_to_is_named() {
    let stage = Stage::with(&made_up::orders(1, 5)).await;
    let file = stage.folder().join("SANDBOX-file.csv");
    fs::write(&file, "kept").unwrap();

    for form in FORMS {
        check(&stage, form, Path::new("/nowhere/a"), FileFault::Missing).await;
        check(&stage, form, &file.join("a"), FileFault::Missing).await;
        // Nobody may make files there, not even who may do everything else.
        check(&stage, form, Path::new("/sys/a"), FileFault::Denied).await;
    }
    let error = export(&stage, ExportForm::Csv(PLAIN), &file).await;
    assert!(
        matches!(&error, ExportError::Taken(path) if *path == file),
        "{error:?}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
    assert_eq!(stage.left(), [file]);
    assert_eq!(told(&stage).await, 0, "nothing left the book");
}

#[tokio::test]
async fn what_is_called_off_or_left_leaves_nothing() {
    let stage = seeded().await;
    for form in FORMS {
        let job = ExportJob::default();
        let (desk, path) = (stage.desk.desk().clone(), stage.folder().join("a"));
        let asked = all(ExportKind::Operations, Environment::Sandbox);
        let making = tokio::spawn({
            let job = job.clone();
            async move { desk.export(asked, form, &path, Present::Keep, job).await }
        });
        wait::until("it reads", async || job.done().of > 0).await;
        job.stop();
        let ended = making.await.unwrap();
        let Err(DeskError::Export(ExportError::Stopped)) = ended else {
            panic!("{ended:?}");
        };
        assert_eq!(stage.left(), Vec::<PathBuf>::new());

        // Nobody waits for it any more.
        let asked = all(ExportKind::Operations, Environment::Sandbox);
        let path = stage.folder().join("b");
        let desk = stage.desk.desk();
        let job = ExportJob::default();
        let export = desk.export(asked, form, &path, Present::Keep, job.clone());
        tokio::select! {
            biased;
            () = wait::until("it reads", async || job.done().of > 0) => {}
            ended = export => panic!("it was to be left: {ended:?}"),
        }
        wait::until("nothing is left", async || stage.left().is_empty()).await;
    }
    assert_eq!(told(&stage).await, 0, "nothing left the book");
}

#[tokio::test]
async fn a_desk_that_leaves_ends_its_exports() {
    let mut stage = seeded().await;
    let job = ExportJob::default();
    let (desk, path) = (stage.desk.desk().clone(), stage.folder().join("a"));
    let asked = all(ExportKind::Operations, Environment::Sandbox);
    let form = ExportForm::Csv(PLAIN);
    let making = tokio::spawn({
        let job = job.clone();
        async move { desk.export(asked, form, &path, Present::Keep, job).await }
    });
    wait::until("it reads", async || job.done().of > 0).await;

    stage.desk.end().await;

    assert_eq!(stage.left(), Vec::<PathBuf>::new());
    let ended = making.await.unwrap();
    assert!(
        matches!(ended, Err(DeskError::Export(ExportError::Stopped))),
        "{ended:?}"
    );
}

#[tokio::test]
async fn a_folder_that_vanishes_is_named() {
    let stage = seeded().await;
    for form in FORMS {
        let folder = stage.folder().join("goes");
        fs::create_dir(&folder).unwrap();
        let job = ExportJob::default();
        let (desk, path) = (stage.desk.desk().clone(), folder.join("a"));
        let asked = all(ExportKind::Operations, Environment::Sandbox);
        let making = tokio::spawn({
            let job = job.clone();
            async move { desk.export(asked, form, &path, Present::Keep, job).await }
        });
        wait::until("it reads", async || job.done().of > 0).await;
        fs::remove_dir_all(&folder).unwrap();

        let ended = making.await.unwrap();
        let Err(DeskError::Export(ExportError::File { fault, .. })) = ended else {
            panic!("{ended:?}");
        };
        assert_eq!(fault, FileFault::Missing);
        assert_eq!(stage.left(), Vec::<PathBuf>::new());
    }
}

#[test]
fn a_full_disk_is_named_and_keeps_nothing() {
    inside(
        "failing::a_full_disk_is_named_and_keeps_nothing",
        &["sh", "-c", SMALL_DISK, "sh"],
        async |folder| {
            let stage = seeded().await;
            let disk = folder.join("disk");
            for form in FORMS {
                let error = export(&stage, form, &disk.join("a")).await;
                let ExportError::File { fault, .. } = &error else {
                    panic!("{error:?}");
                };
                assert_eq!(*fault, FileFault::Full, "{error}");
                assert!(error.to_string().contains("is full"), "{error}");
                assert_eq!(fs::read_dir(&disk).unwrap().count(), 0, "{form:?}");
            }
            assert_eq!(told(&stage).await, 0, "nothing left the book");
        },
    );
}

#[tokio::test]
async fn a_book_from_before_says_that_its_payments_are_not_gathered_yet() {
    let stage = seeded().await;
    stage
        .book
        .execute_batch(
            "CREATE TEMP TABLE kept AS SELECT * FROM payments;
             DELETE FROM payments;
             INSERT INTO preferences (name, value) VALUES ('payments', 'missing')",
        )
        .unwrap();
    let asked = all(ExportKind::Payments, Environment::Sandbox);

    let early = stage
        .export(asked.clone(), ExportForm::Csv(PLAIN), "a")
        .await;
    let Err(DeskError::Export(ExportError::NotGathered)) = early else {
        panic!("{early:?}");
    };

    stage.desk.desk().gather_payments().await.unwrap();
    let exported = stage
        .export(asked, ExportForm::Csv(PLAIN), "a")
        .await
        .unwrap();
    let kept: i64 = stage
        .book
        .query_row("SELECT count(*) FROM kept", [], |row| row.get(0))
        .unwrap();
    assert_eq!(exported.manifest.rows, kept.unsigned_abs());
    let different = "SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM payments)";
    let different: i64 = stage
        .book
        .query_row(different, [], |row| row.get(0))
        .unwrap();
    assert_eq!(different, 0, "what was gathered is what was kept");
}

#[tokio::test]
async fn a_status_that_no_row_can_have_is_answered_with_those_there_are() {
    let stage = Stage::with(&[]).await;
    let mut asked = all(ExportKind::Payments, Environment::Sandbox);
    asked.status = Some("paid".to_owned());

    let ended = stage.export(asked, ExportForm::Xlsx, "a").await;

    let words = ended.unwrap_err().to_string();
    assert!(
        words.contains("there are: pending, succeeded, failed"),
        "{words}"
    );
}

async fn seeded() -> Stage {
    let desk = TestDesk::over_router(1).await;
    let seed = Seed {
        orders: ORDERS,
        seed: 1,
    };
    desk.desk().seed(seed, |_| {}).await.unwrap();
    Stage::over(desk, &[])
}

async fn check(stage: &Stage, form: ExportForm, path: &Path, expected: FileFault) {
    let error = export(stage, form, path).await;
    let ExportError::File { fault, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(*fault, expected, "{error}");
}

async fn export(stage: &Stage, form: ExportForm, path: &Path) -> ExportError {
    let asked = all(ExportKind::Operations, Environment::Sandbox);
    let job = ExportJob::default();
    let export = stage
        .desk
        .desk()
        .export(asked, form, path, Present::Keep, job);
    match export.await {
        Err(DeskError::Export(error)) => error,
        other => panic!("{other:?}"),
    }
}

/// How many lines of the activity tell of an export.
async fn told(stage: &Stage) -> usize {
    let asked = ActivityAsked {
        deed: Some(Deed::Export),
        ..ActivityAsked::default()
    };
    let lines = stage.desk.desk().activity(asked, None, 10).await;
    lines.unwrap().len()
}
