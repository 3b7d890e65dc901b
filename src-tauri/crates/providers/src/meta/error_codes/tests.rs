//! Holds the table against Meta's list of codes, written out by hand.

use super::*;
use crate::meta::refusals::{Call, RefusalClass, refusal};
use std::collections::BTreeSet;

/// What may be done after a code: R repeat later, D wait or act first, N never as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    R,
    D,
    N,
}
use Class::{D, N, R};

/// Meta, error codes; 2040, 2046 and 2047 from webhook errors; 2494055 is an old subcode of 130429.
#[rustfmt::skip] // As the documentation's table has them.
const DOCUMENTED: &[(&[i64], Class)] = &[
    (&[0, 190], N),
    (&[3, 10, 200, 201, 250, 298, 299], N),
    (&[131_005], N),
    (&[368, 131_031], N),
    (&[130_497], N),
    (&[1], D),
    (&[2], R),
    (&[4], R),
    (&[80_007], R),
    (&[130_429, 2_494_055], R),
    (&[131_056], R),
    (&[131_048], D),
    (&[133_016], D),
    (&[33], N),
    (&[100], N),
    (&[131_008, 131_009], N),
    (&[131_000], R),
    (&[131_016, 133_004], R),
    (&[131_057], D),
    (&[131_021], N),
    (&[131_026], N),
    (&[131_037], N),
    (&[131_042], N),
    (&[131_045], N),
    (&[131_047], N),
    (&[131_049], D),
    (&[131_050], N),
    (&[131_051], N),
    (&[131_052, 131_053], N),
    (&[131_062], N),
    (&[130_472], N),
    (&[132_000, 132_005, 132_007, 132_012, 132_015, 132_016], N),
    (&[132_001], N),
    (&[133_010], N),
    (&[134_009], N),
    (&[134_010], N),
    (&[134_011], N),
    (&[135_000], N),
    (&[2_040, 2_046, 2_047], N),
    (&[2_388_000, 2_388_042, 2_388_999], N),
    (&[134_100, 134_101, 134_102], N),
];

/// The codes after which nobody knows whether an effect was done (Meta, duplicates).
const SERVICE: [i64; 6] = [1, 2, 131_000, 131_016, 133_004, 131_057];

#[test]
fn every_documented_code_has_a_meaning() {
    for (codes, _) in DOCUMENTED {
        for code in *codes {
            assert!(ErrorMeaning::of(*code).is_some(), "{code}");
        }
    }
}

#[test]
fn no_code_has_a_meaning_that_no_document_names() {
    let ranges = [200..=299, 134_100..=134_102, 2_388_000..=2_388_999];
    let documented: BTreeSet<i64> = DOCUMENTED
        .iter()
        .flat_map(|(codes, _)| codes.iter().copied())
        .chain(ranges.into_iter().flatten())
        .collect();
    let named: BTreeSet<i64> = ErrorMeaning::ALL
        .iter()
        .flat_map(|meaning| meaning.codes().iter().cloned().flatten())
        .collect();

    assert_eq!(named, documented);
    for code in [
        -190, 5, 9, 11, 199, 300, 500, 131_027, 134_008, 134_099, 134_103, 2_389_000,
    ] {
        assert_eq!(ErrorMeaning::of(code), None, "{code}");
    }
}

#[test]
fn no_code_has_two_meanings_and_no_two_share_a_word() {
    let mut codes = BTreeSet::new();
    let mut words = BTreeSet::new();
    for meaning in ErrorMeaning::ALL {
        assert!(words.insert(meaning.word()), "{meaning:?}");
        for code in meaning.codes().iter().cloned().flatten() {
            assert!(codes.insert(code), "{code}");
        }
    }
}

#[test]
fn what_is_believed_of_a_code_agrees_with_its_class() {
    for (codes, class) in DOCUMENTED {
        for code in codes.iter() {
            for call in [
                Call::Send,
                Call::Refund,
                Call::Lookup,
                Call::CredentialCheck,
            ] {
                let Some(row) = refusal(call, &code.to_string()) else {
                    continue;
                };
                assert!(!SERVICE.contains(code), "{code} says nothing of the effect");
                let may_come_again = row.class == RefusalClass::RateLimit;
                assert_eq!(may_come_again, *class != N, "{code} at {call:?}");
            }
        }
    }
}

#[test]
fn every_definite_refusal_has_a_meaning() {
    for code in 0..=2_500_000_i64 {
        if refusal(Call::Send, &code.to_string()).is_some() {
            assert!(ErrorMeaning::of(code).is_some(), "{code}");
        }
    }
}
