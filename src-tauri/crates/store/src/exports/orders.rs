//! Owns the statements of the orders in an export.

use super::Statements;

const COLUMNS: &str = "
    SELECT orders.environment AS environment, accounts.name AS account, orders.id AS order_id,
        reference_id,
        order_standing(send.state, payment, expires_at_ms, cancel, late,
            accounts.provider, payment_mode, :now) AS status,
        orders.created_at_ms AS created_at, expires_at_ms AS expires_at, customer_phone, customer_name,
        orders.currency AS currency, total_minor AS total, captured_minor AS captured,
        captured_at_ms AS captured_at, refunded_minor AS refunded,
        refund_pending_minor AS refund_pending, captured_minor - refunded_minor AS net,
        send.state AS send_state, send.provider_id AS message_id,
        coalesce(payment, 'not_known') AS payment_state, coalesce(attempts, 0) AS attempts, failure,
        gateway_payment_id, coalesce(told, 'pending') AS order_status, cancel AS cancel_state,
        nullif(configuration_name, '') AS configuration, orders.phone_number_id AS phone_number_id";

/// What is known of each order; joined one by one, as each has at most one of everything.
const KNOWN: &str = "
    LEFT JOIN accounts ON accounts.id = orders.account_id
    LEFT JOIN order_states ON order_states.order_id = orders.id
    LEFT JOIN fulfilments ON fulfilments.order_id = orders.id
    LEFT JOIN operations AS send ON send.rowid = (
        SELECT operations.rowid FROM operations
        WHERE operations.target = orders.id AND operations.kind = 'send'
        ORDER BY operations.prepared_at_ms DESC, operations.id DESC LIMIT 1)
    WHERE (:status IS NULL
           OR order_standing(send.state, payment, expires_at_ms, cancel, late,
            accounts.provider, payment_mode, :now) = :status)";

const CREATED: &str = "orders.created_at_ms >= :from AND orders.created_at_ms < :to";

const LISTED: &str = "listed.environment = :environment AND listed.list = :list
    AND listed.at_ms >= :from AND listed.at_ms < :to";

/// An order stands in a list once for each of its parts; its first one counts.
const ONCE: &str = "NOT EXISTS (
    SELECT 1 FROM order_lists AS before
    WHERE before.order_id = listed.order_id AND before.list = listed.list
      AND before.at_ms >= :begins
      AND (before.at_ms, before.part) < (listed.at_ms, listed.part))";

/// Orders by the moment they were created.
pub(super) fn created(of_one_account: bool) -> Statements {
    // Each goes through the index that is made for it.
    let of = if of_one_account {
        "orders.account_id = :account AND +orders.environment = :environment"
    } else {
        "orders.environment = :environment"
    };
    Statements {
        rows: format!(
            "{COLUMNS}, orders.created_at_ms AS at_utc_ms FROM orders {KNOWN}
                 AND {of} AND {CREATED}
             ORDER BY orders.created_at_ms, orders.id"
        ),
        count: format!("SELECT count(*) AS many FROM orders WHERE {of} AND {CREATED}"),
        moment: Some(format!(
            "SELECT created_at_ms FROM orders WHERE {of} AND {CREATED}
             ORDER BY created_at_ms LIMIT 1 OFFSET :rows"
        )),
    }
}

/// Orders in a list by their moment in it.
pub(super) fn listed() -> Statements {
    Statements {
        rows: format!(
            "{COLUMNS}, listed.at_ms AS at_utc_ms
             FROM order_lists AS listed CROSS JOIN orders ON orders.id = listed.order_id {KNOWN}
                 AND {LISTED} AND {ONCE} AND (:account IS NULL OR orders.account_id = :account)
             ORDER BY listed.at_ms, listed.order_id"
        ),
        count: format!("SELECT count(*) AS many FROM order_lists AS listed WHERE {LISTED}"),
        moment: Some(format!(
            "SELECT at_ms FROM order_lists AS listed WHERE {LISTED}
             ORDER BY at_ms LIMIT 1 OFFSET :rows"
        )),
    }
}
