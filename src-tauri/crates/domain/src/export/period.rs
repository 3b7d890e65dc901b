//! Owns the period of an export: half-open, from the beginning of one business day to the beginning
//! of another in a named zone, whatever zone the computer is in.

use chrono::{
    DateTime, Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc,
};
use chrono_tz::{TZ_VARIANTS, Tz};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest stretch that any zone's clocks have ever skipped: a whole day.
const SKIPPED_MINUTES_MAX: u32 = 26 * 60;

/// A zone by its IANA name, such as `Asia/Kolkata`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

/// The time of day at which a business day begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CutOff(NaiveTime);

/// From one moment on to before another, milliseconds UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// From this moment on.
    pub from_ms: i64,
    /// To before this moment.
    pub to_ms: i64,
}

/// The business days of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The business day that it is now.
    Today,
    /// The one before.
    Yesterday,
    /// From the first of this month to the end of today.
    ThisMonth,
    /// The whole month before.
    LastMonth,
    /// From the first day on to before the second.
    Days(Date, Date),
}

/// Why there is no such period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// No zone has this name.
    #[error("`{0}` is no time zone; a name is like `Asia/Kolkata`, `America/Sao_Paulo` or `UTC`")]
    UnknownZone(String),
    /// It is no time of day.
    #[error("`{0}` is no time of day; write it like `00:00` or `06:30`")]
    NotATime(String),
    /// It is no date.
    #[error("`{0}` is no date; write it like `2026-11-20`")]
    NotADate(String),
    /// It ends before it begins, or holds nothing.
    #[error("the period ends before it begins; its end is the first day that is not in it")]
    Empty,
    /// The calendar does not reach that far.
    #[error("the period lies outside the calendar")]
    OutsideCalendar,
}

impl Zone {
    /// India's.
    pub const INDIA: Self = Self(Tz::Asia__Kolkata);
    /// Brasília's.
    pub const BRASILIA: Self = Self(Tz::America__Sao_Paulo);

    /// Reads a name. `IST` and `BRT` are India's and Brasília's.
    pub fn parse(name: &str) -> Result<Self, PeriodError> {
        match name {
            "IST" => Ok(Self::INDIA),
            "BRT" => Ok(Self::BRASILIA),
            _ => name
                .parse()
                .map(Self)
                .map_err(|_| PeriodError::UnknownZone(name.to_owned())),
        }
    }

    /// Its IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// What its clocks show at a moment, milliseconds UTC; `None` outside the calendar.
    pub fn clock(self, at_ms: i64) -> Option<NaiveDateTime> {
        let at = DateTime::<Utc>::from_timestamp_millis(at_ms)?.naive_utc();
        let offset = self.0.offset_from_utc_datetime(&at).fix();
        at.checked_add_offset(offset)
    }

    /// The first moment at which its clocks show this or, where they skip it, more; UTC.
    fn first_ms(self, shown: NaiveDateTime) -> Result<i64, PeriodError> {
        let minutes =
            (0..=SKIPPED_MINUTES_MAX).map(|minutes| chrono::TimeDelta::minutes(minutes.into()));
        minutes
            .filter_map(|later| shown.checked_add_signed(later))
            .filter_map(|shown| self.0.from_local_datetime(&shown).earliest())
            .map(|moment| moment.timestamp_millis())
            .next()
            .ok_or(PeriodError::OutsideCalendar)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl CutOff {
    /// Reads a time of day such as `06:30`.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let read = NaiveTime::parse_from_str(text, "%H:%M").ok().map(Self);
        // What was left out would be guessed.
        read.filter(|cut_off| cut_off.to_string() == text)
            .ok_or_else(|| PeriodError::NotATime(text.to_owned()))
    }
}

impl fmt::Display for CutOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

/// A day of the calendar, in whatever zone.
pub type Date = NaiveDate;

/// Reads a date such as `2026-11-20`.
pub fn date(text: &str) -> Result<Date, PeriodError> {
    let read = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    // A year with a digit less is another year.
    read.filter(|date| date.format("%Y-%m-%d").to_string() == text)
        .ok_or_else(|| PeriodError::NotADate(text.to_owned()))
}

impl Period {
    /// The period of these business days; `now_ms` is UTC.
    pub fn of(span: Span, zone: Zone, cut_off: CutOff, now_ms: i64) -> Result<Self, PeriodError> {
        let begins = |day: Option<NaiveDate>| {
            let day = day.ok_or(PeriodError::OutsideCalendar)?;
            zone.first_ms(day.and_time(cut_off.0))
        };
        let today = || -> Result<NaiveDate, PeriodError> {
            let shown = zone.clock(now_ms).ok_or(PeriodError::OutsideCalendar)?;
            let day = shown.date();
            // By the moment, not by the face of the clock, which may show an hour twice.
            let has_begun = begins(Some(day))? <= now_ms;
            let today = if has_begun { Some(day) } else { day.pred_opt() };
            today.ok_or(PeriodError::OutsideCalendar)
        };
        let (from, to) = match span {
            Span::Today => (Some(today()?), today()?.succ_opt()),
            Span::Yesterday => (today()?.pred_opt(), Some(today()?)),
            Span::ThisMonth => (today()?.with_day(1), today()?.succ_opt()),
            Span::LastMonth => {
                let first = today()?.with_day(1);
                (
                    first.and_then(|day| day.checked_sub_months(Months::new(1))),
                    first,
                )
            }
            Span::Days(from, to) => (Some(from), Some(to)),
        };
        let period = Self {
            from_ms: begins(from)?,
            to_ms: begins(to)?,
        };
        if period.from_ms >= period.to_ms {
            return Err(PeriodError::Empty);
        }
        Ok(period)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const NOON: &str = "2026-11-20T12:00:00Z";

    #[test]
    fn a_day_begins_at_the_zone_s_midnight() {
        check(
            "IST",
            "2026-11-20T18:29:59.999Z",
            "2026-11-19T18:30:00Z",
            "2026-11-20T18:30:00Z",
        );
        check(
            "IST",
            "2026-11-20T18:30:00Z",
            "2026-11-20T18:30:00Z",
            "2026-11-21T18:30:00Z",
        );
        check(
            "BRT",
            "2026-11-20T02:59:59.999Z",
            "2026-11-19T03:00:00Z",
            "2026-11-20T03:00:00Z",
        );
        check(
            "BRT",
            "2026-11-20T03:00:00Z",
            "2026-11-20T03:00:00Z",
            "2026-11-21T03:00:00Z",
        );

        #[track_caller]
        fn check(zone: &str, now: &str, from: &str, to: &str) {
            assert_eq!(period(Span::Today, zone, "00:00", now), [from, to].map(ms));
        }
    }

    #[test]
    fn before_the_cut_off_it_is_still_the_day_before() {
        let day = |now| period(Span::Today, "Asia/Kolkata", "06:30", now);

        let the_20th = ["2026-11-20T01:00:00Z", "2026-11-21T01:00:00Z"].map(ms);
        assert_eq!(day("2026-11-20T01:00:00Z"), the_20th);
        assert_eq!(day("2026-11-21T00:59:59.999Z"), the_20th);
        assert_ne!(day("2026-11-21T01:00:00Z"), the_20th);
    }

    #[test]
    fn named_spans_meet_without_a_gap() {
        let span = |span| period(span, "America/Sao_Paulo", "02:00", NOON);

        assert_eq!(span(Span::Yesterday)[1], span(Span::Today)[0]);
        assert_eq!(span(Span::LastMonth)[1], span(Span::ThisMonth)[0]);
        assert_eq!(
            span(Span::ThisMonth),
            ["2026-11-01T05:00:00Z", "2026-11-21T05:00:00Z"].map(ms)
        );
        assert_eq!(span(Span::LastMonth)[0], ms("2026-10-01T05:00:00Z"));
    }

    #[test]
    fn a_day_is_as_long_as_its_clocks_make_it() {
        let hours = |zone, day: &str, next: &str| {
            let span = Span::Days(date(day).unwrap(), date(next).unwrap());
            let [from, to] = period(span, zone, "00:00", NOON);
            (to - from) / 3_600_000
        };

        assert_eq!(hours("Europe/Lisbon", "2026-03-29", "2026-03-30"), 23);
        assert_eq!(hours("Europe/Lisbon", "2026-10-25", "2026-10-26"), 25);
        // Midnight itself was skipped there; and Samoa skipped a whole day.
        assert_eq!(hours("America/Sao_Paulo", "2018-11-04", "2018-11-05"), 23);
        assert_eq!(hours("Pacific/Apia", "2011-12-29", "2011-12-31"), 24);
    }

    #[test]
    fn what_is_no_period_is_refused() {
        let days = |from, to| {
            let span = Span::Days(date(from).unwrap(), date(to).unwrap());
            Period::of(span, Zone::INDIA, CutOff::default(), ms(NOON))
        };

        assert_eq!(days("2026-11-20", "2026-11-20"), Err(PeriodError::Empty));
        assert_eq!(days("2026-11-20", "2026-11-19"), Err(PeriodError::Empty));
        assert_eq!(
            Period::of(Span::Today, Zone::INDIA, CutOff::default(), i64::MAX),
            Err(PeriodError::OutsideCalendar)
        );
        assert!(Zone::parse("Kolkata").is_err());
        assert!(date("20.11.2026").is_err());
        for wrong in [
            "26-11-20",
            "206-11-20",
            "+2026-11-20",
            " 2026-11-20",
            "2026-1-20",
        ] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
        for wrong in ["24:00", "6:30", "06:3", " 06:30"] {
            assert!(CutOff::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_edges_of_the_calendar_are_no_panic() {
        let last = NaiveDate::MAX;
        let span = Span::Days(last.pred_opt().unwrap(), last);
        for zone in ["IST", "BRT"] {
            let zone = Zone::parse(zone).unwrap();
            let cut_off = CutOff::parse("23:59").unwrap();
            let _ = Period::of(span, zone, cut_off, 0);
            assert_eq!(zone.clock(i64::MAX), None);
            let edge = NaiveDateTime::MAX.and_utc().timestamp_millis();
            let _ = zone.clock(edge);
        }
    }

    #[test]
    fn today_is_the_day_that_now_lies_in_when_an_hour_comes_twice() {
        // In Lisbon, 01:30 comes twice on 2026-10-25: at 00:30 and at 01:30 UTC.
        for now in [
            "2026-10-25T00:29:59Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:10:00Z",
        ] {
            let [from, to] = period(Span::Today, "Europe/Lisbon", "01:30", now);
            assert!((from..to).contains(&ms(now)), "{now}");
        }
    }

    #[test]
    fn every_zone_is_found_by_its_name() {
        for name in Zone::names() {
            assert_eq!(Zone::parse(name).unwrap().name(), name);
        }
    }

    fn period(span: Span, zone: &str, cut_off: &str, now: &str) -> [i64; 2] {
        let zone = Zone::parse(zone).unwrap();
        let period = Period::of(span, zone, CutOff::parse(cut_off).unwrap(), ms(now)).unwrap();
        [period.from_ms, period.to_ms]
    }

    fn ms(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text)
            .unwrap()
            .timestamp_millis()
    }
}
