//! Owns the claim that no answer, however hostile, takes much memory to read.

use crate::{
    answerer::Answerer,
    program::{Running, Shop},
};
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_tests::{bodies::OrderBody, wait};
use std::{
    fs,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

/// What reading a hostile answer may take beyond reading an ordinary one.
const EXTRA_KIB_MAX: u64 = 64 * 1024;

const HOSTILE: [FaultKind; 7] = [
    FaultKind::Huge,
    FaultKind::Deep,
    FaultKind::WrongTypes,
    FaultKind::DuplicateKeys,
    FaultKind::HugeNumbers,
    FaultKind::InvalidUtf8,
    FaultKind::Garbage,
];

/// The proper answer: nothing in it is stale.
const ORDINARY: FaultKind = FaultKind::Stale { by_ms: 0 };

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_answer_to_a_send_takes_little_memory() {
    let ordinary = peak_of_send(ORDINARY).await;
    for kind in HOSTILE {
        let extra = peak_of_send(kind.clone()).await.saturating_sub(ordinary);
        assert!(
            extra <= EXTRA_KIB_MAX,
            "{kind:?} took {extra} KiB more than {ordinary} KiB"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_answer_to_a_lookup_takes_little_memory() {
    let ordinary = peak_of_lookup(ORDINARY).await;
    for kind in HOSTILE {
        let extra = peak_of_lookup(kind.clone()).await.saturating_sub(ordinary);
        assert!(
            extra <= EXTRA_KIB_MAX,
            "{kind:?} took {extra} KiB more than {ordinary} KiB"
        );
    }
}

/// The sandbox has no such answers: small enough to be read, and made to be large once read.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_very_many_values_takes_little_memory() {
    let ordinary = peak_of_answers(once(br#"{"payments":[]}"#.to_vec()), 2).await;
    let nested = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
    for value in [r#"{"a":1}"#, &nested, r#""one""#] {
        let values = vec![value; 8_000_000 / (value.len() + 1)].join(",");
        let body = format!("{{\"payments\":[],\"more\":[{values}]}}");

        let extra = peak_of_answers(once(body.into_bytes()), 2)
            .await
            .saturating_sub(ordinary);

        assert!(
            extra <= EXTRA_KIB_MAX,
            "{value} took {extra} KiB more than {ordinary} KiB"
        );
    }
}

/// Each is another answer, so each is kept.
#[tokio::test(flavor = "multi_thread")]
async fn large_answers_again_and_again_take_little_memory() {
    let padding = "x".repeat(7_900_000);
    let number = AtomicU64::new(0);
    let another = move || {
        let number = number.fetch_add(1, Ordering::SeqCst);
        let body = format!(r#"{{"payments":[],"number":{number},"padding":"{padding}"}}"#);
        (number < 7).then(|| body.into_bytes())
    };
    let ordinary = peak_of_answers(once(br#"{"payments":[]}"#.to_vec()), 2).await;

    let extra = peak_of_answers(another, 8).await.saturating_sub(ordinary);

    assert!(
        extra <= EXTRA_KIB_MAX,
        "they took {extra} KiB more than {ordinary} KiB"
    );
}

/// The second order's answer never comes, so the program stands still after reading the first.
async fn peak_of_send(kind: FaultKind) -> u64 {
    let shop = Shop::open().await;
    let [first, second] = ["MEM-1", "MEM-2"].map(|name| shop.file(&OrderBody::new(name)));
    shop.next(Call::Send, [Fault::after(kind), never()]);

    let running = shop
        .program
        .start(&["order", "send", &first, &second], shop.token());

    wait::until("the second order arrives", async || {
        shop.received(Call::Send) == 2
    })
    .await;
    peak_kib(&running)
}

async fn peak_of_lookup(kind: FaultKind) -> u64 {
    let shop = Shop::open().await;
    shop.send(&OrderBody::new("MEM-1").phone("919900000004"), &[])
        .ends_with(0);
    shop.next(Call::Lookup, [Fault::before(kind), never()]);

    let look_up = ["order", "look-up", "MEM-1", "--wait=60"];
    let running = shop.program.start(&look_up, shop.token());

    wait::until("it is looked up again", async || {
        shop.received(Call::Lookup) == 2
    })
    .await;
    peak_kib(&running)
}

/// Looks up until the provider has been asked so often; `None` is an answer that never comes.
async fn peak_of_answers(
    to_lookups: impl Fn() -> Option<Vec<u8>> + Send + Sync + 'static,
    lookups: u64,
) -> u64 {
    let provider = Answerer::listen(move |head| match head.starts_with("POST") {
        true => Some((200, br#"{"messages":[{"id":"wamid.1"}]}"#.to_vec())),
        false => to_lookups().map(|body| (200, body)),
    });
    let provider = provider.await;
    let shop = Shop::without_account().await;
    let base_url = format!("--base-url={}", provider.base_url());
    let add = [
        "account",
        "add",
        "A",
        &base_url,
        "--waba-id=1",
        "--phone-number-id=2",
    ];
    shop.program.run(&add, shop.token()).ends_with(0);
    shop.send(&OrderBody::new("MEM-1"), &[]).ends_with(0);

    let look_up = ["order", "look-up", "MEM-1", "--wait=60"];
    let running = shop.program.start(&look_up, shop.token());

    wait::until("it is looked up again", async || {
        provider.asked() == lookups + 1
    })
    .await;
    peak_kib(&running)
}

fn once(body: Vec<u8>) -> impl Fn() -> Option<Vec<u8>> {
    let answered = AtomicBool::new(false);
    move || (!answered.swap(true, Ordering::SeqCst)).then(|| body.clone())
}

fn never() -> Fault {
    Fault::before(FaultKind::Stall { for_ms: 600_000 })
}

/// The most memory the process has held at once.
fn peak_kib(running: &Running) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", running.0.id())).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
