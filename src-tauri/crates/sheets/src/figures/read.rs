//! Owns reading the numbers and moments that this crate writes, and nothing looser.

use crate::{DecimalMark, Moment};

/// Reads a whole number.
pub(crate) fn integer(text: &str) -> Option<i64> {
    with_digits(text, "", 0)
}

/// Reads a number as units of its last decimal. Fewer decimals than `digits` are filled up, as
/// spreadsheet programs leave zeros out; more would have to be rounded and are refused.
pub(crate) fn decimal(text: &str, digits: u8, mark: DecimalMark) -> Option<i64> {
    match text.split_once(char::from(mark.byte())) {
        Some((_, "")) => None,
        Some((whole, decimals)) => with_digits(whole, decimals, digits),
        None => with_digits(text, "", digits),
    }
}

/// Reads `2026-11-20 23:59:59.999`.
pub(crate) fn moment(text: &str, mark: DecimalMark) -> Option<Moment> {
    let (date, time) = text.split_once(' ')?;
    let (is_before_christ, date) = match date.strip_prefix('-') {
        Some(date) => (true, date),
        None => (false, date),
    };
    let mut date = date.split('-');
    let mut time = time.split([':', char::from(mark.byte())]);
    let year = date.next().filter(|year| year.len() >= 4)?;
    let year = i32::try_from(if is_before_christ {
        -integer(year)?
    } else {
        integer(year)?
    });

    let moment = Moment {
        year: year.ok()?,
        month: of_width(date.next()?, 2)?,
        day: of_width(date.next()?, 2)?,
        hour: of_width(time.next()?, 2)?,
        minute: of_width(time.next()?, 2)?,
        second: of_width(time.next()?, 2)?,
        millisecond: of_width(time.next()?, 3)?,
    };
    let is_at_end = date.next().is_none() && time.next().is_none();
    (is_at_end && moment.is_real()).then_some(moment)
}

/// Puts a number together from its whole part, its decimals, and the zeros left out behind them.
fn with_digits(whole: &str, decimals: &str, digits: u8) -> Option<i64> {
    let (is_negative, whole) = match whole.strip_prefix('-') {
        Some(whole) => (true, whole),
        None => (false, whole),
    };
    let missing = usize::from(digits).checked_sub(decimals.len())?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(decimals) {
        return None;
    }

    // Below zero there is room for one number more.
    let mut number: i64 = 0;
    let zeros = std::iter::repeat_n(b'0', missing);
    for digit in whole.bytes().chain(decimals.bytes()).chain(zeros) {
        number = number
            .checked_mul(10)?
            .checked_sub(i64::from(digit - b'0'))?;
    }
    if is_negative {
        Some(number)
    } else {
        number.checked_neg()
    }
}

fn of_width<T: TryFrom<i64>>(text: &str, width: usize) -> Option<T> {
    let number = integer(text).filter(|_| text.len() == width)?;
    T::try_from(number).ok()
}
