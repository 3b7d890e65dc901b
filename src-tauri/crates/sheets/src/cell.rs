//! Owns what a table is made of: typed cells under columns.

/// A cell as its caller has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing; an empty text is written in the same way, and the two cannot be told apart later.
    Empty,
    /// Text, which is never run as a formula.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number with decimals: `units` 12345 with 2 `digits` is 123.45.
    Decimal {
        /// The number without its decimal mark.
        units: i64,
        /// How many of the last digits stand behind the decimal mark.
        digits: u8,
    },
    /// A date with a time of day.
    Moment(Moment),
}

/// A moment as a clock on the wall shows it; which wall is the caller's matter.
///
/// The fields are written as they stand. XLSX has no date for a moment that no calendar has, and
/// gets its text instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The year, in the calendar of today.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// The second, 0 to 59.
    pub second: u8,
    /// The millisecond, 0 to 999.
    pub millisecond: u16,
}

/// What the cells of a column mostly hold. Any column takes any cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with decimals.
    Decimal,
    /// Dates with times.
    Moment,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column<'a> {
    /// The text above the column.
    pub header: &'a str,
    /// What its cells mostly hold.
    pub form: Form,
    /// The width in characters, for XLSX.
    pub width: u16,
}

impl Moment {
    /// Whether there is such a moment, on a clock without leap seconds.
    pub(crate) fn is_real(self) -> bool {
        (1..=12).contains(&self.month)
            && (1..=self.days_in_month()).contains(&self.day)
            && self.hour < 24
            && self.minute < 60
            && self.second < 60
            && self.millisecond < 1_000
    }

    fn days_in_month(self) -> u8 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.is_in_leap_year() => 29,
            2 => 28,
            _ => 31,
        }
    }

    fn is_in_leap_year(self) -> bool {
        self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_calendar_has_is_real() {
        check((2026, 11, 20), (23, 59, 59, 999), true);
        check((2024, 2, 29), (0, 0, 0, 0), true);
        check((2000, 2, 29), (0, 0, 0, 0), true);
        check((1900, 2, 29), (0, 0, 0, 0), false);
        check((2026, 2, 29), (0, 0, 0, 0), false);
        check((2026, 4, 31), (0, 0, 0, 0), false);
        check((2026, 0, 1), (0, 0, 0, 0), false);
        check((2026, 13, 1), (0, 0, 0, 0), false);
        check((2026, 1, 0), (0, 0, 0, 0), false);
        check((2026, 1, 1), (24, 0, 0, 0), false);
        check((2026, 1, 1), (0, 60, 0, 0), false);
        check((2026, 1, 1), (0, 0, 60, 0), false);
        check((2026, 1, 1), (0, 0, 0, 1_000), false);

        #[track_caller]
        fn check(date: (i32, u8, u8), time: (u8, u8, u8, u16), expected: bool) {
            let moment = Moment {
                year: date.0,
                month: date.1,
                day: date.2,
                hour: time.0,
                minute: time.1,
                second: time.2,
                millisecond: time.3,
            };
            assert_eq!(moment.is_real(), expected, "{moment:?}");
        }
    }
}
