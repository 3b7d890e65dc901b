//! Every fault as an in-process caller sees it, and what it leaves in the ledger.

use crate::orders::{full, simple};
use crate::stage::{Answer, Stage};
use counterfoil_sandbox::{Call, Cut, Fault, FaultKind, FaultPlan};
use http::header;
use std::time::Duration;
use tokio::time::Instant;

fn next(stage: &Stage, call: Call, faults: impl Into<Vec<Fault>>) {
    stage
        .sandbox
        .set_faults(stage.number(), call, FaultPlan::Next(faults.into()));
}

async fn faulty_send(stage: &Stage, fault: Fault) -> Result<Answer, Cut> {
    next(stage, Call::Send, [fault]);
    stage.try_send(&full()).await
}

#[tokio::test]
async fn a_cut_answer_is_lost_on_either_side_of_the_commit() {
    check(FaultKind::Close, Cut::Close).await;
    check(FaultKind::Reset, Cut::Reset).await;
    check(FaultKind::Crash, Cut::Crash).await;

    async fn check(kind: FaultKind, expected: Cut) {
        let stage = Stage::new();
        let before = faulty_send(&stage, Fault::before(kind.clone())).await;
        assert_eq!(before.unwrap_err(), expected);
        assert!(
            stage.sandbox.messages().is_empty(),
            "{kind:?} before the commit"
        );

        let after = faulty_send(&stage, Fault::after(kind.clone())).await;
        assert_eq!(after.unwrap_err(), expected);
        assert_eq!(
            stage.sandbox.messages().len(),
            1,
            "{kind:?} after the commit"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_stalled_call_passes_in_paused_time() {
    let stage = Stage::new();
    let start = Instant::now();
    let stall = FaultKind::Stall { for_ms: 90_000 };

    let answer = faulty_send(&stage, Fault::after(stall)).await;

    assert_eq!(answer.unwrap_err(), Cut::Close);
    assert!(start.elapsed() >= Duration::from_secs(90));
    assert_eq!(stage.sandbox.messages().len(), 1);
}

#[tokio::test]
async fn a_caller_that_gives_up_during_a_stall_leaves_what_was_committed() {
    let stage = Stage::new();
    let short = Duration::from_millis(20);
    for (fault, messages) in [(Fault::before as fn(_) -> _, 0), (Fault::after, 1)] {
        next(
            &stage,
            Call::Send,
            [fault(FaultKind::Stall { for_ms: 60_000 })],
        );
        assert!(
            tokio::time::timeout(short, stage.try_send(&full()))
                .await
                .is_err()
        );
        assert_eq!(stage.sandbox.messages().len(), messages);
    }
}

#[tokio::test]
async fn wrong_statuses_come_with_and_without_an_envelope() {
    let stage = Stage::new();
    let plain = |status, retry_after_s| FaultKind::Status {
        status,
        retry_after_s,
    };
    for (status, seconds) in [
        (408, None),
        (409, None),
        (429, Some(7)),
        (500, None),
        (503, None),
    ] {
        let answer = faulty_send(&stage, Fault::before(plain(status, seconds)))
            .await
            .unwrap();
        assert_eq!(answer.status.as_u16(), status);
        assert!(answer.json.is_null(), "a proxy does not speak JSON");
        let retry = answer
            .headers
            .get(header::RETRY_AFTER)
            .map(|value| value.to_str().unwrap());
        assert_eq!(retry, seconds.map(|_| "7"), "{status}");
    }
    let graph = FaultKind::Graph {
        status: 400,
        code: 130_429,
        retry_after_s: Some(3),
    };
    let answer = faulty_send(&stage, Fault::before(graph)).await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.code()), (400, 130_429));
    assert_eq!(answer.headers[header::RETRY_AFTER], "3");
    let answer = faulty_send(&stage, Fault::before(FaultKind::BadGateway))
        .await
        .unwrap();
    assert_eq!(answer.status, 502);
    assert!(answer.bytes.starts_with(b"<!DOCTYPE html>"));
    assert!(stage.sandbox.messages().is_empty());

    let answer = faulty_send(&stage, Fault::after(plain(500, None)))
        .await
        .unwrap();
    assert_eq!(answer.status, 500);
    assert_eq!(stage.sandbox.messages().len(), 1);
}

#[tokio::test]
async fn a_closed_window_never_commits() {
    let stage = Stage::new();
    for fault in [
        Fault::before(FaultKind::WindowClosed),
        Fault::after(FaultKind::WindowClosed),
    ] {
        let answer = faulty_send(&stage, fault).await.unwrap();
        assert_eq!((answer.status.as_u16(), answer.code()), (400, 131_047));
    }
    assert!(stage.sandbox.messages().is_empty());
}

#[tokio::test]
async fn answers_are_spoilt_after_the_effect() {
    check(FaultKind::Garbage, |answer| {
        answer.json.is_null() && !answer.bytes.is_empty()
    })
    .await;
    check(FaultKind::Empty, |answer| answer.bytes.is_empty()).await;
    check(FaultKind::Huge, |answer| {
        answer.bytes.len() > 10_000_000 && answer.message_id().starts_with("wamid.")
    })
    .await;
    check(FaultKind::Deep, |answer| {
        answer.bytes.len() == 200_000 && answer.bytes.starts_with(b"[[[")
    })
    .await;
    check(FaultKind::WrongTypes, |answer| {
        answer.json["messages"].is_object() && answer.json["messaging_product"].is_number()
    })
    .await;
    check(FaultKind::DuplicateKeys, |answer| {
        let text = std::str::from_utf8(&answer.bytes).unwrap();
        text.matches("\"messages\":").count() == 2 && answer.json["messages"].is_null()
    })
    .await;
    check(FaultKind::HugeNumbers, |answer| {
        answer.json["messages"][0]["id"] == 1e300
    })
    .await;
    check(FaultKind::InvalidUtf8, |answer| {
        std::str::from_utf8(&answer.bytes).is_err()
    })
    .await;

    async fn check(kind: FaultKind, is_spoilt: impl Fn(&Answer) -> bool) {
        let stage = Stage::new();
        let answer = faulty_send(&stage, Fault::after(kind.clone()))
            .await
            .unwrap();
        assert_eq!(answer.status, 200, "{kind:?}");
        assert!(is_spoilt(&answer), "{kind:?}");
        assert_eq!(stage.sandbox.messages().len(), 1, "{kind:?}");
    }
}

#[tokio::test]
async fn a_truncated_answer_is_a_cut_even_when_it_asks_for_more_than_there_is() {
    let stage = Stage::new();
    let answer = faulty_send(&stage, Fault::after(FaultKind::Truncated { at: 9 })).await;
    assert_eq!(answer.unwrap_err(), Cut::TruncateAt(9));
    assert_eq!(stage.sandbox.messages().len(), 1);

    next(
        &stage,
        Call::Lookup,
        [Fault::before(FaultKind::Truncated { at: 1_000_000 })],
    );
    let Err(Cut::TruncateAt(at)) = stage.try_look_up("KP-2291.a_1").await else {
        panic!("the lookup must be cut");
    };
    assert!(
        (1..1_000).contains(&at),
        "fewer bytes than the body has: {at}"
    );
}

#[tokio::test]
async fn redirects_lead_where_they_are_told() {
    let stage = Stage::new();
    for status in [302, 307] {
        let location = "http://127.0.0.1:9/elsewhere".to_owned();
        let redirect = FaultKind::Redirect { status, location };
        let answer = faulty_send(&stage, Fault::before(redirect)).await.unwrap();
        assert_eq!(answer.status.as_u16(), status);
        assert_eq!(
            answer.headers[header::LOCATION],
            "http://127.0.0.1:9/elsewhere"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_answer_comes_byte_by_byte() {
    let stage = Stage::new();
    let start = Instant::now();
    let drip = FaultKind::SlowDrip { interval_ms: 1_000 };

    let answer = faulty_send(&stage, Fault::after(drip)).await.unwrap();

    assert!(
        answer.message_id().starts_with("wamid."),
        "it is whole in the end"
    );
    assert!(start.elapsed() >= Duration::from_secs(answer.bytes.len() as u64));
}

#[tokio::test]
async fn plans_decide_which_calls_suffer() {
    let stage = Stage::new();
    let fault = || Fault::before(FaultKind::BadGateway);
    let plan = |plan| stage.sandbox.set_faults(stage.number(), Call::Lookup, plan);
    let failures = async |calls: usize| {
        let mut failures = 0;
        for _ in 0..calls {
            failures += usize::from(stage.look_up("R-1").await.status == 502);
        }
        failures
    };

    plan(FaultPlan::Next(vec![fault(), fault()]));
    assert_eq!(failures(5).await, 2);
    plan(FaultPlan::Always(fault()));
    assert_eq!(failures(5).await, 5);
    assert_eq!(
        stage.send(&full()).await.status,
        200,
        "another kind of call"
    );
    plan(FaultPlan::Sometimes {
        per_mille: 500,
        fault: fault(),
    });
    let some = failures(60).await;
    assert!((15..45).contains(&some), "about half: {some} of 60");
    plan(FaultPlan::Sometimes {
        per_mille: 0,
        fault: fault(),
    });
    assert_eq!(failures(20).await, 0);
    plan(FaultPlan::Always(fault()));
    stage.sandbox.clear_faults(stage.number());
    assert_eq!(failures(2).await, 0);
}

#[tokio::test]
async fn a_call_with_a_wrong_bearer_uses_up_no_fault() {
    let stage = Stage::new();
    next(&stage, Call::Send, [Fault::before(FaultKind::BadGateway)]);
    let mut request = stage.send_request(full().to_string());
    request
        .headers_mut()
        .insert(header::AUTHORIZATION, "Bearer 0".parse().unwrap());

    assert_eq!(stage.call(request).await.unwrap().status, 401);
    assert_eq!(stage.send(&full()).await.status, 502);
}

#[tokio::test(start_paused = true)]
async fn latency_is_drawn_from_its_range() {
    let stage = Stage::new();
    stage
        .sandbox
        .set_behaviour(stage.number(), |it| it.latency_ms = 200..=900);
    let mut seen = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        stage.look_up("R-1").await;
        seen.push(start.elapsed().as_millis());
    }
    assert!(seen.iter().all(|ms| (200..=902).contains(ms)), "{seen:?}");
    assert!(seen.iter().any(|ms| *ms != seen[0]), "{seen:?}");
}

#[tokio::test]
async fn lookups_and_checks_have_faults_of_their_own() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000001", 100)).await;
    next(
        &stage,
        Call::Lookup,
        [Fault::before(FaultKind::OnPremisesError)],
    );
    let answer = stage.look_up("R-1").await;
    assert_eq!(
        (
            answer.status.as_u16(),
            answer.json["errors"][0]["code"].as_u64()
        ),
        (500, Some(500))
    );

    next(&stage, Call::Check, [Fault::before(FaultKind::Empty)]);
    let answer = stage.get(&format!("/v24.0/{}", stage.number())).await;
    assert!(answer.bytes.is_empty());
}
