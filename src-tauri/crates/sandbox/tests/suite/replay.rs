//! One seed and one clock make one run, to the last byte.

use crate::orders::simple;
use crate::stage::{NOW_MS, kaveri};
use bytes::Bytes;
use counterfoil_sandbox::{
    Call, Config, Entropy, Fault, FaultKind, FaultPlan, ManualClock, NewAccount, Sandbox,
};
use http::{Request, header};
use std::sync::Arc;

fn open(folder: &tempfile::TempDir, seed: u64, entropy: Entropy) -> (Sandbox, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::new(NOW_MS));
    let config = Config {
        ledger: folder.path().join("ledger.jsonl"),
        seed,
        clock: Arc::clone(&clock) as _,
        entropy,
    };
    (Sandbox::open(config).unwrap(), clock)
}

/// Plays a small schedule and writes down all that can be observed.
async fn run(seed: u64) -> (Vec<String>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let (sandbox, clock) = open(&folder, seed, Entropy::Seeded);
    let account = sandbox.add_account(kaveri()).unwrap();
    let number = &account.phone_number_id;
    let fault = Fault::after(FaultKind::Reset);
    let sometimes = FaultPlan::Sometimes {
        per_mille: 400,
        fault,
    };
    sandbox.set_faults(number, Call::Send, sometimes.clone());
    sandbox.set_faults(number, Call::Lookup, sometimes);
    let request = |method: &str, path: String, body: String| {
        let builder = Request::builder()
            .method(method)
            .uri(format!("/v24.0/{number}/{path}"));
        builder
            .header(header::AUTHORIZATION, format!("Bearer {}", account.bearer))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Bytes::from(body))
            .unwrap()
    };
    let mut seen = vec![format!(
        "{account:?} {} {}",
        account.bearer,
        sandbox.control_token()
    )];
    for n in 0..12 {
        let body = simple(&format!("R-{n}"), "919900000042", 100).to_string();
        let send = sandbox.call(request("POST", "messages".into(), body)).await;
        clock.advance_ms(120_000);
        let path = format!("payments/kaveri-live-rzp/R-{}", n / 2);
        let lookup = sandbox.call(request("GET", path, String::new())).await;
        seen.push(format!("{send:?} {lookup:?}"));
    }
    drop(sandbox);
    (
        seen,
        std::fs::read(folder.path().join("ledger.jsonl")).unwrap(),
    )
}

#[tokio::test]
async fn a_seed_replays_exactly() {
    for seed in [0, 1, u64::MAX] {
        assert_eq!(run(seed).await, run(seed).await, "seed {seed}");
    }
    assert_ne!(
        run(1).await.0,
        run(2).await.0,
        "another seed is another run"
    );
}

#[test]
fn tokens_from_the_system_are_not_the_seeds() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, _) = open(&one, 7, Entropy::Os);
    let (two, _) = open(&two, 7, Entropy::Os);
    let (first, second) = (
        one.add_account(kaveri()).unwrap(),
        two.add_account(kaveri()).unwrap(),
    );

    assert_ne!(one.control_token(), two.control_token());
    assert_ne!(first.bearer, second.bearer);
    assert_eq!(
        first.phone_number_id, second.phone_number_id,
        "ids are no secret"
    );
    assert!(first.bearer.len() == 64 && first.bearer.bytes().all(|b| b.is_ascii_hexdigit()));
}

#[test]
fn accounts_that_cannot_be_simulated_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (sandbox, _) = open(&folder, 7, Entropy::Seeded);
    let id = |id: &str| Some(id.to_owned());
    let taken = NewAccount {
        phone_number_id: id("123456"),
        waba_id: id("777"),
        ..kaveri()
    };
    sandbox.add_account(taken.clone()).unwrap();

    let cases = [
        taken,
        NewAccount {
            name: " ".into(),
            ..kaveri()
        },
        NewAccount {
            phone_number_id: id("12a"),
            ..kaveri()
        },
        NewAccount {
            waba_id: id(""),
            ..kaveri()
        },
        NewAccount {
            configurations: vec!["".into()],
            ..kaveri()
        },
        NewAccount {
            configurations: vec!["x".repeat(61).into()],
            ..kaveri()
        },
    ];
    for case in cases {
        assert!(sandbox.add_account(case.clone()).is_err(), "{case:?}");
    }
    assert_eq!(sandbox.accounts().len(), 1);
}
