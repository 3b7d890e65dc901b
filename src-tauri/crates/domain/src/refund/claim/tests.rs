//! Tests of which record belongs to which refund.

use super::*;

const SENT_MS: i64 = 1_000_000;

#[test]
fn the_one_new_record_of_the_amount_proves_the_one_refund() {
    check(&[unknown(1)], &[seen("a")], &[(1, "a")], &[]);
}

#[test]
fn a_record_that_cannot_be_it_proves_nothing() {
    let old = unknown(1);
    let known = Awaiting {
        before: BTreeSet::from(["a".to_owned()]),
        ..unknown(1)
    };
    check(&[known], &[seen("a")], &[], &[]);
    for at_ms in [None, Some(SENT_MS - SKEW_MS - 1)] {
        let record = Seen {
            created_at_ms: at_ms,
            ..seen("a")
        };
        check(std::slice::from_ref(&old), &[record], &[], &[]);
    }
    for minor in [None, Some(99), Some(101)] {
        let record = Seen { minor, ..seen("a") };
        check(std::slice::from_ref(&old), &[record], &[], &[]);
    }
    let just_in_time = Seen {
        created_at_ms: Some(SENT_MS - SKEW_MS),
        ..seen("a")
    };
    check(&[old], &[just_in_time], &[(1, "a")], &[]);
}

#[test]
fn two_records_for_one_refund_leave_it_open_and_one_of_them_is_not_counted_again() {
    check(&[unknown(1)], &[seen("a"), seen("b")], &[], &[(1, "a")]);
}

#[test]
fn an_id_from_the_answer_decides_whatever_else_is_there() {
    check(
        &[answered(1, "b"), unknown(2)],
        &[seen("a"), seen("b")],
        &[(1, "b"), (2, "a")],
        &[],
    );
    let without_time = Seen {
        created_at_ms: None,
        ..seen("b")
    };
    check(&[answered(1, "b")], &[without_time], &[(1, "b")], &[]);
}

#[test]
fn an_answered_refund_with_another_id_is_paired_and_not_proven() {
    check(&[answered(1, "x")], &[seen("a")], &[], &[(1, "a")]);
}

#[test]
fn one_record_belongs_to_the_answered_refund_rather_than_to_the_unknown_one() {
    check(
        &[unknown(1), answered(2, "x")],
        &[seen("a")],
        &[],
        &[(2, "a")],
    );
    check(
        &[unknown(1), answered(2, "x")],
        &[seen("a"), seen("b")],
        &[(1, "b")],
        &[(2, "a")],
    );
}

#[test]
fn amounts_are_told_apart() {
    let other = Awaiting {
        minor: 250,
        ..unknown(2)
    };
    let record = Seen {
        minor: Some(250),
        ..seen("b")
    };
    check(
        &[unknown(1), other],
        &[record, seen("a")],
        &[(1, "a"), (2, "b")],
        &[],
    );
}

#[test]
fn a_record_never_stands_for_a_refund_that_it_cannot_be() {
    let later = Awaiting {
        before: BTreeSet::from(["a".to_owned()]),
        ..unknown(1)
    };
    check(
        &[later.clone(), answered(2, "x")],
        &[seen("a")],
        &[],
        &[(2, "a")],
    );
    check(
        &[later, answered(2, "x")],
        &[seen("a"), seen("b")],
        &[],
        &[(1, "b"), (2, "a")],
    );
}

#[test]
fn only_what_no_record_could_be_is_silent() {
    let before = Awaiting {
        before: BTreeSet::from(["a".to_owned()]),
        ..unknown(1)
    };
    let old = Seen {
        created_at_ms: Some(SENT_MS - SKEW_MS - 1),
        ..seen("a")
    };
    let other = Seen {
        minor: Some(99),
        ..seen("a")
    };
    check_silent(&unknown(1), &[], true);
    check_silent(&before, &[seen("a")], true);
    check_silent(&unknown(1), &[old, other], true);
    let vague = Seen {
        minor: None,
        created_at_ms: None,
        ..seen("a")
    };
    check_silent(&unknown(1), &[vague], false);
    check_silent(&unknown(1), &[seen("a"), seen("b")], false);

    #[track_caller]
    fn check_silent(awaiting: &Awaiting<u8>, seen: &[Seen], expected: bool) {
        let found = claims(std::slice::from_ref(awaiting), seen).silent;
        assert_eq!(!found.is_empty(), expected, "{seen:?}");
    }
}

#[track_caller]
fn check(awaiting: &[Awaiting<u8>], seen: &[Seen], proven: &[(u8, &str)], probable: &[(u8, &str)]) {
    let owned = |pairs: &[(u8, &str)]| -> BTreeSet<(u8, String)> {
        pairs
            .iter()
            .map(|(id, name)| (*id, (*name).to_owned()))
            .collect()
    };
    let found = claims(awaiting, seen);
    assert_eq!(
        found.proven.into_iter().collect::<BTreeSet<_>>(),
        owned(proven)
    );
    assert_eq!(
        found.probable.into_iter().collect::<BTreeSet<_>>(),
        owned(probable)
    );
}

fn unknown(id: u8) -> Awaiting<u8> {
    Awaiting {
        id,
        minor: 100,
        before: BTreeSet::new(),
        sent_at_ms: SENT_MS,
        answered_id: None,
    }
}

fn answered(id: u8, name: &str) -> Awaiting<u8> {
    Awaiting {
        answered_id: Some(name.to_owned()),
        ..unknown(id)
    }
}

fn seen(id: &str) -> Seen {
    Seen {
        id: id.to_owned(),
        minor: Some(100),
        created_at_ms: Some(SENT_MS),
    }
}
