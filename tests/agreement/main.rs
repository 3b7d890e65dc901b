//! The desk's rules and the sandbox's, written apart from the same documents, must agree: whatever
//! one accepts the other accepts, and whatever one refuses the other refuses.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a run says what it was made of")]

mod dice;
mod drafts;
mod fields;
mod forms;
mod json;
mod mutation;
mod run;
mod stage;
mod texts;
mod verdict;

use crate::dice::Dice;
use crate::drafts::NOW_MS;
use crate::mutation::Kind;
use crate::run::{Run, Sums, run};
use crate::stage::{Ours, Stage, ours};
use crate::verdict::disagreement;
use counterfoil_domain::finding::{FindingCode, Severity};
use counterfoil_providers::meta::order_body;
use http::StatusCode;
use std::sync::LazyLock;

/// Where a run begins unless `COUNTERFOIL_AGREEMENT_SEED` says otherwise.
const SEED: u64 = 20_270_101;

/// How long a run is unless `COUNTERFOIL_AGREEMENT_CASES` asks for more.
const CASES: u64 = 10_000;

/// Errors that no mutation of one field leads to.
const OUT_OF_REACH: &[FindingCode] = &[
    // No field of an order has a least length above one.
    FindingCode::TooShort,
    // Only the book knows which reference ids were used, and which pictures were uploaded.
    FindingCode::DuplicateReference,
    FindingCode::PictureGone,
    // Only a form holds amounts as text, and only a form has no place for something.
    FindingCode::NotAnAmount,
    FindingCode::TooManyDecimals,
    FindingCode::OtherCurrency,
    FindingCode::NotInForm,
    // The size of a body has a test of its own.
    FindingCode::BodyTooLarge,
    // It is never alone.
    FindingCode::MoreFindings,
];

/// Mutations that may leave a good order behind, and in a whole run must.
const HARMLESS: &[Kind] = &[
    Kind::Empty,
    Kind::ForeignDigits,
    Kind::GoodValue,
    Kind::Invisible,
    Kind::Link,
    Kind::LongestText,
    Kind::ManyElements,
    Kind::MoreElements,
    Kind::OtherCase,
    Kind::Padded,
    Kind::Remove,
    Kind::Reordered,
    Kind::TimestampEdge,
    Kind::UnknownWord,
];

/// Mutations of amounts and of what is counted.
const NUMERIC: &[Kind] = &[
    Kind::Float,
    Kind::GoodValue,
    Kind::HugeNumber,
    Kind::ManyElements,
    Kind::MoreElements,
    Kind::Negative,
    Kind::NumberEdge,
    Kind::OffByOne,
    Kind::Remove,
    Kind::SwappedAmounts,
    Kind::Zero,
];

static MUTATED: LazyLock<Run> = LazyLock::new(|| run(seed(), cases(), Sums::Stay, Kind::ALL));

static MUTATED_WITH_SUMS: LazyLock<Run> =
    LazyLock::new(|| run(seed(), cases(), Sums::Follow, NUMERIC));

fn seed() -> u64 {
    number("COUNTERFOIL_AGREEMENT_SEED").unwrap_or(SEED)
}

fn cases() -> u64 {
    number("COUNTERFOIL_AGREEMENT_CASES")
        .unwrap_or(CASES)
        .max(CASES)
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(
        text.parse()
            .expect("a seed and a number of cases are whole numbers"),
    )
}

#[test]
fn every_good_order_is_accepted_and_read_back() {
    let (seed, cases) = (seed(), cases());
    let stage = Stage::new(seed);
    let mut bytes = 0;
    for case in 0..cases {
        let at = format!("seed {seed}, case {case}");
        let (draft, read_back) = drafts::draw(&mut Dice::new(seed, 0, case));
        let checked = draft.check(NOW_MS, &[]);
        let order = checked.order;
        let order = order.unwrap_or_else(|| panic!("{at}: {:?}\n{draft:#?}", checked.findings));

        let body = order_body::write(&order);
        let theirs = stage.theirs(&body);
        let read = order_body::read(&body);

        let text = String::from_utf8_lossy(&body);
        assert_eq!(
            theirs.status,
            StatusCode::OK,
            "{at}: {}\n{text}",
            theirs.details
        );
        assert!(!theirs.message_id.is_empty(), "{at}: {text}");
        assert_eq!(read.findings, [], "{at}: {text}");
        assert_eq!(
            read.draft,
            Some(read_back),
            "{at}: writing and reading lost something"
        );
        assert_eq!(
            order_body::check_body(&body, NOW_MS, &[]).order,
            Some(order),
            "{at}"
        );
        bytes += body.len();
    }
    assert_eq!(stage.sent() as u64, cases, "every send is one message");
    println!(
        "seed {seed}: {cases} orders, {} bytes each on average",
        bytes as u64 / cases
    );
}

#[test]
fn every_mutated_order_is_judged_alike() {
    let run = &*MUTATED;
    println!("seed {}: {}", seed(), run.report());

    run.assert_agreed();
    for kind in Kind::ALL {
        let [accepted, refused] = run.kinds.get(kind).copied().unwrap_or_default();
        let is_harmless = *kind == Kind::Reordered;
        assert!(refused > 0 || is_harmless, "{kind:?} never spoilt an order");
        assert!(
            accepted > 0 || !HARMLESS.contains(kind),
            "{kind:?} never left an order good"
        );
    }
    for (field, _) in fields::FIELDS {
        let [_, refused] = run.fields.get(field).copied().unwrap_or_default();
        assert!(refused > 0, "no mutation of `{field}` was ever refused");
    }
}

#[test]
fn every_mutated_amount_is_judged_alike_when_the_sums_follow() {
    let run = &*MUTATED_WITH_SUMS;
    println!("seed {}: {}", seed(), run.report());

    run.assert_agreed();
    for kind in NUMERIC {
        let [accepted, refused] = run.kinds.get(kind).copied().unwrap_or_default();
        assert!(refused > 0, "{kind:?} never spoilt an order");
        assert!(
            accepted > 0 || *kind == Kind::Float,
            "{kind:?} never left an order good"
        );
    }
}

/// The comparison is worth something only if it fails when one side is wrong: the desk's verdict is
/// replaced by one that forgets every finding of a kind, or makes too much of one.
#[test]
fn a_wrong_rule_would_be_noticed() {
    for rule in FindingCode::ALL {
        let wrong = |ours: &Ours| match rule.severity() {
            Severity::Error => ours.errors.iter().all(|(_, code)| code == rule),
            Severity::Warning => ours.is_accepted && !ours.warnings.contains(rule),
        };
        let mut outcomes = MUTATED.outcomes.iter().chain(&MUTATED_WITH_SUMS.outcomes);
        let first = outcomes
            .position(|outcome| disagreement(wrong(&outcome.ours), &outcome.theirs).is_some());
        println!("{rule:?}: noticed at case {first:?}");
        assert_eq!(first.is_none(), OUT_OF_REACH.contains(rule), "{rule:?}");
    }
}

#[test]
fn a_body_is_as_large_for_one_as_for_the_other() {
    let stage = Stage::new(seed());
    let dice = &mut Dice::new(seed(), 0, 0);
    let body = run::good_body(dice).write(dice, json::Spelling::Plain);
    check(&stage, &body, order_body::MAX_BODY_BYTES, true);
    check(&stage, &body, order_body::MAX_BODY_BYTES + 1, false);

    #[track_caller]
    fn check(stage: &Stage, body: &str, length: usize, expected: bool) {
        let padded = body.to_owned() + &" ".repeat(length - body.len());
        let theirs = stage.theirs(padded.as_bytes());
        assert_eq!(ours(padded.as_bytes()).is_accepted, expected, "{length}");
        assert_eq!(
            disagreement(expected, &theirs),
            None,
            "{length}: {theirs:?}"
        );
    }
}
