//! Owns the statements of the operations in an export.

use super::Statements;

const WITHIN: &str = "operations.environment = :environment
    AND prepared_at_ms >= :from AND prepared_at_ms < :to";

pub(super) fn statements() -> Statements {
    Statements {
        rows: format!(
            "SELECT operations.environment AS environment, accounts.name AS account,
                 operations.id AS operation_id, kind, state AS status, order_id, reference_id,
                 currency, amount_minor AS amount, prepared_at_ms AS prepared_at,
                 in_flight_at_ms AS in_flight_at, outcome_at_ms AS outcome_at,
                 settled_at_ms AS settled_at, outcome_code, outcome_words, provider_id, judgement,
                 decisions.reason AS decision_reason, request_hash, prepared_at_ms AS at_utc_ms
             FROM operations LEFT JOIN accounts ON accounts.id = operations.account_id
                 LEFT JOIN orders ON orders.id = operations.order_id
                 LEFT JOIN decisions ON decisions.operation_id = operations.id
             WHERE {WITHIN} AND (:account IS NULL OR operations.account_id = :account)
                 AND (:status IS NULL OR state = :status)
             ORDER BY prepared_at_ms, operations.id"
        ),
        moment: Some(format!(
            "SELECT prepared_at_ms FROM operations WHERE {WITHIN}
             ORDER BY prepared_at_ms LIMIT 1 OFFSET :rows"
        )),
        count: format!("SELECT count(operations.id) AS many FROM operations WHERE {WITHIN}"),
    }
}
