//! Owns refunds as the window sees them: the worked sum, what each came to, and what may be done.

mod words;

pub use words::{
    AlarmKindView, CheckedView, JudgementView, ReasonView, RefundStageView, RefundStandingView,
    SpeedView,
};

use super::{
    complaints::ComplaintView,
    money::{CurrencyView, MoneyView},
    number::Integer,
    operations::{MayView, OperationStateView},
    orders::phone,
    polling::PollView,
};
use counterfoil_desk::{
    AmountFault, AnswerShown, OwnRefundShown, RefundPage, RefundPlan, RefundProof, RefundShown,
    Refunded, RefundsOfOrder,
};
use counterfoil_domain::{
    money::{Currency, Money},
    order_state::RefundInAnswers,
    refund::{RefundStanding, Refundable},
};
use counterfoil_store::{AlarmRow, RefundPart};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeSet;

/// Something that turned out otherwise.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AlarmView {
    /// What.
    pub kind: AlarmKindView,
    /// What it is about.
    pub amount: Option<MoneyView>,
    /// When it was seen first, UTC.
    pub raised_at_ms: Integer,
    /// A person said that they have seen it.
    pub is_seen: bool,
}

/// The worked sum of what may still go back.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundableView {
    /// What our lookups have shown to be captured.
    pub captured: MoneyView,
    /// Refunds of ours that went back.
    pub refunded: MoneyView,
    /// Refunds of ours that are on their way.
    pub pending: MoneyView,
    /// Refunds of ours that may have happened.
    pub unknown: MoneyView,
    /// Refunds of ours that a person settled.
    pub decided: MoneyView,
    /// Refunds that somebody else made.
    pub elsewhere: MoneyView,
    /// What may still go back; below nothing where more went back than came.
    pub left: MoneyView,
}

/// A refund, ours or another's.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundView {
    /// Its key in lists.
    pub key: String,
    /// Its order.
    pub order_id: String,
    /// The merchant's own name for that order.
    pub reference_id: String,
    /// The customer's number.
    pub customer_phone: String,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// The account's name.
    pub account_name: String,
    /// What goes back; none where the answers contradict each other.
    pub amount: Option<MoneyView>,
    /// When we prepared it, or when it was made elsewhere, UTC.
    pub at_ms: Integer,
    /// Where it stands.
    pub standing: RefundStandingView,
    /// The part of the list it is in.
    pub stage: RefundStageView,
    /// The gateway's id of it.
    pub refund_id: Option<String>,
    /// That is certain, and not only probable.
    pub is_proven: bool,
    /// What we know of it besides, where we made it.
    pub own: Option<OwnRefundView>,
    /// What turned out otherwise, about it or its order.
    pub alarms: Vec<AlarmView>,
    /// When its order is looked up next by itself, or why it is not.
    pub poll: PollView,
}

/// What we know of a refund that we made.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnRefundView {
    /// Its operation.
    pub operation_id: String,
    /// Where that stands.
    pub state: OperationStateView,
    /// What was seen instead of an answer.
    pub words: Option<String>,
    /// What the provider said was wrong, if it did.
    pub complaint: Option<ComplaintView>,
    /// How fast the money should go back.
    pub speed: SpeedView,
    /// Why it goes back.
    pub reason: ReasonView,
    /// More about it, in a person's words.
    pub note: Option<String>,
    /// When it left, UTC.
    pub sent_at_ms: Option<Integer>,
    /// When its outcome was recorded, UTC.
    pub outcome_at_ms: Option<Integer>,
    /// Lookups in a row that showed the payment and nothing that could be it.
    pub silent_lookups: u32,
    /// What a person decided.
    pub decision: Option<DecisionView>,
    /// A person may settle it by hand.
    pub may_decide: bool,
    /// Until when the gateway promises that the money is back, UTC; none where it has not got it.
    pub promised_by_ms: Option<Integer>,
    /// That is over, and the money is not back as far as lookups show.
    pub is_late: bool,
}

/// What a person decided.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DecisionView {
    /// What became of it.
    pub judgement: JudgementView,
    /// What they looked at.
    pub checked: CheckedView,
    /// Why, in their words.
    pub reason: String,
    /// When, UTC.
    pub decided_at_ms: Integer,
}

/// The refunds of one order, and what may still go back.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundsOfOrderView {
    /// The worked sum.
    pub sum: RefundableView,
    /// The refunds, newest first.
    pub refunds: Vec<RefundView>,
    /// Whether another may be started.
    pub may_start: MayView,
    /// A lookup of the account lists refunds; otherwise those made elsewhere are invisible.
    pub lists_refunds: bool,
}

/// A part of the list of refunds, with how many each part has.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundPageView {
    /// The rows asked for.
    pub rows: Vec<RefundView>,
    /// Those a person must look at.
    pub unresolved: Integer,
    /// Those the gateway has.
    pub on_their_way: Integer,
    /// Those with nothing more to come.
    pub finished: Integer,
}

/// What a refund of a typed amount would come to.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundPlanView {
    /// The refunds of the order, and what may still go back.
    pub refunds: RefundsOfOrderView,
    /// What may still go back.
    pub left: MoneyView,
    /// The same as a person types it.
    pub left_typed: String,
    /// The amount, where it can be read and may go back.
    pub amount: Option<MoneyView>,
    /// Why it cannot.
    pub fault: Option<AmountFaultView>,
    /// What would be left after it.
    pub left_after: Option<MoneyView>,
    /// It is above the limit, so its amount is typed once more.
    pub is_above_limit: bool,
    /// That was done, and it is the same amount.
    pub is_typed_again: bool,
    /// The limit.
    pub limit: MoneyView,
}

/// Why a typed amount cannot go back.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum AmountFaultView {
    /// Nothing was typed.
    Missing,
    /// It is not an amount of the order's currency.
    Unreadable {
        /// What is wrong with it.
        words: String,
    },
    /// It is nothing.
    Nothing,
    /// It is more than may still go back.
    MoreThanLeft,
}

/// What a person asks for.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundAskedView {
    /// The order.
    pub order_id: String,
    /// A name for this one confirmation: however often it arrives, it is refunded once.
    pub intent: String,
    /// What goes back, as it was shown.
    pub amount: MoneyView,
    /// How fast.
    pub speed: SpeedView,
    /// Why.
    pub reason: ReasonView,
    /// More about it.
    pub note: Option<String>,
    /// The amount as it was typed once more, where it is above the limit.
    pub typed_again: Option<String>,
}

/// What became of a refund.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundedView {
    /// Where it stands.
    pub state: OperationStateView,
    /// What was seen instead of an answer.
    pub words: Option<String>,
    /// What the provider said was wrong, if it did.
    pub complaint: Option<ComplaintView>,
}

/// What lookups showed before a refund, and show now.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundProofView {
    /// The answer it rests on.
    pub before: AnswerShownView,
    /// The last answer since; none while there is none.
    pub after: Option<AnswerShownView>,
}

/// What one answer to a lookup of ours says.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerShownView {
    /// When it was last given, UTC.
    pub at_ms: Integer,
    /// What it shows to be captured.
    pub captured: Option<MoneyView>,
    /// The refunds it shows.
    pub refunds: Vec<RefundSeenView>,
    /// The provider's words, where it says nothing about the payment.
    pub says_nothing: Option<String>,
}

/// A refund in an answer.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundSeenView {
    /// The gateway's id of it.
    pub refund_id: String,
    /// What it moves.
    pub amount: Option<MoneyView>,
    /// Where it stands.
    pub standing: RefundStandingView,
    /// When it was made, by the provider, UTC.
    pub created_at_ms: Option<Integer>,
    /// It was not there before.
    pub is_new: bool,
}

/// What a person decides.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DecisionAskedView {
    /// The operation.
    pub operation_id: String,
    /// What became of it.
    pub judgement: JudgementView,
    /// What they looked at.
    pub checked: CheckedView,
    /// Why, in their words.
    pub reason: String,
}

impl From<RefundsOfOrder> for RefundsOfOrderView {
    fn from(refunds: RefundsOfOrder) -> Self {
        Self {
            sum: sum(&refunds.sum, refunds.currency),
            refunds: refunds.refunds.into_iter().map(RefundView::from).collect(),
            may_start: refunds.may_start.into(),
            lists_refunds: refunds.lists_refunds,
        }
    }
}

fn sum(sum: &Refundable, currency: Currency) -> RefundableView {
    let money = |minor: i64| MoneyView {
        minor: minor.into(),
        currency: CurrencyView::from(currency),
    };
    RefundableView {
        captured: money(sum.captured_minor),
        refunded: money(sum.refunded_minor),
        pending: money(sum.pending_minor),
        unknown: money(sum.unknown_minor),
        decided: money(sum.decided_minor),
        elsewhere: money(sum.elsewhere_minor),
        left: money(sum.left_minor()),
    }
}

impl From<RefundPage> for RefundPageView {
    fn from(page: RefundPage) -> Self {
        Self {
            rows: page.refunds.into_iter().map(RefundView::from).collect(),
            unresolved: page.counts.unresolved.into(),
            on_their_way: page.counts.on_their_way.into(),
            finished: page.counts.finished.into(),
        }
    }
}

impl From<RefundShown> for RefundView {
    fn from(shown: RefundShown) -> Self {
        let currency = shown.currency;
        Self {
            key: key(&shown.part),
            order_id: shown.order.to_string(),
            reference_id: shown.reference_id,
            customer_phone: phone(&shown.customer),
            customer_name: shown.customer_name,
            account_name: shown.account_name,
            amount: shown.amount.map(Into::into),
            at_ms: shown.at_ms.into(),
            standing: shown.standing.into(),
            stage: shown.stage.into(),
            refund_id: shown.record.as_ref().map(|record| record.refund_id.clone()),
            is_proven: shown.record.is_some_and(|record| record.is_proven),
            own: shown.own.map(OwnRefundView::from),
            alarms: shown
                .alarms
                .iter()
                .map(|row| AlarmView::of(row, currency))
                .collect(),
            poll: shown.poll.into(),
        }
    }
}

fn key(part: &RefundPart) -> String {
    match part {
        RefundPart::Own(operation) => operation.to_string(),
        RefundPart::Others(id) => format!("elsewhere/{id}"),
    }
}

impl AlarmView {
    /// An alarm about an order in this currency.
    pub fn of(row: &AlarmRow, currency: Currency) -> Self {
        Self {
            kind: row.alarm.into(),
            amount: Money::new(row.minor, currency).map(Into::into),
            raised_at_ms: row.raised_at_ms.into(),
            is_seen: row.acknowledged_at_ms.is_some(),
        }
    }
}

impl From<OwnRefundShown> for OwnRefundView {
    fn from(own: OwnRefundShown) -> Self {
        Self {
            operation_id: own.operation.id.to_string(),
            state: own.operation.state.into(),
            words: own.operation.outcome_words,
            complaint: own.complaint.map(Into::into),
            speed: own.refund.speed.into(),
            reason: own.refund.reason.into(),
            note: own.refund.reason_text,
            sent_at_ms: own.operation.in_flight_at_ms.map(Into::into),
            outcome_at_ms: own.operation.outcome_at_ms.map(Into::into),
            silent_lookups: own.refund.silent_lookups,
            decision: own.decision.map(|decision| DecisionView {
                judgement: decision.judgement.into(),
                checked: decision.checked.into(),
                reason: decision.reason,
                decided_at_ms: decision.decided_at_ms.into(),
            }),
            may_decide: own.may_decide,
            promised_by_ms: own.promised_by_ms.map(Into::into),
            is_late: own.is_late,
        }
    }
}

impl From<RefundPlan> for RefundPlanView {
    fn from(plan: RefundPlan) -> Self {
        Self {
            refunds: plan.refunds.into(),
            left: plan.left.into(),
            left_typed: typed(plan.left),
            amount: plan.amount.as_ref().ok().copied().map(Into::into),
            fault: plan.amount.err().map(Into::into),
            left_after: plan.left_after.map(Into::into),
            is_above_limit: plan.is_above_limit,
            is_typed_again: plan.is_typed_again,
            limit: plan.limit.into(),
        }
    }
}

/// An amount without its sign, which stands before the field already.
fn typed(money: Money) -> String {
    let text = money.to_string();
    let is_sign = |letter: char| !letter.is_ascii_digit();
    text.trim_start_matches(is_sign).to_owned()
}

impl From<RefundProof> for RefundProofView {
    fn from(proof: RefundProof) -> Self {
        let before = &proof.ids_before;
        Self {
            before: answer(proof.before, before),
            after: proof.after.map(|after| answer(after, before)),
        }
    }
}

fn answer(answer: AnswerShown, before: &BTreeSet<String>) -> AnswerShownView {
    let currency = answer.captured.map(Money::currency);
    let seen = |refund: RefundInAnswers| RefundSeenView {
        is_new: !before.contains(&refund.id),
        refund_id: refund.id,
        amount: refund
            .minor
            .zip(currency)
            .and_then(|(minor, currency)| Money::new(minor, currency))
            .map(Into::into),
        standing: RefundStanding::of_others(refund.status).into(),
        created_at_ms: refund.created_at_ms.map(Into::into),
    };
    AnswerShownView {
        at_ms: answer.at_ms.into(),
        captured: answer.captured.map(Into::into),
        refunds: answer.refunds.into_iter().map(seen).collect(),
        says_nothing: answer.says_nothing,
    }
}

impl From<AmountFault> for AmountFaultView {
    fn from(fault: AmountFault) -> Self {
        match fault {
            AmountFault::Missing => Self::Missing,
            AmountFault::Unreadable(words) => Self::Unreadable { words },
            AmountFault::Nothing => Self::Nothing,
            AmountFault::MoreThanLeft => Self::MoreThanLeft,
        }
    }
}

impl From<&Refunded> for RefundedView {
    fn from(refunded: &Refunded) -> Self {
        Self {
            state: refunded.operation.state.into(),
            words: refunded.operation.outcome_words.clone(),
            complaint: refunded.complaint.clone().map(Into::into),
        }
    }
}
