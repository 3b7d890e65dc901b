//! Owns the statements of the attempts to pay in an export.

use super::Statements;

const WITHIN: &str =
    "payments.environment = :environment AND payments.at_ms >= :from AND payments.at_ms < :to";

pub(super) fn statements() -> Statements {
    Statements {
        rows: format!(
            "SELECT payments.environment AS environment, accounts.name AS account,
                 orders.id AS order_id, reference_id, number AS attempt, status,
                 word AS provider_status, at_ms AS at, succeeded_at_ms AS succeeded_at, currency,
                 minor AS amount, CASE status WHEN 'succeeded' THEN minor END AS came, method, failure, gateway_order_id, gateway_payment_id,
                 customer_phone, total_minor AS order_total, draft ->> '$.payment.receipt' AS receipt,
                 nullif(draft ->> '$.payment.notes', '{{}}') AS notes,
                 configuration_name AS configuration, at_ms AS at_utc_ms
             FROM payments CROSS JOIN orders ON orders.id = payments.order_id
                 LEFT JOIN accounts ON accounts.id = orders.account_id
             WHERE {WITHIN} AND (:account IS NULL OR orders.account_id = :account)
                 AND (:status IS NULL OR status = :status)
             ORDER BY at_ms, payments.order_id, number"
        ),
        count: format!("SELECT count(*) AS many FROM payments WHERE {WITHIN}"),
        moment: Some(format!(
            "SELECT at_ms FROM payments WHERE {WITHIN} ORDER BY at_ms LIMIT 1 OFFSET :rows"
        )),
    }
}
