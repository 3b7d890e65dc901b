//! Owns the statements of the money in and out in an export. They read the rows that the figures of
//! Today are sums of, so that the two cannot differ.

use super::Statements;

/// Payments in: the gateway's ids are those of the attempt that succeeded.
const PAYMENTS: &str = "'payment' AS movement, moved.at_ms AS at, reference_id,
    moved.currency AS currency, moved.minor AS gross, NULL AS refund, moved.minor AS net";

/// Refunds out: a part is the gateway's id of the refund.
const REFUNDS: &str = "'refund' AS movement, moved.at_ms AS at, reference_id,
    moved.currency AS currency, NULL AS gross, moved.minor AS refund, -moved.minor AS net";

pub(super) fn statements() -> Statements {
    Statements {
        rows: format!(
            "{} UNION ALL {} ORDER BY at_utc_ms, order_id",
            of_list("collected", "payment", PAYMENTS),
            of_list("refunded", "refund", REFUNDS)
        ),
        count: format!(
            "SELECT (SELECT count(*) FROM order_lists AS moved WHERE {})
                 + (SELECT count(*) FROM order_lists AS moved WHERE {}) AS many",
            within("collected"),
            within("refunded")
        ),
        // Nearly all of them are payments.
        moment: Some(format!(
            "SELECT at_ms FROM order_lists AS moved WHERE {} ORDER BY at_ms LIMIT 1 OFFSET :rows",
            within("collected")
        )),
    }
}

fn of_list(list: &str, movement: &str, columns: &str) -> String {
    let within = within(list);
    format!(
        "SELECT moved.environment AS environment, accounts.name AS account, {columns},
             (SELECT payments.gateway_order_id FROM payments
              WHERE payments.order_id = moved.order_id
                  AND payments.gateway_payment_id = order_states.gateway_payment_id
              ORDER BY number LIMIT 1) AS gateway_order_id,
             order_states.gateway_payment_id AS gateway_payment_id,
             nullif(moved.part, '') AS gateway_refund_id,
             draft ->> '$.payment.receipt' AS receipt,
             nullif(draft ->> '$.payment.notes', '{{}}') AS notes,
             configuration_name AS configuration, orders.phone_number_id AS phone_number_id,
             total_minor AS order_total,
             customer_phone, customer_name, moved.order_id AS order_id, moved.at_ms AS at_utc_ms
         FROM order_lists AS moved CROSS JOIN orders ON orders.id = moved.order_id
             LEFT JOIN accounts ON accounts.id = orders.account_id
             LEFT JOIN order_states ON order_states.order_id = orders.id
         WHERE {within} AND (:account IS NULL OR orders.account_id = :account)
             AND (:status IS NULL OR :status = '{movement}')"
    )
}

fn within(list: &str) -> String {
    format!(
        "moved.environment = :environment AND moved.list = '{list}'
             AND moved.at_ms >= :from AND moved.at_ms < :to"
    )
}
