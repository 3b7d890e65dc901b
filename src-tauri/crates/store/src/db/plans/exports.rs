//! Uses every statement of an export.

use crate::{ExportRows, OrderRow, PaymentRow, StoreError, Tx, samples::NOW_MS};
use counterfoil_domain::{
    account::Environment,
    export::{ExportKind, Period},
    order_list::OrderList,
    transaction_status::TransactionStatus,
};

pub(super) fn use_every_query(tx: &Tx<'_>, order: &OrderRow) {
    let attempt = |number| PaymentRow {
        number,
        at_ms: NOW_MS,
        status: TransactionStatus::Pending,
        word: "pending".to_owned(),
        minor: None,
        method: None,
        failure: None,
        gateway_order_id: None,
        gateway_payment_id: None,
        succeeded_at_ms: None,
    };
    tx.keep_payments(order.id, order.environment, &[attempt(1), attempt(2)])
        .unwrap();
    tx.keep_payments(order.id, order.environment, &[attempt(1)])
        .unwrap();
    let asks = |kind| ExportRows {
        kind,
        environment: Environment::Live,
        period: Period {
            from_ms: 0,
            to_ms: i64::MAX,
        },
        begins_ms: 0,
        account: None,
        status: None,
        list: None,
        now_ms: NOW_MS,
    };
    let (mut of_account, mut listed) = (asks(ExportKind::Orders), asks(ExportKind::Orders));
    of_account.account = Some(order.account_id);
    listed.list = Some(OrderList::Unpaid);
    let kinds = ExportKind::ALL.into_iter().map(asks);
    for asked in kinds.chain([of_account, listed]) {
        tx.count_export_rows(&asked).unwrap();
        tx.export_parts(&asked, 1).unwrap();
        tx.each_export_row(&asked, |_| Ok::<_, StoreError>(()))
            .unwrap();
    }
}
