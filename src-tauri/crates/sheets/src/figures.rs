//! Owns how numbers and moments are written as text and read back.
//!
//! A file has tens of millions of them, so they go straight into the caller's buffer.

mod read;

pub(crate) use read::{decimal, integer, moment};

use crate::{DecimalMark, Moment};
use std::io::Write;

/// Digits of the largest 64-bit number.
const DIGITS_MAX: usize = 20;

/// Writes a whole number.
pub(crate) fn push_integer(buffer: &mut Vec<u8>, number: i64) {
    let mut room = [0; DIGITS_MAX];
    push_sign(buffer, number);
    buffer.extend_from_slice(digits_of(number.unsigned_abs(), &mut room));
}

/// Writes a number whose last `digits` digits are decimals.
pub(crate) fn push_decimal(buffer: &mut Vec<u8>, units: i64, digits: u8, mark: DecimalMark) {
    if digits == 0 {
        return push_integer(buffer, units);
    }
    let decimals = usize::from(digits);
    let mut room = [0; DIGITS_MAX];
    let all = digits_of(units.unsigned_abs(), &mut room);

    push_sign(buffer, units);
    if let Some(whole) = all.len().checked_sub(decimals).filter(|whole| *whole > 0) {
        buffer.extend_from_slice(&all[..whole]);
        buffer.push(mark.byte());
        buffer.extend_from_slice(&all[whole..]);
    } else {
        buffer.extend_from_slice(&[b'0', mark.byte()]);
        buffer.extend(std::iter::repeat_n(b'0', decimals - all.len()));
        buffer.extend_from_slice(all);
    }
}

/// Writes `2026-11-20 23:59:59.999`.
pub(crate) fn push_moment(buffer: &mut Vec<u8>, moment: Moment, mark: DecimalMark) {
    let Moment {
        year,
        month,
        day,
        hour,
        minute,
        second,
        millisecond,
    } = moment;
    let fits = [month, day, hour, minute, second]
        .iter()
        .all(|number| *number < 100);
    let (Ok(year @ 0..10_000), true, 0..1_000) = (u16::try_from(year), fits, millisecond) else {
        return push_odd_moment(buffer, moment, mark);
    };

    let mut text = *b"0000-00-00 00:00:00.000";
    text[0..2].copy_from_slice(&pair(year / 100));
    text[2..4].copy_from_slice(&pair(year % 100));
    text[5..7].copy_from_slice(&pair(month.into()));
    text[8..10].copy_from_slice(&pair(day.into()));
    text[11..13].copy_from_slice(&pair(hour.into()));
    text[14..16].copy_from_slice(&pair(minute.into()));
    text[17..19].copy_from_slice(&pair(second.into()));
    text[19] = mark.byte();
    text[20..22].copy_from_slice(&pair(millisecond / 10));
    text[22] = pair(millisecond % 10)[1];
    buffer.extend_from_slice(&text);
}

/// Writes a moment some of whose numbers need more room.
fn push_odd_moment(buffer: &mut Vec<u8>, moment: Moment, mark: DecimalMark) {
    let sign = if moment.year < 0 { "-" } else { "" };
    write!(
        buffer,
        "{sign}{:04}-{:02}-{:02} {:02}:{:02}:{:02}{}{:03}",
        moment.year.unsigned_abs(),
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        char::from(mark.byte()),
        moment.millisecond,
    )
    .expect("a Vec takes every byte");
}

fn push_sign(buffer: &mut Vec<u8>, number: i64) {
    if number < 0 {
        buffer.push(b'-');
    }
}

/// The decimal digits of a number, at the end of the room given.
fn digits_of(mut number: u64, room: &mut [u8; DIGITS_MAX]) -> &[u8] {
    let mut at = room.len();
    while number >= 100 {
        at -= 2;
        room[at..at + 2].copy_from_slice(&pair((number % 100) as u16));
        number /= 100;
    }
    let [tens, ones] = pair(number as u16);
    at -= 1;
    room[at] = ones;
    if number >= 10 {
        at -= 1;
        room[at] = tens;
    }
    &room[at..]
}

/// The two digits of a number below 100.
fn pair(number: u16) -> [u8; 2] {
    [b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]
}

#[cfg(test)]
mod tests;
