//! Owns the list of orders as the window sees it.

use super::{alike::alike, money::MoneyView, number::Integer};
use counterfoil_desk::{Found, OrderLine};
use counterfoil_domain::{
    fulfilment::FulfilmentBrief, phone::Phone, refund::RefundBrief, standing::Standing,
};
use counterfoil_store::Cursor;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Where an order stands, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StandingView {
    /// Prepared; a person decides whether it leaves.
    Ready,
    /// On its way.
    Sending,
    /// The provider declined the send.
    SendRefused,
    /// Nobody knows whether the send arrived.
    SendUnknown,
    /// Nothing left this computer.
    NotSent,
    /// A person withdrew it before anything left.
    Withdrawn,
    /// Sent; no lookup has known it yet.
    NotLookedUp,
    /// Sent; no lookup can show whether it was paid.
    GatewayKnows,
    /// Nobody has tried to pay.
    NotAttempted,
    /// An attempt to pay is running.
    AttemptRunning,
    /// The last attempt failed; it can still be paid.
    AttemptFailed,
    /// The provider uses a word for the payment that is in no document we know.
    UnknownWord,
    /// Others say that the money came; no lookup has shown it.
    ReportedPaid,
    /// The answers contradict themselves or the bill.
    CannotTell,
    /// The money came, as billed.
    Paid,
    /// The money came, in another amount.
    AmountDiffers,
    /// The money came after it had expired; a decision waits.
    PaidAfterExpiry,
    /// The money came although it was being cancelled; a decision waits.
    PaidAfterCancel,
    /// It can no longer be paid, and was not.
    ExpiredUnpaid,
    /// It was cancelled, and nobody paid.
    ClosedUnpaid,
}

/// Where a page of a list begins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PageStart {
    /// After the row with this cursor; the fast way to the next page.
    After(String),
    /// At this row, counted from the newest; for jumps.
    Index(Integer),
}

/// A page of orders, newest first.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderPageView {
    /// The rows.
    pub rows: Vec<OrderLineView>,
    /// Where the next page begins; none after the last row.
    pub next: Option<String>,
}

/// One row of the list.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderLineView {
    /// The order's id in the book.
    pub id: String,
    /// The merchant's own name for it.
    pub reference_id: String,
    /// The account it was sent from.
    pub account_id: String,
    /// What it asks for.
    pub total: MoneyView,
    /// The customer's number, `+` and digits.
    pub customer_phone: String,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// When it was first prepared, UTC.
    pub created_at_ms: Integer,
    /// Where it stands.
    pub standing: StandingView,
    /// A person has to look.
    pub needs_a_person: bool,
    /// What its refunds come to.
    pub refund: RefundBriefView,
    /// What its customer was told.
    pub fulfilment: FulfilmentBriefView,
}

/// What a customer was told of an order, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's FulfilmentBrief")]
pub enum FulfilmentBriefView {
    New,
    Processing,
    PartiallyShipped,
    Shipped,
    Completed,
    CancelSent,
    Cancelled,
}

/// The refunds of an order, the one that matters most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's RefundBrief")]
pub enum RefundBriefView {
    None,
    Unknown,
    Pending,
    Part,
    All,
}

/// An order found by what was typed or pasted.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundView {
    /// The order.
    pub order: OrderLineView,
    /// By what it was found.
    pub by: FoundByView,
}

/// By what an order was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FoundByView {
    /// Its reference id.
    ReferenceId,
    /// The customer's number.
    Phone,
    /// The customer's name.
    CustomerName,
    /// The provider's id of its message.
    MessageId,
    /// The gateway's id of its payment.
    GatewayPaymentId,
}

/// A customer's number as people copy it.
pub fn phone(phone: &Phone) -> String {
    format!("+{}", phone.digits())
}

/// A cursor as text that the window only hands back.
pub fn cursor(cursor: &Cursor) -> String {
    format!("{}/{}", cursor.at_ms, cursor.id)
}

/// Reads a cursor the window handed back.
pub fn read_cursor(text: &str) -> Option<Cursor> {
    let (at_ms, id) = text.split_once('/')?;
    Some(Cursor {
        at_ms: at_ms.parse().ok()?,
        id: id.to_owned(),
    })
}

impl OrderPageView {
    /// A page of at most `asked` rows; one that is not full is the last.
    pub fn of(lines: Vec<OrderLine>, asked: u32) -> Self {
        let is_full = usize::try_from(asked).is_ok_and(|asked| lines.len() >= asked);
        let last = lines.last().filter(|_| is_full);
        Self {
            next: last.map(|line| cursor(&line.order.cursor())),
            rows: lines.into_iter().map(OrderLineView::from).collect(),
        }
    }
}

impl OrderPageView {
    /// A page of a part of a list, each row with its place in it.
    pub fn listed(lines: Vec<(Cursor, OrderLine)>, asked: u32) -> Self {
        let is_full = usize::try_from(asked).is_ok_and(|asked| lines.len() >= asked);
        let last = lines.last().filter(|_| is_full);
        Self {
            next: last.map(|(place, _)| cursor(place)),
            rows: lines
                .into_iter()
                .map(|(_, line)| OrderLineView::from(line))
                .collect(),
        }
    }
}

impl From<OrderLine> for OrderLineView {
    fn from(line: OrderLine) -> Self {
        let order = line.order;
        Self {
            id: order.id.to_string(),
            reference_id: order.reference_id,
            account_id: order.account_id.to_string(),
            total: order.total.into(),
            customer_phone: phone(&order.customer),
            customer_name: order.customer_name,
            created_at_ms: order.created_at_ms.into(),
            needs_a_person: line.standing.needs_a_person(),
            standing: line.standing.into(),
            refund: order.refund.into(),
            fulfilment: order.fulfilment.brief().into(),
        }
    }
}

impl From<Found> for FoundView {
    fn from(found: Found) -> Self {
        use counterfoil_desk::FoundBy;
        Self {
            order: found.line.into(),
            by: match found.by {
                FoundBy::ReferenceId => FoundByView::ReferenceId,
                FoundBy::Phone => FoundByView::Phone,
                FoundBy::CustomerName => FoundByView::CustomerName,
                FoundBy::MessageId => FoundByView::MessageId,
                FoundBy::GatewayPaymentId => FoundByView::GatewayPaymentId,
            },
        }
    }
}

alike! {
    Standing => StandingView {
        Ready, Sending, SendRefused, SendUnknown, NotSent, Withdrawn, NotLookedUp, GatewayKnows,
        NotAttempted, AttemptRunning, AttemptFailed, UnknownWord, ReportedPaid, CannotTell, Paid, AmountDiffers,
        PaidAfterExpiry, PaidAfterCancel, ExpiredUnpaid, ClosedUnpaid,
    }
    FulfilmentBrief => FulfilmentBriefView {
        New, Processing, PartiallyShipped, Shipped, Completed, CancelSent, Cancelled,
    }
    RefundBrief => RefundBriefView { None, Unknown, Pending, Part, All }
}
