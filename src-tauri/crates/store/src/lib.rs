//! Owns the book: the only crate that speaks SQL. One file per table; reads take [`Db`], writes
//! take [`Tx`]. It has no clock: every moment is given by the caller.

#[cfg(test)]
extern crate self as counterfoil_store;

#[cfg(test)]
#[path = "../tests/book/samples.rs"]
mod samples;

mod accounts;
mod activity;
mod alarms;
mod backups;
mod batches;
mod books;
mod connection;
mod db;
mod decisions;
mod drafts;
mod error;
mod evidence;
mod expected_payees;
mod exports;
mod files;
mod fulfilments;
mod functions;
mod lock;
mod long_read;
mod lookup_runs;
mod message_reports;
mod messages;
mod migrations;
mod operations;
mod order_history;
mod order_list;
mod order_lists;
mod order_search;
mod order_states;
mod orders;
mod payments;
mod pictures;
mod polls;
mod preferences;
mod readers;
mod refund_list;
mod refunds;
mod restore;
mod status_messages;
mod store;
mod writer;

pub use activity::{ActivityAsked, ActivityRow, CHAIN_BEGINS, NewActivity};
pub use alarms::AlarmRow;
pub use backups::{Backup, BackupReason};
pub use batches::{BatchOrderRow, BatchRow, NewBatch};
pub use books::BookLock;
pub use db::{Cursor, Db, PAGE_ROWS_MAX, Page, Tx};
pub use decisions::DecisionRow;
pub use drafts::{DRAFT_BYTES_MAX, DraftRow};
pub use error::StoreError;
pub use evidence::{AnswerRow, EvidenceRow, NewEvidence};
pub use exports::{ExportRow, ExportRows, ExportValue};
pub use files::BookFiles;
pub use fulfilments::FulfilmentRow;
pub use long_read::LongRead;
pub use lookup_runs::LookupRunRow;
pub use message_reports::MessageReportRow;
pub use messages::{MessageKind, NewMessage};
pub use operations::{
    EffectsOnOrder, NewOperation, OperationEventRow, OperationRow, RequestRow,
    UnresolvedOperationRow,
};
pub use order_history::{
    CUSTOMER_ORDERS_MAX, CUSTOMERS_LOOKED_THROUGH_MAX, CustomerRow, DRAFTS_BYTES_MAX,
    DRAFTS_LOOKED_THROUGH_MAX,
};
pub use order_list::OrderListRow;
pub use order_lists::{ListSpan, ListSum};
pub use order_search::OrderMark;
pub use orders::{BilledRow, NewOrder, OrderRow};
pub use payments::PaymentRow;
pub use pictures::PictureRow;
pub use polls::{DuePoll, PollRow};
pub use refund_list::{REFUNDS_COUNTED_MAX, RefundCounts, RefundListRow, RefundPart};
pub use refunds::{NewRefund, RefundRecordRow, RefundRow};
pub use status_messages::{NewStatusMessage, StatusMessageRow};
pub use store::{Health, Store};
pub use writer::{Threads, WriteTrouble};
