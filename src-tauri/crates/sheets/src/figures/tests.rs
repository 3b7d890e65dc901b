//! Claims about figures: how they read, and that they come back as they were.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use proptest::prelude::*;

const DAY: Moment = Moment {
    year: 2026,
    month: 11,
    day: 20,
    hour: 23,
    minute: 59,
    second: 59,
    millisecond: 999,
};

fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut buffer = Vec::new();
    write(&mut buffer);
    String::from_utf8(buffer).unwrap()
}

#[test]
fn integers_are_written_in_full() {
    for number in [0, 1, -1, 9, 10, 99, 100, 12_345, i64::MAX, i64::MIN] {
        let text = written(|buffer| push_integer(buffer, number));
        assert_eq!(text, number.to_string());
        assert_eq!(integer(&text), Some(number));
    }
}

#[test]
fn decimals_keep_every_digit() {
    check(12_345, 2, "123.45");
    check(-12_345, 2, "-123.45");
    check(0, 2, "0.00");
    check(5, 2, "0.05");
    check(-5, 2, "-0.05");
    check(100, 2, "1.00");
    check(7, 0, "7");
    check(7, 1, "0.7");
    check(7, 9, "0.000000007");
    check(1_234_567_890, 9, "1.234567890");
    check(i64::MIN, 0, "-9223372036854775808");
    check(i64::MIN, 2, "-92233720368547758.08");
    check(i64::MIN, 9, "-9223372036.854775808");
    check(i64::MAX, 9, "9223372036.854775807");
    check(i64::MIN, 19, "-0.9223372036854775808");
    check(1, 25, "0.0000000000000000000000001");

    #[track_caller]
    fn check(units: i64, digits: u8, expected: &str) {
        let point = written(|buffer| push_decimal(buffer, units, digits, DecimalMark::Point));
        let comma = written(|buffer| push_decimal(buffer, units, digits, DecimalMark::Comma));

        assert_eq!(point, expected);
        assert_eq!(comma, expected.replace('.', ","));
        assert_eq!(decimal(&point, digits, DecimalMark::Point), Some(units));
        assert_eq!(decimal(&comma, digits, DecimalMark::Comma), Some(units));
    }
}

#[test]
fn moments_have_a_fixed_width() {
    check(DAY, "2026-11-20 23:59:59.999");
    let first = Moment {
        year: 1,
        month: 2,
        day: 3,
        hour: 4,
        minute: 5,
        second: 6,
        millisecond: 7,
    };
    check(first, "0001-02-03 04:05:06.007");
    check(
        Moment {
            year: 12_026,
            ..DAY
        },
        "12026-11-20 23:59:59.999",
    );
    check(Moment { year: -44, ..DAY }, "-0044-11-20 23:59:59.999");

    #[track_caller]
    fn check(value: Moment, expected: &str) {
        let point = written(|buffer| push_moment(buffer, value, DecimalMark::Point));
        let comma = written(|buffer| push_moment(buffer, value, DecimalMark::Comma));

        assert_eq!(point, expected);
        assert_eq!(comma, expected.replace('.', ","));
        assert_eq!(moment(&point, DecimalMark::Point), Some(value));
        assert_eq!(moment(&comma, DecimalMark::Comma), Some(value));
    }
}

#[test]
fn a_moment_no_calendar_has_is_written_as_it_stands() {
    let odd = Moment { month: 113, ..DAY };
    let text = written(|buffer| push_moment(buffer, odd, DecimalMark::Point));

    assert_eq!(text, "2026-113-20 23:59:59.999");
    assert_eq!(moment(&text, DecimalMark::Point), None);
}

#[test]
fn spreadsheet_programs_may_leave_zeros_out() {
    assert_eq!(decimal("12.5", 2, DecimalMark::Point), Some(1_250));
    assert_eq!(decimal("12", 2, DecimalMark::Point), Some(1_200));
    assert_eq!(decimal("-0,5", 2, DecimalMark::Comma), Some(-50));
}

#[test]
fn anything_else_is_not_a_number() {
    for text in [
        "",
        "-",
        "+1",
        " 1",
        "1 ",
        "1.",
        ".5",
        "1.234",
        "1,5",
        "--1",
        "1e3",
        "0x1",
        "٣",
        "1.-5",
        "1.5.1",
        "9223372036854775808",
    ] {
        assert_eq!(decimal(text, 2, DecimalMark::Point), None, "{text:?}");
    }
    for text in [
        "",
        "+1",
        "1.0",
        "9223372036854775808",
        "-9223372036854775809",
    ] {
        assert_eq!(integer(text), None, "{text:?}");
    }
}

#[test]
fn anything_else_is_not_a_moment() {
    for text in [
        "",
        "2026-11-20",
        "2026-11-20 23:59:59",
        "2026-11-20T23:59:59.999",
        "2026-11-20 23:59:59,999",
        "2026-11-20 23:59:59.99",
        "2026-11-20 23:59:59.9999",
        "2026-11-20 23:59:59.999 ",
        "2026-11-20 23:59:59.999.1",
        "2026-11-20-01 23:59:59.999",
        "2026-1-20 23:59:59.999",
        "26-11-20 23:59:59.999",
        "2026-13-20 23:59:59.999",
        "2026-11-31 23:59:59.999",
        "2026-11-20 24:00:00.000",
        "2026--1-20 23:59:59.999",
        "--2026-11-20 23:59:59.999",
        "99999999999-11-20 23:59:59.999",
    ] {
        assert_eq!(moment(text, DecimalMark::Point), None, "{text:?}");
    }
}

proptest! {
    #[test]
    fn figures_come_back(units: i64, digits in 0_u8..=30) {
        let text = written(|buffer| push_decimal(buffer, units, digits, DecimalMark::Point));
        prop_assert_eq!(decimal(&text, digits, DecimalMark::Point), Some(units));

        let text = written(|buffer| push_integer(buffer, units));
        prop_assert_eq!(integer(&text), Some(units));
    }

    #[test]
    fn reading_never_panics(text in "[-0-9.,: ]{0,30}", digits: u8) {
        let _ = decimal(&text, digits, DecimalMark::Point);
        let _ = integer(&text);
        let _ = moment(&text, DecimalMark::Point);
    }
}
