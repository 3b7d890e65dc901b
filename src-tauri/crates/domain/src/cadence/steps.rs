//! Owns the steps by which lookups cool: so long after something happened, so far apart.

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Up to which age lookups are how far apart, both in milliseconds, from young to old. Beyond the
/// last age they end.
pub(super) type Steps = &'static [(i64, i64)];

/// How long an order stands at the edge of its expiry, in milliseconds.
pub(super) const EDGE_MS: i64 = 10 * MINUTE;

/// Since the outcome was lost. The longest: a person may need the proof after months.
pub(super) const UNKNOWN: Steps = &[
    (2 * MINUTE, 10 * SECOND),
    (HOUR, MINUTE),
    (DAY, 10 * MINUTE),
    (7 * DAY, HOUR),
    (30 * DAY, 12 * HOUR),
    (180 * DAY, 7 * DAY),
];

/// Since somebody reported the money.
pub(super) const REPORTED: Steps = &[
    (5 * MINUTE, 15 * SECOND),
    (HOUR, 2 * MINUTE),
    (DAY, 15 * MINUTE),
    (7 * DAY, 2 * HOUR),
    (30 * DAY, DAY),
];

/// Since the attempt was first seen running.
pub(super) const RUNNING: Steps = &[
    (10 * MINUTE, 20 * SECOND),
    (HOUR, 2 * MINUTE),
    (DAY, 15 * MINUTE),
    (7 * DAY, 2 * HOUR),
    (30 * DAY, DAY),
];

/// Since the refund was first seen. Banks take days.
pub(super) const REFUND: Steps = &[
    (10 * MINUTE, MINUTE),
    (2 * HOUR, 10 * MINUTE),
    (DAY, HOUR),
    (10 * DAY, 6 * HOUR),
    (30 * DAY, DAY),
];

/// Since the contradiction was first seen.
pub(super) const CANNOT_TELL: Steps = &[
    (HOUR, 5 * MINUTE),
    (DAY, HOUR),
    (7 * DAY, 6 * HOUR),
    (30 * DAY, DAY),
];

/// Since it was sent, or since an attempt failed: most customers pay within minutes or not at all.
pub(super) const WAITING: Steps = &[
    (15 * MINUTE, 30 * SECOND),
    (2 * HOUR, 2 * MINUTE),
    (DAY, 15 * MINUTE),
    (7 * DAY, 2 * HOUR),
    (30 * DAY, 12 * HOUR),
    (90 * DAY, 7 * DAY),
];

/// Since it expired.
pub(super) const EXPIRED: Steps = &[
    (EDGE_MS, MINUTE),
    (HOUR, 10 * MINUTE),
    (DAY, HOUR),
    (7 * DAY, 6 * HOUR),
];

/// Since it was cancelled (money-protocol, section 4): seven days, besides the moments at which a
/// lookup must contradict nothing.
pub(super) const CANCELLED: Steps = &[
    (2 * MINUTE, 30 * SECOND),
    (2 * HOUR, 10 * MINUTE),
    (DAY, 2 * HOUR),
    (7 * DAY, 6 * HOUR),
];

/// Since the money was first seen.
pub(super) const PAID: Steps = &[(7 * DAY, DAY), (30 * DAY, 7 * DAY)];

/// How far apart lookups are at this age; `None` beyond the last step.
pub(super) fn every_ms(steps: Steps, age_ms: i64) -> Option<i64> {
    steps
        .iter()
        .find(|(upto_ms, _)| age_ms < *upto_ms)
        .map(|(_, every_ms)| *every_ms)
}
