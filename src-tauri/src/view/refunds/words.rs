//! Owns the words about refunds that the window knows, each the mirror of one in the domain.

use crate::view::alike::alike;
use counterfoil_domain::{
    alarm::Alarm,
    decision::{Checked, Judgement},
    refund::{Reason, RefundStage, RefundStanding, Speed},
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Where a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's RefundStanding")]
pub enum RefundStandingView {
    Prepared,
    Sending,
    Unknown,
    ProbablyNot,
    OnItsWay,
    Failing,
    WentBack,
    Failed,
    Refused,
    NotSent,
    Withdrawn,
    SaidToHaveHappened,
    SaidNotToHave,
    Released,
}

/// A part of the list of refunds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's RefundStage")]
pub enum RefundStageView {
    Unresolved,
    OnItsWay,
    Finished,
}

/// How fast money should go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's Speed")]
pub enum SpeedView {
    Normal,
    AtOnce,
}

/// Why money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's Reason")]
pub enum ReasonView {
    CustomerRequest,
    NotDelivered,
    Damaged,
    PaidTwice,
    PaidLate,
    BilledWrong,
    Other,
}

/// What a person says became of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's Judgement")]
pub enum JudgementView {
    Happened,
    DidNotHappen,
}

/// What a person looked at before deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's Checked")]
pub enum CheckedView {
    GatewayDashboard,
    CustomersBank,
    OwnBank,
    CustomersPhone,
    Support,
}

/// What turned out otherwise than the book had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's Alarm")]
pub enum AlarmKindView {
    HappenedAfterAll,
    DecidedWrongly,
    GivenUpAfterAll,
    OverRefunded,
    PaidAfterCancel,
}

alike! {
    RefundStanding => RefundStandingView {
        Prepared, Sending, Unknown, ProbablyNot, OnItsWay, Failing, WentBack, Failed, Refused,
        NotSent, Withdrawn, SaidToHaveHappened, SaidNotToHave, Released,
    }
    RefundStage => RefundStageView { Unresolved, OnItsWay, Finished }
    RefundStageView => RefundStage { Unresolved, OnItsWay, Finished }
    Speed => SpeedView { Normal, AtOnce }
    SpeedView => Speed { Normal, AtOnce }
    Reason => ReasonView {
        CustomerRequest, NotDelivered, Damaged, PaidTwice, PaidLate, BilledWrong, Other,
    }
    ReasonView => Reason {
        CustomerRequest, NotDelivered, Damaged, PaidTwice, PaidLate, BilledWrong, Other,
    }
    Judgement => JudgementView { Happened, DidNotHappen }
    JudgementView => Judgement { Happened, DidNotHappen }
    Checked => CheckedView { GatewayDashboard, CustomersBank, OwnBank, CustomersPhone, Support }
    CheckedView => Checked { GatewayDashboard, CustomersBank, OwnBank, CustomersPhone, Support }
    Alarm => AlarmKindView { HappenedAfterAll, DecidedWrongly, GivenUpAfterAll, OverRefunded, PaidAfterCancel }
}
