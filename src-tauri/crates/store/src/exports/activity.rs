//! Owns the statements of the activity in an export, in the order of its chain.

use super::Statements;

// No index is by time: a line's number is nearly that, and the chain is in its order.
const WITHIN: &str = "number > 0 AND at_ms >= :from AND at_ms < :to
    AND (activity.environment IS NULL OR activity.environment = :environment)";

pub(super) fn statements() -> Statements {
    Statements {
        rows: format!(
            "SELECT activity.environment AS environment, number, at_ms AS at,
                 CASE by_person WHEN 1 THEN 'person' ELSE 'desk' END AS made_by, deed, words,
                 accounts.name AS account, activity.order_id AS order_id, reference_id,
                 operation_id, evidence_hash, hash, at_ms AS at_utc_ms
             FROM activity LEFT JOIN accounts ON accounts.id = activity.account_id
                 LEFT JOIN orders ON orders.id = activity.order_id
             WHERE {WITHIN} AND (:account IS NULL OR activity.account_id = :account)
                 AND (:status IS NULL OR deed = :status)
             ORDER BY number"
        ),
        moment: None,
        count: format!("SELECT count(*) AS many FROM activity WHERE {WITHIN}"),
    }
}
