//! What survives a restart, and what the ledger refuses.

use crate::orders::{full, simple};
use crate::stage::{NOW_MS, SEED, Stage, open};
use counterfoil_sandbox::{Configuration, CustomerPlan, Gateway, Mode, SandboxError};
use serde_json::json;
use std::fs::{self, OpenOptions};
use std::io::Write;

/// Closes the sandbox of a stage and opens its ledger again.
fn reopened(stage: Stage) -> Stage {
    let Stage {
        sandbox,
        account,
        clock,
        folder,
    } = stage;
    drop(sandbox);
    let sandbox = open(&folder, SEED, &clock).unwrap();
    Stage {
        sandbox,
        account,
        clock,
        folder,
    }
}

#[tokio::test]
async fn everything_committed_survives_a_restart() {
    let stage = Stage::new();
    stage.send(&full()).await;
    stage.send(&simple("R-2", "919900000001", 100)).await;
    stage
        .sandbox
        .set_customer(stage.number(), "KP-2291.a_1", CustomerPlan::PaysAtOnce);
    stage.sandbox.advance_ms(60_000).unwrap();
    let (messages, accounts) = (stage.sandbox.messages(), stage.sandbox.accounts());
    let before = [
        stage.look_up("KP-2291.a_1").await.json,
        stage.look_up("R-2").await.json,
    ];

    let stage = reopened(stage);

    assert_eq!(
        (stage.sandbox.messages(), stage.sandbox.accounts()),
        (messages, accounts)
    );
    let after = [
        stage.look_up("KP-2291.a_1").await.json,
        stage.look_up("R-2").await.json,
    ];
    assert_eq!(before, after);
    assert_eq!(after[0]["payments"][0]["status"], "captured");
    assert_eq!(stage.sandbox.time_ms(), NOW_MS + 60_000);
    assert_eq!(
        stage.send(&full()).await.code(),
        131_009,
        "the reference id is still used"
    );
}

/// A ledger from before accounts had configurations of any provider but Razorpay, orders any other
/// mode, and anybody pictures.
const OLD: &str = r#"{"fact":"ledger_started","format":1,"seed":7}
{"fact":"account_added","account":{"name":"Kaveri Provisions","waba_id":"330098765432109","phone_number_id":"480012345678901","configurations":["kaveri-live-rzp","kaveri two/2"]},"bearer_sha256":"4a5b1f8fa39cdfa0ac9b4e25fc1dc2c73a5a5f4fbcdcc6c4eb4ee46bd02ef4a7","at_ms":1798700000000}
{"fact":"message_accepted","phone_number_id":"480012345678901","reference_id":"R-1","message_id":"wamid.HBgMold000001AA==","to":"919900000001","amount_minor":12500,"currency":"INR","configuration_name":"kaveri-live-rzp","biz_opaque_callback_data":null,"receipt":"INV-1","notes":{"store":"mysuru-02"},"body_sha256":"00","at_ms":1798700000000,"fate":"payable","customer":"pays_at_once"}
{"fact":"status_told","phone_number_id":"480012345678901","reference_id":"R-1","message_id":"wamid.HBgMold000002AA==","status":"processing","template":null,"biz_opaque_callback_data":null,"failure":null,"body_sha256":"00","at_ms":1798700000000}
"#;

#[tokio::test]
async fn an_old_ledger_is_read_and_written_on() {
    let mut stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ledger.jsonl"), OLD).unwrap();
    stage.sandbox = open(&folder, SEED, &stage.clock).unwrap();
    stage.folder = folder;
    let number = "480012345678901";
    stage.account.phone_number_id = number.to_owned();
    stage.account.bearer = stage.sandbox.renew_bearer(number).unwrap();

    let [account] = stage.sandbox.accounts().try_into().unwrap();
    let expected = ["kaveri-live-rzp", "kaveri two/2"].map(Configuration::from);
    assert_eq!(account.configurations, expected);
    let [message] = stage.sandbox.messages().try_into().unwrap();
    assert_eq!(message.mode, Mode::Gateway(Gateway::Razorpay));
    let payment = stage.look_up("R-1").await.payment().clone();
    assert_eq!(payment["status"], "captured");
    assert_eq!(payment["transactions"][0]["type"], "razorpay");
    assert_eq!(payment["notes"], json!({ "store": "mysuru-02" }));

    assert_eq!(stage.send(&full()).await.status, 200);
    let stage = reopened(stage);
    assert_eq!(stage.sandbox.messages().len(), 2);
}

#[tokio::test]
async fn a_line_that_was_never_finished_is_dropped() {
    let stage = Stage::new();
    stage.send(&full()).await;
    let whole = fs::read(stage.ledger()).unwrap();
    let start = whole[..whole.len() - 1]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .unwrap()
        + 1;
    for end in [start + 1, start + 40, whole.len() - 1] {
        fs::write(stage.ledger(), &whole[..end]).unwrap();
        let other = tempfile::tempdir().unwrap();
        fs::copy(stage.ledger(), other.path().join("ledger.jsonl")).unwrap();

        let sandbox = open(&other, SEED, &stage.clock).unwrap();

        assert!(sandbox.messages().is_empty(), "torn at {end}");
        assert_eq!(sandbox.accounts().len(), 1, "the lines before it stay");
        let kept = fs::read(other.path().join("ledger.jsonl")).unwrap();
        assert_eq!(kept, whole[..start], "torn at {end}");
    }
}

#[tokio::test]
async fn a_torn_ledger_goes_on_after_its_last_whole_line() {
    let stage = Stage::new();
    let mut file = OpenOptions::new()
        .append(true)
        .open(stage.ledger())
        .unwrap();
    file.write_all(b"{\"fact\":\"message_acc").unwrap();

    let stage = reopened(stage);
    stage.send(&full()).await;
    let stage = reopened(stage);

    assert_eq!(stage.sandbox.messages().len(), 1);
}

#[tokio::test]
async fn a_broken_earlier_line_is_named() {
    let stage = Stage::new();
    stage.send(&full()).await;
    let text = fs::read_to_string(stage.ledger()).unwrap();
    let Stage {
        sandbox,
        clock,
        folder,
        ..
    } = stage;
    drop(sandbox);
    let broken = text.replacen("account_added", "account_aded", 1);
    fs::write(folder.path().join("ledger.jsonl"), broken).unwrap();

    let error = open(&folder, SEED, &clock).err().unwrap();

    assert!(
        matches!(error, SandboxError::BrokenLine { line: 2, .. }),
        "{error}"
    );
}

#[test]
fn a_ledger_belongs_to_one_sandbox_and_one_seed() {
    let stage = Stage::new();
    let error = open(&stage.folder, SEED, &stage.clock).err().unwrap();
    assert!(matches!(error, SandboxError::InUse(_)), "{error}");

    let Stage {
        sandbox,
        clock,
        folder,
        ..
    } = stage;
    drop(sandbox);
    let error = open(&folder, SEED + 1, &clock).err().unwrap();
    assert!(
        matches!(error, SandboxError::OtherSeed { recorded: SEED, .. }),
        "{error}"
    );
}

#[test]
fn a_file_that_is_no_ledger_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    fs::write(&path, "{\"fact\":\"clock_advanced\",\"by_ms\":1}\n").unwrap();
    let clock = std::sync::Arc::new(counterfoil_sandbox::ManualClock::new(0));

    let error = open(&folder, SEED, &clock).err().unwrap();

    assert!(
        matches!(error, SandboxError::BrokenLine { line: 1, .. }),
        "{error}"
    );
    assert_eq!(
        fs::read_to_string(path).unwrap(),
        "{\"fact\":\"clock_advanced\",\"by_ms\":1}\n"
    );
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_a_new_ledger() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::new();

    let mode = fs::metadata(stage.ledger()).unwrap().permissions().mode();

    assert_eq!(mode & 0o777, 0o600, "it holds telephone numbers");
}

#[tokio::test]
async fn the_ledger_holds_no_bearer() {
    let stage = Stage::new();
    stage.send(&full()).await;
    let renewed = stage.sandbox.renew_bearer(stage.number()).unwrap();

    let text = fs::read_to_string(stage.ledger()).unwrap();

    for secret in [
        &stage.account.bearer,
        &renewed,
        stage.sandbox.control_token(),
    ] {
        assert!(!text.contains(secret));
    }
    assert_eq!(text.lines().count(), 4, "start, account, message, bearer");
}

#[tokio::test]
async fn a_renewed_bearer_replaces_the_old_one_for_good() {
    let mut stage = Stage::new();
    let number = stage.number().to_owned();
    let renewed = stage.sandbox.renew_bearer(&number).unwrap();
    assert_eq!(stage.send(&full()).await.code(), 190);

    stage = reopened(stage);
    assert_eq!(stage.send(&full()).await.code(), 190);
    stage.account.bearer = renewed.clone();
    assert_eq!(stage.send(&full()).await.status, 200);
    assert_ne!(stage.sandbox.renew_bearer(&number).unwrap(), renewed);
}
