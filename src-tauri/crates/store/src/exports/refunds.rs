//! Owns the statements of the refunds in an export, ours and others'.

use super::Statements;

// Their moment is kept negative.
const WITHIN: &str = "listed.environment = :environment
    AND listed.newest_first > -:to AND listed.newest_first <= -:from";

const STATUS: &str =
    "refund_standing(own.state, coalesce(own_record.status, other.status), judgement,
    refunds.released_at_ms IS NOT NULL)";

pub(super) fn statements() -> Statements {
    Statements {
        rows: format!(
            "SELECT listed.environment AS environment, accounts.name AS account,
                 orders.id AS order_id, reference_id, own.id AS operation_id,
                 coalesce(own_record.refund_id, other.refund_id) AS gateway_refund_id,
                 CASE is_ours WHEN 1 THEN 'desk' ELSE 'elsewhere' END AS made_by,
                 {STATUS} AS status, -newest_first AS at, back.at_ms AS went_back_at,
                 orders.currency AS currency, coalesce(own.amount_minor, other.minor) AS amount,
                 back.minor AS went_back, speed, refunds.reason AS reason, reason_text,
                 own.outcome_code AS refusal_code, own.outcome_words AS refusal_words,
                 gateway_payment_id, customer_phone, customer_name,
                 configuration_name AS configuration, -newest_first AS at_utc_ms
             FROM refund_list AS listed CROSS JOIN orders ON orders.id = listed.order_id
                 LEFT JOIN accounts ON accounts.id = orders.account_id
                 LEFT JOIN order_states ON order_states.order_id = orders.id
                 LEFT JOIN operations AS own ON is_ours = 1 AND own.id = listed.part
                 LEFT JOIN refunds ON refunds.operation_id = own.id
                 LEFT JOIN decisions ON decisions.operation_id = own.id
                 LEFT JOIN refund_records AS own_record ON own_record.operation_id = own.id
                 LEFT JOIN refund_records AS other
                     ON is_ours = 0 AND other.order_id = listed.order_id
                         AND other.refund_id = listed.part
                 LEFT JOIN order_lists AS back
                     ON back.order_id = listed.order_id AND back.list = 'refunded'
                         AND back.part = coalesce(own_record.refund_id, other.refund_id)
             WHERE {WITHIN} AND (:account IS NULL OR orders.account_id = :account)
                 AND (:status IS NULL OR {STATUS} = :status)
             ORDER BY newest_first DESC, listed.order_id DESC, listed.part DESC"
        ),
        count: format!("SELECT count(*) AS many FROM refund_list AS listed WHERE {WITHIN}"),
        moment: Some(format!(
            "SELECT -newest_first FROM refund_list AS listed WHERE {WITHIN}
             ORDER BY newest_first DESC LIMIT 1 OFFSET :rows"
        )),
    }
}
