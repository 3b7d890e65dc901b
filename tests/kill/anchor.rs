//! Owns ending the program between the book and the real keyring: the anchor is older then, and an
//! older one is no reason to doubt the book.

use crate::stage::{MAIN, Stage, told_state, word};
use counterfoil_domain::operation::OperationState::Accepted;
use counterfoil_store::BookFiles;
use counterfoil_tests::session::{inside, start_keyring};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::{fs, thread, time::Duration};

/// Every point between the two.
const POINTS: [&str; 2] = ["anchor.read", "anchor.stored"];
/// At so many random moments more.
const KILLS: usize = 10;

/// The points that are tried here.
pub fn names() -> impl Iterator<Item = String> {
    POINTS.into_iter().map(str::to_owned)
}

#[test]
fn a_program_that_ends_between_the_book_and_the_keyring_raises_no_alarm() {
    let name = "anchor::a_program_that_ends_between_the_book_and_the_keyring_raises_no_alarm";
    inside(name, &["dbus-run-session", "--"], async |_| {
        start_keyring();
        let stage = Stage::with_keyring(11);
        let first = stage.new_order("FIRST");
        assert!(stage.program.run(&send(&first)).status.success());
        for (nth, point) in POINTS.iter().cycle().take(4).enumerate() {
            let file = stage.new_order(&format!("P{nth}"));
            let ended = stage.program.run_until(&format!("{point}:0"), &send(&file));
            assert!(ended.aborted(), "{point} was not reached: {ended:?}");
            is_in_order(&stage, point);
        }
        let mut dice = ChaCha8Rng::seed_from_u64(11);
        for nth in 0..KILLS {
            let file = stage.new_order(&format!("K{nth}"));
            let running = stage.program.start(&send(&file));
            thread::sleep(Duration::from_millis(dice.random_range(5..120)));
            running.kill();
            is_in_order(&stage, &format!("kill {nth}"));
        }
        let file = stage.new_order("LAST");
        let sent = stage.program.run(&send(&file));
        assert_eq!(told_state(&sent.document()["operation"]), Accepted);
    });
}

#[test]
fn an_older_copy_of_the_book_sends_nothing_until_a_person_goes_on() {
    let name = "anchor::an_older_copy_of_the_book_sends_nothing_until_a_person_goes_on";
    inside(name, &["dbus-run-session", "--"], async |_| {
        start_keyring();
        let stage = Stage::with_keyring(12);
        let book = BookFiles::in_folder(stage.program.data_dir()).book();
        let older = book.with_extension("older");
        fs::copy(&book, &older).unwrap();
        let (first, second) = (stage.new_order("A-1"), stage.new_order("A-2"));
        assert!(stage.program.run(&send(&first)).status.success());
        fs::copy(&older, &book).unwrap();

        let verified = stage.program.run(&["activity", "verify"]);
        assert_eq!(verified.status.code(), Some(7), "{verified:?}");
        let anchor = &verified.document()["anchor"];
        assert_eq!(word(anchor, "because"), "other_copy", "{anchor}");
        let before = stage.sandbox.calls().send.received;
        let refused = stage.program.run(&send(&second));
        assert_eq!(refused.status.code(), Some(4), "{refused:?}");
        assert_eq!(stage.sandbox.calls().send.received, before, "nothing left");

        let went_on = ["book", "go-on", "--reason", "the disk broke"];
        assert!(stage.program.run(&went_on).status.success());
        is_in_order(&stage, "after going on");
        assert!(stage.program.run(&send(&second)).status.success());
    });
}

fn send(file: &str) -> [&str; 5] {
    ["order", "send", "--account", MAIN, file]
}

/// The book is the one that was last worked with, and nothing is locked.
#[track_caller]
fn is_in_order(stage: &Stage, when: &str) {
    let check = stage.program.run(&["book", "check"]);
    assert!(check.status.success(), "{when}: {check:?}");
    let verified = stage.program.run(&["activity", "verify"]);
    assert!(verified.status.success(), "{when}: {verified:?}");
    let anchor = &verified.document()["anchor"];
    assert_eq!(word(anchor, "found"), "holds", "{when}");
    assert_eq!(
        anchor["notYetAnchored"], 0,
        "{when}: check anchors on leaving"
    );
}
