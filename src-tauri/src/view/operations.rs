//! Owns operations as the window sees them: where an effect stands and what a person may do.

use super::{
    complaints::ComplaintView,
    money::MoneyView,
    number::Integer,
    orders::{cursor, phone},
};
use counterfoil_desk::{Actions, BlockedBy, Permission, Sent, UnresolvedRow};
use counterfoil_domain::operation::{OperationKind, OperationState};
use serde::Serialize;
use specta::Type;

/// Where an operation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the journal's words; see the domain's OperationState"
)]
pub enum OperationStateView {
    Prepared,
    InFlight,
    NotSent,
    Refused,
    Accepted,
    Unknown,
    Confirmed,
    Disproved,
    Decided,
    Withdrawn,
}

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's OperationKind")]
pub enum OperationKindView {
    Send,
    OrderStatus,
    Refund,
    Cancel,
}

/// Whether a person may do something, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MayView {
    /// It may be done.
    pub is_allowed: bool,
    /// Why not.
    pub blocked_because: Option<BlockedBecause>,
}

/// Why something may not be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BlockedBecause {
    /// Nothing was ever sent, so there is nothing to ask about.
    NothingSent,
    /// It is on its way; its answer comes first.
    OnItsWay,
    /// It has begun or ended already.
    NotPrepared,
    /// The account was removed.
    AccountRemoved,
    /// The account has no access token.
    NoCredential,
    /// It can no longer be paid, or not for long enough.
    Expired,
    /// The provider knows the order already; sending again would ask twice.
    AlreadyKnown,
    /// WhatsApp is not part of how it is paid: only the gateway knows and can act.
    GatewayAlone,
    /// No lookup has shown money that could go back.
    NothingCaptured,
    /// A refund of it may have happened; a second could pay twice.
    RefundUnresolved,
    /// All that came went back, or may have.
    NothingLeft,
    /// The book may not be the one that was last worked with.
    BookLocked,
    /// Its customer is being told something; that comes first.
    BeingTold,
    /// Nothing may follow what its customer was told, or may have been.
    NothingFollows,
    /// It is paid.
    Paid,
    /// Somebody is paying it, or may be.
    BeingPaid,
    /// It may be paid.
    MayBePaid,
}

/// What may be done with an order now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActionsView {
    /// Ask the provider for the payment.
    pub look_up: MayView,
    /// Send what is prepared.
    pub send: MayView,
    /// Withdraw what is prepared.
    pub withdraw: MayView,
    /// The prepared operation that `send` and `withdraw` are about.
    pub prepared_id: Option<String>,
}

/// What became of a send.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SentView {
    /// What was sent.
    pub kind: OperationKindView,
    /// The order.
    pub order_id: String,
    /// The merchant's own name for it.
    pub reference_id: String,
    /// What it asks for.
    pub total: MoneyView,
    /// Where the send stands.
    pub state: OperationStateView,
    /// What was seen instead of an answer.
    pub words: Option<String>,
    /// What the provider said was wrong, if it did.
    pub complaint: Option<ComplaintView>,
    /// A lookup can show what became of it.
    pub has_lookup: bool,
}

/// An operation nobody knows the end of yet.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnresolvedView {
    /// The operation.
    pub id: String,
    /// What it does.
    pub kind: OperationKindView,
    /// Where it stands.
    pub state: OperationStateView,
    /// The order it acts on.
    pub order_id: String,
    /// The merchant's own name for that order.
    pub reference_id: String,
    /// What the order asks for.
    pub total: MoneyView,
    /// What a refund moves; none for every other kind.
    pub refund: Option<MoneyView>,
    /// A person may settle it by hand.
    pub may_decide: bool,
    /// The customer's number.
    pub customer_phone: String,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// The account it acts for.
    pub account_name: String,
    /// What was seen instead of an answer.
    pub words: Option<String>,
    /// What the provider said was wrong, if it did.
    pub complaint: Option<ComplaintView>,
    /// When it was prepared, UTC.
    pub prepared_at_ms: Integer,
    /// When it was put in flight, UTC.
    pub in_flight_at_ms: Option<Integer>,
    /// When the provider was last asked about the order, UTC.
    pub looked_up_at_ms: Option<Integer>,
    /// A lookup can show what became of it.
    pub has_lookup: bool,
    /// What may be done.
    pub actions: ActionsView,
}

/// A page of unresolved operations, newest first.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnresolvedPageView {
    /// The rows.
    pub rows: Vec<UnresolvedView>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are in all.
    pub count: Integer,
}

impl UnresolvedPageView {
    /// A page of at most `asked` rows; one that is not full is the last.
    pub fn of(rows: Vec<UnresolvedRow>, asked: u32, count: u64) -> Self {
        let is_full = usize::try_from(asked).is_ok_and(|asked| rows.len() >= asked);
        let last = rows.last().filter(|_| is_full);
        Self {
            next: last.map(|row| cursor(&row.cursor())),
            rows: rows.into_iter().map(UnresolvedView::from).collect(),
            count: count.into(),
        }
    }
}

impl From<UnresolvedRow> for UnresolvedView {
    fn from(row: UnresolvedRow) -> Self {
        let operation = row.operation;
        Self {
            id: operation.id.to_string(),
            kind: operation.kind.into(),
            state: operation.state.into(),
            order_id: operation.order_id.to_string(),
            reference_id: operation.reference_id,
            total: row.total.into(),
            refund: row.refund.map(Into::into),
            may_decide: operation.state.can_become(OperationState::Decided),
            customer_phone: phone(&row.customer),
            customer_name: row.customer_name,
            account_name: row.account_name,
            words: operation.outcome_words,
            complaint: row.complaint.map(Into::into),
            prepared_at_ms: operation.prepared_at_ms.into(),
            in_flight_at_ms: operation.in_flight_at_ms.map(Into::into),
            looked_up_at_ms: row.looked_up_at_ms.map(Into::into),
            has_lookup: row.has_lookup,
            actions: row.may.into(),
        }
    }
}

impl From<&Sent> for SentView {
    fn from(sent: &Sent) -> Self {
        Self {
            kind: sent.operation.kind.into(),
            order_id: sent.order.id.to_string(),
            reference_id: sent.order.reference_id.as_str().to_owned(),
            total: sent.order.total.into(),
            state: sent.operation.state.into(),
            words: sent.operation.outcome_words.clone(),
            complaint: sent.complaint.clone().map(Into::into),
            has_lookup: sent.has_lookup,
        }
    }
}

impl From<Actions> for ActionsView {
    fn from(actions: Actions) -> Self {
        Self {
            look_up: actions.look_up.into(),
            send: actions.send.into(),
            withdraw: actions.withdraw.into(),
            prepared_id: actions.prepared.map(|id| id.to_string()),
        }
    }
}

impl From<Permission> for MayView {
    fn from(permission: Permission) -> Self {
        let blocked_because = match permission {
            Permission::Allowed => None,
            Permission::Blocked(by) => Some(by.into()),
        };
        Self {
            is_allowed: blocked_because.is_none(),
            blocked_because,
        }
    }
}

impl From<BlockedBy> for BlockedBecause {
    fn from(by: BlockedBy) -> Self {
        match by {
            BlockedBy::NothingSent => Self::NothingSent,
            BlockedBy::OnItsWay => Self::OnItsWay,
            BlockedBy::NotPrepared => Self::NotPrepared,
            BlockedBy::AccountRemoved => Self::AccountRemoved,
            BlockedBy::NoCredential => Self::NoCredential,
            BlockedBy::Expired => Self::Expired,
            BlockedBy::AlreadyKnown => Self::AlreadyKnown,
            BlockedBy::GatewayAlone => Self::GatewayAlone,
            BlockedBy::NothingCaptured => Self::NothingCaptured,
            BlockedBy::RefundUnresolved => Self::RefundUnresolved,
            BlockedBy::NothingLeft => Self::NothingLeft,
            BlockedBy::BookLocked => Self::BookLocked,
            BlockedBy::BeingTold => Self::BeingTold,
            BlockedBy::NothingFollows => Self::NothingFollows,
            BlockedBy::Paid => Self::Paid,
            BlockedBy::BeingPaid => Self::BeingPaid,
            BlockedBy::MayBePaid => Self::MayBePaid,
        }
    }
}

impl From<OperationState> for OperationStateView {
    fn from(state: OperationState) -> Self {
        match state {
            OperationState::Prepared => Self::Prepared,
            OperationState::InFlight => Self::InFlight,
            OperationState::NotSent => Self::NotSent,
            OperationState::Refused => Self::Refused,
            OperationState::Accepted => Self::Accepted,
            OperationState::Unknown => Self::Unknown,
            OperationState::Confirmed => Self::Confirmed,
            OperationState::Disproved => Self::Disproved,
            OperationState::Decided => Self::Decided,
            OperationState::Withdrawn => Self::Withdrawn,
        }
    }
}

impl From<OperationKind> for OperationKindView {
    fn from(kind: OperationKind) -> Self {
        match kind {
            OperationKind::Send => Self::Send,
            OperationKind::OrderStatus => Self::OrderStatus,
            OperationKind::Refund => Self::Refund,
            OperationKind::Cancel => Self::Cancel,
        }
    }
}
