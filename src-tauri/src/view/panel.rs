//! Owns everything about one order as the window sees it.

use super::{
    complaints::ComplaintView,
    compose::{BillView, PaymentModeView},
    money::MoneyView,
    number::Integer,
    operations::{ActionsView, OperationStateView},
    orders::{StandingView, phone},
    polling::PollView,
    refunds::{AlarmView, RefundsOfOrderView},
    start::EnvironmentView,
    telling::FulfilmentView,
    timeline::{PaymentStateView, TimelineEntryView},
};
use counterfoil_desk::{Exchange, ExchangeRow, ExchangeSource, LookedUp, OrderShown};
use counterfoil_domain::{
    alarm::Alarm,
    money::Money,
    order::{Bill, OrderDraft},
    order_state::{Doubt, RefundsSeen},
};
use serde::Serialize;
use specta::Type;

/// One order and what is true of it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    /// The order's id in the book.
    pub id: String,
    /// The merchant's own name for it.
    pub reference_id: String,
    /// The account's name.
    pub account_name: String,
    /// The account's environment.
    pub environment: EnvironmentView,
    /// The customer's number, `+` and digits.
    pub customer_phone: String,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// How it is paid.
    pub payment_mode: PaymentModeView,
    /// The provider can be asked for the state of its payment.
    pub has_lookup: bool,
    /// The payment configuration's name, in the modes that have one.
    pub configuration_name: Option<String>,
    /// The number it was sent from.
    pub phone_number_id: String,
    /// What it asks for.
    pub total: MoneyView,
    /// When it was first prepared, UTC.
    pub created_at_ms: Integer,
    /// Until when it can be paid, UTC.
    pub expires_at_ms: Option<Integer>,
    /// When a lookup was last answered, UTC.
    pub looked_up_at_ms: Option<Integer>,
    /// Where it stands.
    pub standing: StandingView,
    /// Where the payment stands.
    pub payment: PaymentStateView,
    /// Why nobody can tell whether the money came, where that is so.
    pub doubt: Option<DoubtView>,
    /// What came.
    pub captured: Option<MoneyView>,
    /// What others report.
    pub reported: Option<ReportedView>,
    /// The refunds that lookups have shown; none where there is none.
    pub refunds: Option<RefundsView>,
    /// What went back, and what may still.
    pub refunding: RefundsOfOrderView,
    /// The provider's word that is in no document we know, where the payment stands at one.
    pub unknown_word: Option<String>,
    /// How many attempts to pay have been seen.
    pub attempts: Integer,
    /// The gateway's reason for the last failed attempt.
    pub failure: Option<String>,
    /// The gateway's id of the payment.
    pub gateway_payment_id: Option<String>,
    /// The latest answer lacks a capture that an earlier one showed.
    pub contradicted_later: bool,
    /// Where the last send stands.
    pub send: Option<OperationStateView>,
    /// What was seen instead of an answer to the last send.
    pub send_words: Option<String>,
    /// What the provider said was wrong with the last send, if it did.
    pub send_complaint: Option<ComplaintView>,
    /// The provider's id of the message.
    pub message_id: Option<String>,
    /// When it is looked up next by itself, or why it is not.
    pub poll: PollView,
    /// What may be done now.
    pub actions: ActionsView,
    /// What the customer was told, and may be told now.
    pub fulfilment: FulfilmentView,
    /// What turned out otherwise and is not about one refund.
    pub alarms: Vec<AlarmView>,
    /// The bill as the customer sees it.
    pub bill: BillView,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntryView>,
}

/// What a lookup found.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LookedUpView {
    /// The answer differs from the last one.
    pub is_changed: bool,
    /// It proved the send.
    pub proved_send: bool,
    /// Where the payment stands now.
    pub payment: PaymentStateView,
    /// What came.
    pub captured: Option<MoneyView>,
    /// The provider's words when it said nothing about the payment.
    pub says_nothing: Option<String>,
    /// What it said was wrong, when it declined to answer.
    pub complaint: Option<ComplaintView>,
}

/// One raw request or answer, without its body.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeLineView {
    /// Its id, for `exchange_show`.
    pub id: String,
    /// What it is.
    pub source: ExchangeSourceView,
    /// The HTTP status of an answer.
    pub http_status: Option<u16>,
    /// When it was first seen, UTC.
    pub first_at_ms: Integer,
    /// When it was last seen unchanged, UTC.
    pub last_at_ms: Integer,
    /// How many bytes it has.
    pub length: Integer,
}

/// What a raw body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeSourceView {
    /// What we sent.
    Request,
    /// The answer to what we sent.
    Answer,
    /// The answer to a lookup.
    Lookup,
    /// A webhook whose signature is the provider's.
    SignedWebhook,
    /// A webhook nobody vouches for.
    UnsignedWebhook,
}

/// Why nobody can tell whether the money came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's Doubt")]
pub enum DoubtView {
    OtherCurrency,
    OtherBill,
    SuccessWithoutCapture,
    CaptureWithoutSuccess,
    AmountsContradict,
}

/// What others report of a payment; it proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportedView {
    /// The signature is the provider's.
    pub is_signed: bool,
    /// What is said to have come.
    pub amount: Option<MoneyView>,
}

/// The refunds that lookups have shown, whoever made them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundsView {
    /// What went back.
    pub refunded: MoneyView,
    /// What is on its way back.
    pub pending: MoneyView,
    /// How many refunds there are, failed ones included.
    pub times: u32,
    /// One of them has no clear amount: the sums leave it out.
    pub cannot_tell: bool,
}

/// A raw body.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeView {
    /// The text; what is not UTF-8 is replaced.
    pub body: String,
    /// Only its beginning is shown.
    pub is_cut: bool,
}

impl From<OrderShown> for OrderView {
    fn from(shown: OrderShown) -> Self {
        let send = shown.last_send();
        let state = &shown.state;
        let order = &shown.order;
        Self {
            id: order.id.to_string(),
            reference_id: order.reference_id.as_str().to_owned(),
            account_name: shown.account.name.clone(),
            environment: order.environment.into(),
            customer_phone: phone(&order.customer),
            customer_name: order.customer_name.clone(),
            payment_mode: order.payment_mode.into(),
            has_lookup: shown.has_lookup,
            configuration_name: order.configuration_name.clone(),
            phone_number_id: order.phone_number_id.clone(),
            total: order.total.into(),
            created_at_ms: order.created_at_ms.into(),
            expires_at_ms: order.expires_at_ms.map(Into::into),
            looked_up_at_ms: shown.looked_up_at_ms.map(Into::into),
            standing: shown.standing.into(),
            payment: state.payment.into(),
            captured: state.captured.map(Into::into),
            attempts: i64::from(state.attempts).into(),
            doubt: state.doubt.map(Into::into),
            reported: state.reported.map(|reported| ReportedView {
                is_signed: reported.is_signed,
                amount: in_currency(reported.amount_minor, order.total),
            }),
            refunds: refunds(&state.refunds, order.total),
            unknown_word: state.unknown_word.clone(),
            failure: state.failure.clone(),
            gateway_payment_id: state.gateway_payment_id.clone(),
            contradicted_later: state.contradicted_later,
            send: send.map(|send| send.state.into()),
            send_words: send.and_then(|send| send.outcome_words.clone()),
            send_complaint: shown.send_complaint.clone().map(Into::into),
            message_id: send.and_then(|send| send.provider_id.clone()),
            bill: bill(&order.draft),
            poll: shown.poll.into(),
            actions: shown.may.into(),
            alarms: shown
                .alarms
                .iter()
                .filter(|row| row.alarm == Alarm::PaidAfterCancel)
                .map(|row| AlarmView::of(row, order.total.currency()))
                .collect(),
            fulfilment: FulfilmentView::from(&shown),
            refunding: shown.refunds.into(),
            timeline: shown
                .timeline
                .into_iter()
                .rev()
                .map(TimelineEntryView::from)
                .collect(),
        }
    }
}

/// The bill of an order the book keeps. A draft that cannot be read any more shows none; its request
/// is still among the raw exchanges.
fn bill(draft: &str) -> BillView {
    let draft: OrderDraft = serde_json::from_str(draft).unwrap_or_default();
    Bill::of(&draft).into()
}

fn in_currency(minor: Option<i64>, total: Money) -> Option<MoneyView> {
    Some(Money::new(minor?, total.currency())?.into())
}

fn refunds(seen: &RefundsSeen, total: Money) -> Option<RefundsView> {
    if seen.times == 0 {
        return None;
    }
    Some(RefundsView {
        refunded: in_currency(Some(seen.refunded_minor), total)?,
        pending: in_currency(Some(seen.pending_minor), total)?,
        times: seen.times,
        cannot_tell: seen.cannot_tell,
    })
}

impl From<Doubt> for DoubtView {
    fn from(doubt: Doubt) -> Self {
        match doubt {
            Doubt::OtherCurrency => Self::OtherCurrency,
            Doubt::OtherBill => Self::OtherBill,
            Doubt::SuccessWithoutCapture => Self::SuccessWithoutCapture,
            Doubt::CaptureWithoutSuccess => Self::CaptureWithoutSuccess,
            Doubt::AmountsContradict => Self::AmountsContradict,
        }
    }
}

impl From<LookedUp> for LookedUpView {
    fn from(looked_up: LookedUp) -> Self {
        Self {
            is_changed: looked_up.changed,
            proved_send: !looked_up.confirmed.is_empty(),
            payment: looked_up.state.payment.into(),
            captured: looked_up.state.captured.map(Into::into),
            says_nothing: looked_up.says_nothing,
            complaint: looked_up.complaint.map(Into::into),
        }
    }
}

impl From<ExchangeRow> for ExchangeLineView {
    fn from(row: ExchangeRow) -> Self {
        Self {
            id: row.id.to_string(),
            source: row.source.into(),
            http_status: row.http_status,
            first_at_ms: row.first_at_ms.into(),
            last_at_ms: row.last_at_ms.into(),
            length: row.length.into(),
        }
    }
}

impl From<ExchangeSource> for ExchangeSourceView {
    fn from(source: ExchangeSource) -> Self {
        match source {
            ExchangeSource::SendRequest => Self::Request,
            ExchangeSource::SendAnswer => Self::Answer,
            ExchangeSource::LookupAnswer => Self::Lookup,
            ExchangeSource::SignedWebhook => Self::SignedWebhook,
            ExchangeSource::UnsignedWebhook => Self::UnsignedWebhook,
        }
    }
}

impl From<Exchange> for ExchangeView {
    fn from(exchange: Exchange) -> Self {
        Self {
            body: exchange.body,
            is_cut: exchange.is_cut,
        }
    }
}
