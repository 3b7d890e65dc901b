//! Owns judging a week by its log, its book and the truth.

use crate::{
    shop::{BILLED_MINOR, Errand, KINDS},
    weather::{Left, Weather},
};
use counterfoil_domain::order_state::PaymentState;
use counterfoil_tests::{desk::TestDesk, truth::payment_after};
use std::collections::BTreeMap;

const HOUR_MS: i64 = 3_600_000;
/// What lookups may use of an allowance of 5,000 calls an hour.
const LOOKUPS_AN_HOUR: i64 = 4_000;
/// A night's sleep, and a little.
const GAP_MS: i64 = 20_000;

/// Says how many lookups the orders of each kind cost, and how often each fault came.
pub fn print_counts(errands: &[Errand], log: &[Left]) {
    let kinds: BTreeMap<&str, &str> = errands
        .iter()
        .map(|errand| (errand.reference_id.as_str(), errand.kind))
        .collect();
    let mut asked: BTreeMap<&str, u64> = BTreeMap::new();
    let mut faults: BTreeMap<&str, u64> = BTreeMap::new();
    for left in log {
        *asked.entry(kinds[left.reference_id.as_str()]).or_default() += 1;
        *faults.entry(left.fault.unwrap_or("none")).or_default() += 1;
    }
    println!("{} lookups", log.len());
    for kind in KINDS {
        let orders = errands.iter().filter(|errand| errand.kind == kind).count() as u64;
        let times = asked.get(kind).copied().unwrap_or_default();
        println!(
            "  {kind:<20} {orders:>5} orders {:>6} lookups each",
            times / orders.max(1)
        );
        assert!(orders > 0, "nobody {kind}");
    }
    println!("  faults: {faults:?}");
    let went_wrong = log.iter().filter(|left| left.fault.is_some()).count();
    let percent = went_wrong * 100 / log.len();
    assert!((28..=32).contains(&percent), "{percent} % went wrong");
}

/// In no hour more than a twentieth above the allowance.
pub fn check_allowance(log: &[Left]) {
    let times: Vec<_> = log.iter().map(|left| left.at_ms).collect();
    let in_an_hour =
        |first: usize| times[first..].partition_point(|at_ms| *at_ms < times[first] + HOUR_MS);
    let most = (0..times.len()).map(in_an_hour).max().unwrap();
    println!("  most lookups in an hour: {most}");
    assert!(
        most as i64 * 100 <= LOOKUPS_AN_HOUR * 105,
        "{most} lookups in an hour"
    );
}

/// Nothing leaves before the provider's `Retry-After` is over; what left at the same moment was on
/// its way already.
pub fn check_waits(log: &[Left]) {
    let mut waits = 0;
    let (mut said_ms, mut until_ms) = (i64::MIN, i64::MIN);
    for left in log {
        assert!(
            left.at_ms >= until_ms || left.at_ms == said_ms,
            "{} ms too early: {left:?}",
            until_ms - left.at_ms
        );
        waits += u32::from(left.asked_to_wait_ms > 0);
        if left.asked_to_wait_ms > 0 {
            said_ms = left.at_ms;
            until_ms = until_ms.max(left.at_ms + left.asked_to_wait_ms);
        }
    }
    println!("  times the provider asked to wait: {waits}");
    assert!(waits > 0, "the provider never asked to wait");
}

/// Every lookup leaves within the longer of its cadence and the backlog over the allowance, from
/// when it was due, not counting the time in which nothing could leave at all.
pub fn check_lateness(log: &[Left]) {
    let gaps = Gaps::of(log);
    let mut most_backlog = 0;
    let (mut worst, mut late) = (0, 0);
    for (place, left) in log.iter().enumerate() {
        let Some((due_ms, every_ms)) = left.due.filter(|(due_ms, _)| *due_ms <= left.at_ms) else {
            continue;
        };
        // The backlog it stood in: the most there was while it waited.
        let since = log[..place].partition_point(|earlier| earlier.at_ms < due_ms);
        let backlog = log[since..=place]
            .iter()
            .map(|one| one.backlog)
            .max()
            .unwrap();
        most_backlog = most_backlog.max(backlog);
        let waited_ms = left.at_ms - due_ms - gaps.within(due_ms, left.at_ms);
        let allowed_ms = every_ms.max(backlog * HOUR_MS / LOOKUPS_AN_HOUR);
        let percent = waited_ms * 100 / allowed_ms;
        worst = worst.max(percent);
        if percent > 100 {
            late += 1;
            if late <= 10 {
                println!("  late: {waited_ms} of {allowed_ms} ms, backlog {backlog}: {left:?}");
            }
        }
    }
    println!(
        "  the longest wait: {worst} % of what is allowed; the longest backlog: {most_backlog}"
    );
    assert_eq!(late, 0, "lookups waited too long");
}

/// The spans in which nothing could leave: sleeps, waits the provider asked for, and its failures.
struct Gaps(Vec<(i64, i64)>);

impl Gaps {
    fn of(log: &[Left]) -> Self {
        let pairs = log.windows(2).map(|pair| (pair[0].at_ms, pair[1].at_ms));
        Self(pairs.filter(|(from, to)| to - from > GAP_MS).collect())
    }

    fn within(&self, from_ms: i64, to_ms: i64) -> i64 {
        let first = self.0.partition_point(|(_, end_ms)| *end_ms <= from_ms);
        let spans = self.0[first..]
            .iter()
            .take_while(|(begin_ms, _)| *begin_ms < to_ms);
        spans
            .map(|(begin, end)| end.min(&to_ms) - begin.max(&from_ms))
            .sum()
    }
}

/// Every order stands where it truly is, or where a provider that contradicted itself leaves it.
pub async fn check_truth(desk: &TestDesk, errands: &[Errand], weather: &Weather) {
    let now_ms = desk.clock().true_ms();
    let mut ended: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut taken = BTreeMap::new();
    for message in desk.sandbox().messages() {
        taken.entry(message.reference_id.clone()).or_insert(message);
    }
    for errand in errands {
        let Ok(order) = desk
            .desk()
            .order_with_reference(&errand.reference_id, None)
            .await
        else {
            assert!(
                !taken.contains_key(&errand.reference_id),
                "{errand:?} is lost"
            );
            continue;
        };
        let state = desk.desk().show_order(order.id).await.unwrap().state;
        let truth = match taken.get(&errand.reference_id) {
            None => PaymentState::NotKnown,
            Some(message) => {
                let since_ms = (now_ms - message.at_ms).unsigned_abs();
                payment_after(&errand.plan.attempts(), BILLED_MINOR, since_ms)
            }
        };
        let contradicted = weather.contradictions(&errand.reference_id) > 0;
        let verdict = if state.payment == truth {
            "true"
        } else if contradicted && state.payment == PaymentState::CannotTell {
            "cannot tell"
        } else {
            panic!("{errand:?} ended as {state:?}, truly {truth:?}");
        };
        *ended.entry((truth.word(), verdict)).or_default() += 1;
    }
    for ((truth, verdict), times) in ended {
        println!("  {truth:<24} {verdict:<12} {times:>5}");
    }
}
