//! A week of a shop under faults: 5,000 orders and every kind of customer, three lookups in ten going
//! wrong, two sleeps of eight hours, and a clock that is set a day forward and back. The desk looks
//! everything up by itself; at the end every order stands where it truly is, the provider was never
//! asked more or sooner than it allows, and nothing waited longer than it may.
//!
//! `WEEK_SEED` and `WEEK_ORDERS` choose another week. Nothing in it waits for a disk or a clock.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "what a week came to is for people")]

mod shop;
mod verdict;
mod weather;

use counterfoil_desk::PollingOptions;
use counterfoil_providers::Transport;
use counterfoil_sandbox::{Call, Fault, FaultKind, FaultPlan};
use counterfoil_tests::desk::{BEGINNING_MS, TestDesk};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use shop::{Errand, errands};
use std::sync::Arc;
use weather::Weather;

const SEED: u64 = 20_270_101;
const ORDERS: usize = 5_000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const SLEEP_MS: i64 = 8 * HOUR_MS;

/// What happens to the computer, and when.
const NIGHTS_MS: [i64; 2] = [DAY_MS, 4 * DAY_MS];
const JUMPS_MS: [(i64, i64); 4] = [
    (2 * DAY_MS, DAY_MS),
    (2 * DAY_MS + 6 * HOUR_MS, -DAY_MS),
    (3 * DAY_MS, -DAY_MS),
    (3 * DAY_MS + 6 * HOUR_MS, DAY_MS),
];

#[tokio::test]
async fn a_week_ends_in_the_truth_and_within_the_allowance() {
    let seed = number("WEEK_SEED", SEED);
    let orders = usize::try_from(number("WEEK_ORDERS", ORDERS as u64)).unwrap();
    println!("a week of {orders} orders from seed {seed}");
    let mut made = None;
    let desk = TestDesk::through(seed, |sandbox, clock| {
        let weather = Arc::new(Weather::new(sandbox, clock, seed));
        made = Some(weather.clone());
        weather as Arc<dyn Transport>
    })
    .await;
    let weather = made.unwrap();
    weather.begin(desk.phone_number_id(), desk.data_dir().to_owned());
    let errands = errands(orders, seed);
    let options = PollingOptions::default();
    desk.desk().start_polling(options).await.unwrap();

    live(&desk, &errands, seed).await;

    let log = weather.log();
    verdict::print_counts(&errands, &log);
    verdict::check_allowance(&log);
    verdict::check_waits(&log);
    verdict::check_lateness(&log);
    verdict::check_truth(&desk, &errands, &weather).await;
}

/// Something that happens in the week.
enum Event<'a> {
    Send(&'a Errand),
    Sleep,
    Jump(i64),
    End,
}

async fn live(desk: &TestDesk, errands: &[Errand], seed: u64) {
    let mut dice = ChaCha8Rng::seed_from_u64(seed ^ 1);
    let mut events: Vec<(i64, Event<'_>)> = errands
        .iter()
        .map(|errand| (errand.at_ms, Event::Send(errand)))
        .collect();
    events.extend(NIGHTS_MS.map(|at_ms| (at_ms, Event::Sleep)));
    events.extend(JUMPS_MS.map(|(at_ms, by_ms)| (at_ms, Event::Jump(by_ms))));
    events.push((7 * DAY_MS, Event::End));
    events.sort_by_key(|(at_ms, _)| *at_ms);
    for (at_ms, event) in events {
        // What falls into a sleep happens after it.
        let wait_ms = BEGINNING_MS + at_ms - desk.clock().true_ms();
        if wait_ms > 0 {
            desk.live_ms(wait_ms).await;
        }
        match event {
            Event::Send(errand) => send(desk, errand, &mut dice).await,
            Event::Sleep => desk.clock().sleep_through_ms(SLEEP_MS),
            Event::Jump(by_ms) => desk.clock().jump_ms(by_ms),
            Event::End => {}
        }
    }
}

/// Sends an order; one in twelve goes wrong on its way, before or after it was taken.
async fn send(desk: &TestDesk, errand: &Errand, dice: &mut ChaCha8Rng) {
    let number = desk.phone_number_id();
    desk.sandbox()
        .set_customer(number, &errand.reference_id, errand.plan.clone());
    let kind = match dice.random_range(0..50) {
        0 => Some(FaultKind::Reset),
        1 => Some(FaultKind::BadGateway),
        2 => Some(FaultKind::Truncated { at: 30 }),
        3 => Some(FaultKind::WindowClosed),
        _ => None,
    };
    let when = if dice.random() {
        Fault::before
    } else {
        Fault::after
    };
    let faults = kind.map(when).into_iter().collect();
    desk.sandbox()
        .set_faults(number, Call::Send, FaultPlan::Next(faults));
    let body = errand.body(desk.clock().true_ms());
    // The desk checks an expiry by its own clock, which may be wrong today.
    let _ = desk.send(&body).await;
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}
