//! The window and the command line must agree: a form that holds an order judges it as
//! `counterfoil order check` judges its request, and sends the same.

use crate::dice::Dice;
use crate::drafts::{self, NOW_MS};
use crate::json::{Json, Spelling};
use crate::mutation::{Kind, mutate};
use crate::texts;
use crate::{cases, seed};
use counterfoil_domain::finding::{Finding, FindingCode};
use counterfoil_domain::order::OrderForm;
use counterfoil_domain::upi::Vpa;
use counterfoil_providers::meta::order_body;
use serde_json::Value;

/// What became of a request that was pasted into the window.
#[derive(Default)]
struct Pasted {
    held: u64,
    both_accept: u64,
    both_refuse: u64,
    /// The form reads what a person means: without blanks around it, in whole minutes.
    mended: u64,
    /// Both accept it and doubt whom its link pays.
    doubted: u64,
}

#[test]
fn a_form_judges_as_the_request_is_judged() {
    let (seed, cases) = (seed(), cases());
    let mut pasted = Pasted::default();
    for case in 0..cases {
        let at = format!("seed {seed}, case {case}");
        let mut dice = Dice::new(seed, 3, case);
        let (draft, _) = drafts::draw(&mut dice);
        let order = draft.check(NOW_MS, &[]).order.unwrap();
        let good = order_body::write(&order);
        let payees = texts::payees(&mut dice, &draft.payment);
        judge(&mut pasted, &good, &payees, &at);

        let mutated = mutate(&mut dice, &Json::read(&good), Kind::ALL, "");
        let mutated = mutated.body.write(&mut dice, Spelling::Plain);
        judge(&mut pasted, mutated.as_bytes(), &payees, &at);
    }
    println!(
        "of {} requests a form holds {}: {} accepted, {} doubted for whom they pay, {} refused, \
         {} mended",
        2 * cases,
        pasted.held,
        pasted.both_accept,
        pasted.doubted,
        pasted.both_refuse,
        pasted.mended
    );
    assert!(pasted.both_accept > cases / 10);
    assert!(pasted.both_refuse > cases / 100);
    assert!(pasted.doubted > cases / 200);
}

/// Pastes a request, if the window takes it, and compares what the two say.
fn judge(pasted: &mut Pasted, request: &[u8], payees: &[Vpa], at: &str) {
    let text = String::from_utf8_lossy(request);
    let checked = order_body::check_body(request, NOW_MS, payees);
    let read = order_body::read(request);
    let Some(draft) = read.draft.filter(|_| read.findings.is_empty()) else {
        return;
    };
    let Ok(form) = OrderForm::from_draft(&draft, NOW_MS) else {
        return;
    };
    pasted.held += 1;
    let shown = form.check(NOW_MS, payees);

    match (&checked.order, &shown.order) {
        (Some(sent), Some(composed)) => {
            pasted.both_accept += 1;
            assert_eq!(sent.totals(), composed.totals(), "{at}: {text}");
            let doubts = link_doubts(&checked.findings);
            pasted.doubted += u64::from(doubts.iter().any(|words| words.starts_with("it pays")));
            let in_form: Vec<_> = shown.findings.iter().map(|found| &found.finding).collect();
            assert_eq!(doubts, link_doubts(in_form), "{at}: {text}");
            let composed = order_body::write(composed);
            assert_eq!(
                timeless(&order_body::write(sent)),
                timeless(&composed),
                "{at}"
            );
        }
        (None, None) => pasted.both_refuse += 1,
        (None, Some(composed)) => {
            pasted.mended += 1;
            let composed: Value = serde_json::from_slice(&order_body::write(composed)).unwrap();
            let request: Value = serde_json::from_slice(request).unwrap();
            assert_ne!(request, composed, "{at}: {text}");
        }
        (Some(_), None) => panic!("{at}: only the form refuses: {:?}\n{text}", shown.findings),
    }
}

/// What is doubted about the UPI link.
fn link_doubts<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<String> {
    let doubts = findings
        .into_iter()
        .filter(|finding| finding.code == FindingCode::UpiLinkDoubt);
    let words = doubts.filter_map(|finding| finding.limit.as_ref());
    words.map(ToString::to_string).collect()
}

/// The request without its expiry, which a form counts in minutes from the send.
fn timeless(request: &[u8]) -> Value {
    let mut value: Value = serde_json::from_slice(request).unwrap();
    let order = value.pointer_mut("/interactive/action/parameters/order");
    if let Some(order) = order.and_then(Value::as_object_mut) {
        order.remove("expiration");
    }
    value
}
