//! Owns what the provider says of our allowance in the headers of an answer.

use serde::Deserialize;
use std::collections::BTreeMap;

/// How much of an allowance is used up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The fullest of the provider's counters, in percent of the allowance; it may exceed 100.
    pub percent: u32,
    /// How long until calls are answered again, where they are not now.
    pub regain_ms: u64,
}

/// One account of an allowance. Each counter is a percentage (Meta, rate limits).
#[derive(Deserialize)]
struct Counters {
    #[serde(default)]
    call_count: u32,
    #[serde(default)]
    total_cputime: u32,
    #[serde(default)]
    total_time: u32,
    /// Minutes.
    #[serde(default)]
    estimated_time_to_regain_access: u32,
}

/// Reads `X-Business-Use-Case-Usage`, whose keys are business accounts, or `X-App-Usage`, which is
/// one account alone. The fullest counter counts; `None` when there is none to be read.
pub fn read_usage(header: &str) -> Option<Usage> {
    let of_business: Result<BTreeMap<String, Vec<Counters>>, _> = serde_json::from_str(header);
    let counters = match of_business {
        Ok(accounts) => accounts.into_values().flatten().collect(),
        // A list would be read as counters in their order.
        Err(_) if header.starts_with('[') => return None,
        Err(_) => vec![serde_json::from_str::<Counters>(header).ok()?],
    };
    counters.iter().map(Counters::usage).reduce(Usage::fuller)
}

impl Counters {
    fn usage(&self) -> Usage {
        Usage {
            percent: self.call_count.max(self.total_cputime).max(self.total_time),
            regain_ms: u64::from(self.estimated_time_to_regain_access) * 60_000,
        }
    }
}

impl Usage {
    fn fuller(self, other: Self) -> Self {
        Self {
            percent: self.percent.max(other.percent),
            regain_ms: self.regain_ms.max(other.regain_ms),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fullest_counter_counts() {
        check(
            r#"{"330":[{"type":"whatsapp","call_count":28,"total_cputime":4,"total_time":6,
                "estimated_time_to_regain_access":0}]}"#,
            Some((28, 0)),
        );
        check(
            r#"{"330":[{"call_count":1,"total_time":90}],"331":[{"call_count":3},
                {"total_cputime":101,"estimated_time_to_regain_access":7}]}"#,
            Some((101, 420_000)),
        );
        check(
            r#"{"call_count":12,"total_cputime":1,"total_time":2}"#,
            Some((12, 0)),
        );
        check("{}", None);
        check(r#"{"330":[]}"#, None);
        check("[]", None);
        check(r#"{"call_count":"many"}"#, None);
        check("28 %", None);

        #[track_caller]
        fn check(header: &str, expected: Option<(u32, u64)>) {
            let expected = expected.map(|(percent, regain_ms)| Usage { percent, regain_ms });
            assert_eq!(read_usage(header), expected, "{header}");
        }
    }
}
