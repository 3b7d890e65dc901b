//! Owns the one place where a number becomes a float, which is all that XLSX has.

use super::looks::MAX_DIGITS;

/// The first magnitude with more digits than Excel keeps.
const TOO_MANY: u64 = 1_000_000_000_000_000;

const POWERS: [f64; MAX_DIGITS as usize + 1] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// The float that Excel shows as this very number, or `None` where it would round.
///
/// Fifteen digits fit into a float exactly, and so do the powers, so that the one division gives
/// the nearest float there is.
#[expect(
    clippy::float_arithmetic,
    reason = "the number is written to XLSX and never counted with"
)]
pub fn exact(units: i64, digits: u8) -> Option<f64> {
    if digits > MAX_DIGITS {
        return None;
    }
    let (mut units, mut digits) = (units, digits);
    while digits > 0 && units % 10 == 0 {
        units /= 10;
        digits -= 1;
    }
    let mut significant = units.unsigned_abs();
    while significant >= TOO_MANY && significant.is_multiple_of(10) {
        significant /= 10;
    }
    (significant < TOO_MANY).then(|| units as f64 / POWERS[usize::from(digits)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DecimalMark, figures::push_decimal};
    use proptest::prelude::*;

    #[test]
    fn numbers_end_at_fifteen_digits() {
        check(12_345, 2, Some("123.45"));
        check(-5, 2, Some("-0.05"));
        check(0, 9, Some("0"));
        check(1_000, 2, Some("10"));
        check(999_999_999_999_999, 0, Some("999999999999999"));
        check(999_999_999_999_999, 2, Some("9999999999999.99"));
        check(1_000_000_000_000_001, 0, None);
        check(-1_000_000_000_000_001, 2, None);
        check(9_000_000_000_000_000_000, 0, Some("9000000000000000000"));
        check(123_456_789_012_345_000, 3, Some("123456789012345"));
        check(i64::MAX, 0, None);
        check(i64::MIN, 0, None);
        check(i64::MIN, 9, None);
        check(1, 10, None);

        #[track_caller]
        fn check(units: i64, digits: u8, expected: Option<&str>) {
            let found = exact(units, digits).map(|number| number.to_string());
            assert_eq!(found.as_deref(), expected, "{units} {digits}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_the_very_number(
            units in -999_999_999_999_999..=999_999_999_999_999_i64,
            digits in 0..=MAX_DIGITS,
        ) {
            let number = exact(units, digits).map(|number| {
                format!("{number:.*}", usize::from(digits))
            });
            let mut expected = Vec::new();
            push_decimal(&mut expected, units, digits, DecimalMark::Point);
            prop_assert_eq!(number.map(String::into_bytes), Some(expected));
        }
    }
}
