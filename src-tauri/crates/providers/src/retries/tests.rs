//! Tests of repeating reads within bounds.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::transport::Method;
use bytes::Bytes;
use counterfoil_domain::{Secret, account::Environment};
use std::{pin::Pin, sync::Mutex};
use url::Url;

/// Answers from a list, in order.
struct Scripted {
    answers: Mutex<Vec<Answer>>,
}

impl Transport for Scripted {
    fn call(&self, _: Request) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        let answer = self.answers.lock().unwrap().remove(0);
        Box::pin(std::future::ready(answer))
    }
}

fn request(kind: CallKind) -> Request {
    Request {
        kind,
        method: Method::Get,
        url: Url::parse("http://127.0.0.1/").unwrap(),
        environment: Environment::Sandbox,
        bearer: Secret::new(b"t".to_vec()),
        body: None,
        deadline: Duration::from_secs(1),
    }
}

fn status(status: u16, retry_after_ms: Option<u64>) -> Answer {
    Ok(Reply {
        status,
        date_ms: None,
        retry_after_ms,
        usage: None,
        body: Bytes::new(),
    })
}

fn lost() -> Answer {
    Err(TransportError::Lost("reset".to_owned()))
}

fn not_sent() -> Answer {
    Err(TransportError::NotSent("refused".to_owned()))
}

/// What comes of these answers, and how many of them were used.
async fn ask(kind: CallKind, answers: Vec<Answer>) -> (Answer, usize) {
    let given = answers.len();
    let transport = Scripted {
        answers: Mutex::new(answers),
    };
    let answer = read_with_retries(&transport, &request(kind)).await;
    let left = transport.answers.lock().unwrap().len();
    (answer, given - left)
}

#[tokio::test]
async fn a_read_is_tried_three_times_at_most() {
    let (answer, tries) = ask(CallKind::Read, vec![lost(), not_sent(), status(200, None)]).await;
    assert_eq!((answer, tries), (status(200, None), 3));

    let (answer, tries) = ask(CallKind::Read, vec![lost(), lost(), lost(), lost()]).await;
    assert_eq!((answer, tries), (lost(), 3));

    let failing = vec![
        status(503, None),
        status(429, None),
        status(500, None),
        status(200, None),
    ];
    let (answer, tries) = ask(CallKind::Read, failing).await;
    assert_eq!((answer, tries), (status(500, None), 3));
}

#[tokio::test]
async fn an_answer_is_final_unless_it_is_a_5xx_or_a_429() {
    for code in [200, 204, 302, 400, 401, 403, 404, 408, 409] {
        let (answer, tries) = ask(CallKind::Read, vec![status(code, None), lost()]).await;
        assert_eq!((answer, tries), (status(code, None), 1), "{code}");
    }
}

#[tokio::test]
async fn a_long_wait_is_handed_back_instead_of_waited_for() {
    let too_long = u64::try_from(MAX_RETRY_AFTER.as_millis()).unwrap() + 1;
    let busy = || status(429, Some(too_long));

    let (answer, tries) = ask(CallKind::Read, vec![busy(), status(200, None)]).await;

    assert_eq!((answer, tries), (busy(), 1));
}

#[tokio::test]
async fn a_short_wait_is_waited_for() {
    let started = std::time::Instant::now();

    let (answer, tries) = ask(
        CallKind::Read,
        vec![status(429, Some(400)), status(200, None)],
    )
    .await;

    assert_eq!((answer, tries), (status(200, None), 2));
    assert!(started.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn an_effect_never_leaves_through_here() {
    let (answer, tries) = ask(CallKind::Effect, vec![status(200, None)]).await;

    assert!(
        matches!(answer, Err(TransportError::NotSent(_))),
        "{answer:?}"
    );
    assert_eq!(tries, 0);
}
