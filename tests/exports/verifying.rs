//! Owns the claim that a changed byte, row or manifest is found, and that a book knows its own exports.

use crate::{
    made_up,
    stage::{PLAIN, Stage, all},
};
use counterfoil_desk::{
    ActivityAsked, BookSays, ExportFault, ExportForm, Exported, MANIFEST_ENDING, VerifiedExport,
};
use counterfoil_domain::{account::Environment, activity::Deed, export::ExportKind};
use counterfoil_tests::desk::TestDesk;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{fs, path::PathBuf};

#[tokio::test]
async fn an_export_that_nobody_touched_holds_and_is_in_the_activity() {
    let stage = Stage::with(&made_up::orders(1, 40)).await;
    for form in [ExportForm::Csv(PLAIN), ExportForm::Xlsx] {
        let exported = export(&stage, form, "a").await;

        let verified = verify(&stage, &exported).await;
        assert!(verified.holds(), "{verified:?}");
        let BookSays::Made { line } = verified.book else {
            panic!("{verified:?}");
        };
        let asked = ActivityAsked {
            deed: Some(Deed::Export),
            ..ActivityAsked::default()
        };
        let lines = stage.desk.desk().activity(asked, None, 1).await.unwrap();
        assert_eq!(lines[0].number, line);
        assert!(
            lines[0].line.words.contains(&exported.manifest.sha256),
            "{lines:?}"
        );
        assert_eq!(
            exported.manifest.activity.line,
            line - 1,
            "what was read came before it"
        );
        // By its manifest too.
        let by_manifest = stage
            .desk
            .desk()
            .verify_export(&manifest_of(&exported))
            .await;
        assert_eq!(by_manifest.unwrap(), verified);
    }
}

#[tokio::test]
async fn every_changed_byte_is_found() {
    let stage = Stage::with(&made_up::orders(2, 10)).await;
    for form in [ExportForm::Csv(PLAIN), ExportForm::Xlsx] {
        let exported = export(&stage, form, "b").await;
        let bytes = fs::read(&exported.path).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(&exported.path, changed).unwrap();
            let verified = verify(&stage, &exported).await;
            let differs = |fault: &ExportFault| matches!(fault, ExportFault::BytesDiffer { .. });
            assert!(
                verified.faults.iter().any(differs),
                "byte {at}: {verified:?}"
            );
        }
        fs::write(&exported.path, bytes).unwrap();
        assert!(verify(&stage, &exported).await.holds());
    }
}

#[tokio::test]
async fn a_missing_row_and_another_amount_are_named() {
    let stage = Stage::with(&made_up::orders(3, 30)).await;
    let exported = export(&stage, ExportForm::Csv(PLAIN), "c").await;
    let text = fs::read_to_string(&exported.path).unwrap();
    let rows = exported.manifest.rows;

    let shorter = text.trim_end().rsplit_once("\r\nsandbox,").unwrap().0;
    fs::write(&exported.path, format!("{shorter}\r\n")).unwrap();
    let faults = verify(&stage, &exported).await.faults;
    let fewer = ExportFault::RowsDiffer {
        expected: rows,
        found: rows - 1,
    };
    assert!(faults.contains(&fewer), "{faults:?}");

    let total = &exported.manifest.totals[0];
    let amount = text
        .split(',')
        .find(|field| field.ends_with(".00") || field.contains('.'));
    let digits = amount.map(|_| ());
    assert!(digits.is_some(), "there are amounts");
    let changed = text
        .replacen(",INR,", ",INR,1", 1)
        .replacen(",BRL,", ",BRL,1", 1);
    fs::write(&exported.path, changed).unwrap();
    let faults = verify(&stage, &exported).await.faults;
    let named = |fault: &ExportFault| match fault {
        ExportFault::TotalDiffers {
            column,
            found,
            expected,
            ..
        } => *column == total.column && found > expected,
        _ => false,
    };
    assert!(faults.iter().any(named), "{faults:?}");
}

#[tokio::test]
async fn a_changed_manifest_is_found_even_when_its_seal_was_made_anew() {
    let stage = Stage::with(&made_up::orders(4, 20)).await;
    let exported = export(&stage, ExportForm::Csv(PLAIN), "d").await;
    let path = manifest_of(&exported);
    let kept = fs::read(&path).unwrap();
    let mut manifest: Value = serde_json::from_slice(&kept).unwrap();

    manifest["totals"][0]["minor"] = json!(1);
    fs::write(&path, manifest.to_string()).unwrap();
    let verified = verify(&stage, &exported).await;
    assert!(
        verified.faults.contains(&ExportFault::ManifestChanged),
        "{verified:?}"
    );
    assert_eq!(verified.book, BookSays::Unknown);

    // Whoever knows how seals are made can make one, but the book does not know its manifest.
    let mut forged = exported.manifest.clone();
    forged.totals[0].minor = 1;
    forged.seal = String::new();
    forged.seal = hex::encode(Sha256::digest(serde_json::to_vec(&forged).unwrap()));
    fs::write(&path, serde_json::to_vec_pretty(&forged).unwrap()).unwrap();
    let verified = verify(&stage, &exported).await;
    assert_eq!(verified.faults, []);
    assert_eq!(verified.book, BookSays::Unknown);
    assert!(!verified.holds());

    for broken in [&b"{"[..], b"{}", b"", &[0xff; 10]] {
        fs::write(&path, broken).unwrap();
        let verified = verify(&stage, &exported).await;
        assert!(
            matches!(verified.faults[..], [ExportFault::NoManifest(_)]),
            "{verified:?}"
        );
    }
    fs::remove_file(&path).unwrap();
    let verified = verify(&stage, &exported).await;
    assert!(
        matches!(verified.faults[..], [ExportFault::NoManifest(_)]),
        "{verified:?}"
    );
    fs::write(&path, kept).unwrap();
    assert!(verify(&stage, &exported).await.holds());
}

#[tokio::test]
async fn another_file_under_the_manifest_and_another_book_are_told_apart() {
    let stage = Stage::with(&made_up::orders(5, 20)).await;
    let exported = export(&stage, ExportForm::Csv(PLAIN), "e").await;

    let renamed = stage.folder().join("renamed.csv");
    fs::copy(&exported.path, &renamed).unwrap();
    fs::copy(
        manifest_of(&exported),
        stage.folder().join(format!("renamed.csv{MANIFEST_ENDING}")),
    )
    .unwrap();
    let verified = stage.desk.desk().verify_export(&renamed).await.unwrap();
    assert!(
        matches!(&verified.faults[..], [ExportFault::OtherFile(name)] if *name == exported.manifest.file),
        "{verified:?}"
    );

    let other = Stage::over(TestDesk::over_router(2).await, &[]);
    let verified = other
        .desk
        .desk()
        .verify_export(&exported.path)
        .await
        .unwrap();
    assert_eq!(
        (verified.faults.len(), verified.book),
        (0, BookSays::OtherBook)
    );
}

async fn export(stage: &Stage, form: ExportForm, name: &str) -> Exported {
    let asked = all(ExportKind::Orders, Environment::Sandbox);
    stage.export(asked, form, name).await.unwrap()
}

async fn verify(stage: &Stage, exported: &Exported) -> VerifiedExport {
    stage
        .desk
        .desk()
        .verify_export(&exported.path)
        .await
        .unwrap()
}

fn manifest_of(exported: &Exported) -> PathBuf {
    let mut name = exported.path.as_os_str().to_owned();
    name.push(MANIFEST_ENDING);
    name.into()
}
