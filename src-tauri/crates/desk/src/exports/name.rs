//! Owns what an export is called: kind, days and zone, and `SANDBOX` where nothing in it is real.

use super::{ExportAsked, ExportForm};
use chrono::{NaiveDateTime, Timelike};
use counterfoil_domain::{account::Environment, order_list::OrderList};
use std::path::{Path, PathBuf};

const SANDBOX: &str = "SANDBOX";

/// The name a person may keep. What narrows the rows is in it, so that no two differ in that alone.
pub(super) fn proposed(asked: &ExportAsked, account: Option<&str>, form: ExportForm) -> String {
    let shown = |at_ms| asked.zone.clock(at_ms);
    let first = shown(asked.period.from_ms);
    // A business day that begins at 06:30 ends the next morning, and is still one day.
    let into_day_ms = first.map_or(0, |first| {
        i64::from(first.time().num_seconds_from_midnight()) * 1_000
    });
    let last_ms = asked.period.to_ms.checked_sub(1 + into_day_ms);
    let day = |shown: NaiveDateTime| shown.date().to_string();
    let days = match (first.map(day), last_ms.and_then(shown).map(day)) {
        (Some(first), Some(last)) if first == last => first,
        (Some(first), Some(last)) => format!("{first}-to-{last}"),
        // A list may have no beginning or no end.
        (first, last) => first.or(last).unwrap_or_else(|| "all".to_owned()),
    };
    let mut name = "counterfoil".to_owned();
    let sandbox = (asked.environment == Environment::Sandbox).then_some(SANDBOX);
    let parts = [
        sandbox,
        Some(asked.kind.word()),
        asked.list.map(OrderList::word),
        asked.status.as_deref(),
        account,
        Some(&days),
        Some(asked.zone.name()),
    ];
    for part in parts.into_iter().flatten() {
        name.push('-');
        name.extend(part.chars().map(|letter| match letter {
            // What a file's name may not have, on one system or another.
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            letter if letter.is_control() => '-',
            letter => letter,
        }));
    }
    format!("{name}.{}", ending(form))
}

/// The path with what its name must say.
pub(super) fn completed(path: &Path, environment: Environment, form: ExportForm) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut name = name.into_owned();
    let wanted = format!(".{}", ending(form));
    if !name.to_ascii_lowercase().ends_with(&wanted) {
        name.push_str(&wanted);
    }
    if environment == Environment::Sandbox && !name.to_ascii_uppercase().contains(SANDBOX) {
        name = format!("{SANDBOX}-{name}");
    }
    path.with_file_name(name)
}

const fn ending(form: ExportForm) -> &'static str {
    match form {
        ExportForm::Csv(_) => "csv",
        ExportForm::Xlsx => "xlsx",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use counterfoil_domain::export::{CutOff, ExportKind, Period, Span, Zone, date};

    #[test]
    fn a_name_says_what_is_in_the_file() {
        let mut asked = asked("2026-11-20", "2026-11-21", "00:00");
        check(
            &asked,
            None,
            "counterfoil-orders-2026-11-20-Asia-Kolkata.xlsx",
        );
        asked.status = Some("paid".to_owned());
        check(
            &asked,
            Some("a/b"),
            "counterfoil-orders-paid-a-b-2026-11-20-Asia-Kolkata.xlsx",
        );
        asked.environment = Environment::Sandbox;
        asked.status = None;
        asked.list = Some(OrderList::Unpaid);
        asked.period.to_ms = i64::MAX;
        check(
            &asked,
            None,
            "counterfoil-SANDBOX-orders-unpaid-2026-11-20-Asia-Kolkata.xlsx",
        );
        asked.period.from_ms = i64::MIN;
        asked.period.to_ms = i64::MIN;
        check(
            &asked,
            None,
            "counterfoil-SANDBOX-orders-unpaid-all-Asia-Kolkata.xlsx",
        );

        #[track_caller]
        fn check(asked: &ExportAsked, account: Option<&str>, expected: &str) {
            assert_eq!(proposed(asked, account, ExportForm::Xlsx), expected);
        }
    }

    #[test]
    fn a_business_day_that_ends_in_the_morning_is_one_day() {
        let days = |from, to| proposed(&asked(from, to, "06:30"), None, ExportForm::Xlsx);

        let one = days("2026-11-20", "2026-11-21");
        assert_eq!(one, "counterfoil-orders-2026-11-20-Asia-Kolkata.xlsx");
        let two = days("2026-11-20", "2026-11-22");
        assert_eq!(
            two,
            "counterfoil-orders-2026-11-20-to-2026-11-21-Asia-Kolkata.xlsx"
        );
    }

    fn asked(from: &str, to: &str, cut_off: &str) -> ExportAsked {
        let span = Span::Days(date(from).unwrap(), date(to).unwrap());
        let cut_off = CutOff::parse(cut_off).unwrap();
        ExportAsked {
            kind: ExportKind::Orders,
            environment: Environment::Live,
            period: Period::of(span, Zone::INDIA, cut_off, 0).unwrap(),
            zone: Zone::INDIA,
            account: None,
            status: None,
            list: None,
        }
    }

    #[test]
    fn a_name_is_completed_and_otherwise_kept() {
        use Environment::{Live, Sandbox};

        check("out/a.xlsx", Live, "out/a.xlsx");
        check("out/a.XLSX", Live, "out/a.XLSX");
        check("out/a", Live, "out/a.xlsx");
        check("out/a.b", Live, "out/a.b.xlsx");
        check("out/a.xlsx", Sandbox, "out/SANDBOX-a.xlsx");
        check("sandbox-a.xlsx", Sandbox, "sandbox-a.xlsx");

        #[track_caller]
        fn check(given: &str, environment: Environment, expected: &str) {
            let path = completed(Path::new(given), environment, ExportForm::Xlsx);
            assert_eq!(path, Path::new(expected));
        }
    }
}
