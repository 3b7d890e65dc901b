//! A refund from its fresh lookup to its end: never twice, never beyond what is left, and proven by
//! lookups alone.

use crate::paid_order::{PAID_MINOR, REFERENCE, asked, made_minor, paid, refund};
use counterfoil_desk::{DecisionAsked, DeskError, RefundShown, Refunded};
use counterfoil_domain::{
    account::Environment,
    alarm::Alarm,
    decision::{Checked, Judgement},
    operation::OperationState,
    refund::{RefundBrief, RefundStage, RefundStanding, Refundable},
};
use counterfoil_sandbox::{
    Call, CustomerPlan, Fault, FaultKind, ForeignRefund, ListedRefunds, RefundFate,
};
use counterfoil_store::{BookFiles, OperationRow, Page, StoreError};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};
use rusqlite::Connection;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

#[tokio::test]
async fn a_refund_is_looked_up_first_leaves_once_and_ends_when_a_lookup_shows_it() {
    let desk = paid().await;

    let refunded = refund(&desk, 10_000).await.unwrap();

    assert_eq!(refunded.operation.state, OperationState::Accepted);
    let sum = Refundable {
        captured_minor: PAID_MINOR,
        pending_minor: 10_000,
        ..Refundable::default()
    };
    assert_eq!(refundable(&desk).await, sum);
    desk.advance_ms(6_000);
    desk.look_up(REFERENCE).await.unwrap();

    assert_eq!(state(&desk, &refunded).await, OperationState::Confirmed);
    let sum = Refundable {
        captured_minor: PAID_MINOR,
        refunded_minor: 10_000,
        ..Refundable::default()
    };
    assert_eq!(refundable(&desk).await, sum);
    assert_eq!(made_minor(&desk), [10_000]);
}

#[tokio::test]
async fn an_answer_that_is_lost_locks_the_order_until_a_lookup_shows_what_became_of_it() {
    let desk = paid().await;
    desk.next(Call::Refund, [Fault::after(FaultKind::Reset)]);
    let refunded = refund(&desk, 10_000).await.unwrap();
    assert_eq!(refunded.operation.state, OperationState::Unknown);

    let second = refund(&desk, 10_000).await.unwrap_err();

    assert!(
        matches!(second, DeskError::Store(StoreError::Blocked { .. })),
        "{second}"
    );
    assert_eq!(refundable(&desk).await.left_minor(), PAID_MINOR - 10_000);
    desk.advance_ms(6_000);
    desk.look_up(REFERENCE).await.unwrap();
    assert_eq!(state(&desk, &refunded).await, OperationState::Confirmed);
    refund(&desk, 10_000).await.unwrap();
    assert_eq!(made_minor(&desk), [10_000, 10_000]);
}

#[tokio::test]
async fn the_list_of_orders_says_what_matters_most_of_the_refunds_of_each() {
    let desk = paid().await;
    let mut said = vec![brief(&desk).await];
    desk.look_up(REFERENCE).await.unwrap();
    desk.next(Call::Refund, [Fault::after(FaultKind::Reset)]);
    refund(&desk, 10_000).await.unwrap();
    said.push(brief(&desk).await);
    desk.advance_ms(6_000);
    desk.look_up(REFERENCE).await.unwrap();
    said.push(brief(&desk).await);
    refund(&desk, PAID_MINOR - 10_000).await.unwrap();
    said.push(brief(&desk).await);
    desk.advance_ms(6_000);
    desk.look_up(REFERENCE).await.unwrap();
    said.push(brief(&desk).await);

    use RefundBrief::{All, None, Part, Pending, Unknown};
    assert_eq!(said, [None, Unknown, Part, Pending, All]);
}

#[tokio::test]
async fn a_request_that_never_arrived_stays_unknown_however_often_nothing_is_seen() {
    let desk = paid().await;
    desk.next(Call::Refund, [Fault::before(FaultKind::Reset)]);
    let refunded = refund(&desk, 10_000).await.unwrap();

    for _ in 0..10 {
        desk.advance_ms(60 * MINUTE_MS);
        desk.look_up(REFERENCE).await.unwrap();
    }

    assert_eq!(state(&desk, &refunded).await, OperationState::Unknown);
    assert_eq!(refundable(&desk).await.unknown_minor, 10_000);
    assert!(made_minor(&desk).is_empty());
}

#[tokio::test]
async fn a_refund_that_the_gateway_gives_up_is_free_again_once_that_lasts() {
    let desk = paid().await;
    fate(&desk, RefundFate::Fails { after_ms: 1_000 });
    let refunded = refund(&desk, PAID_MINOR).await.unwrap();
    desk.advance_ms(2_000);

    desk.look_up(REFERENCE).await.unwrap();
    assert_eq!(state(&desk, &refunded).await, OperationState::Accepted);
    assert_eq!(refundable(&desk).await.left_minor(), 0);
    desk.advance_ms(10 * MINUTE_MS);
    desk.look_up(REFERENCE).await.unwrap();

    assert_eq!(state(&desk, &refunded).await, OperationState::Disproved);
    fate(&desk, RefundFate::default());
    refund(&desk, PAID_MINOR).await.unwrap();
}

#[tokio::test]
async fn a_failure_that_turns_into_a_success_is_counted_again() {
    let desk = paid().await;
    let after_ms = 11 * 60_000;
    fate(&desk, RefundFate::FailsThenSettles { after_ms });
    let refunded = refund(&desk, 10_000).await.unwrap();
    let mut states = Vec::new();
    for _ in 0..24 {
        desk.advance_ms(MINUTE_MS);
        desk.look_up(REFERENCE).await.unwrap();
        states.push(state(&desk, &refunded).await);
    }

    states.dedup();

    use OperationState::{Accepted, Confirmed, Disproved};
    assert_eq!(states, [Accepted, Disproved, Confirmed]);
    assert_eq!(refundable(&desk).await.refunded_minor, 10_000);
}

#[tokio::test]
async fn nothing_leaves_beyond_what_is_left_and_what_others_refund_is_counted() {
    let desk = paid().await;
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), |habits| {
            habits.refunds.capped = false;
        });
    let foreign = ForeignRefund {
        amount_minor: 30_000,
        fate: RefundFate::StaysPending,
    };
    desk.sandbox()
        .add_foreign_refund(desk.phone_number_id(), REFERENCE, foreign)
        .unwrap();

    let refused = refund(&desk, 19_901).await.unwrap_err();

    assert!(
        matches!(refused, DeskError::Store(StoreError::MoreThanLeft)),
        "{refused}"
    );
    assert_eq!(refundable(&desk).await.elsewhere_minor, 30_000);
    assert_eq!(desk.received(Call::Refund), 0);
    refund(&desk, 19_900).await.unwrap();
    assert_eq!(refundable(&desk).await.left_minor(), 0);
}

#[tokio::test]
async fn what_is_not_paid_or_cannot_be_looked_up_is_not_refunded() {
    let desk = TestDesk::over_router(8).await;
    desk.sandbox().set_customer(
        desk.phone_number_id(),
        REFERENCE,
        CustomerPlan::PaysAfter { after_ms: 60_000 },
    );
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    let refused = refund(&desk, 1).await.unwrap_err();
    assert!(matches!(refused, DeskError::NotRefundable(_)), "{refused}");
    desk.advance_ms(61_000);
    desk.next(Call::Lookup, [Fault::after(FaultKind::Garbage)]);
    refund(&desk, 1).await.unwrap_err();
    assert_eq!(desk.received(Call::Refund), 0);

    refund(&desk, 1).await.unwrap();
}

#[tokio::test]
async fn a_second_refund_of_the_same_amount_is_not_taken_for_the_first() {
    let desk = paid().await;
    let first = refund(&desk, 10_000).await.unwrap();
    desk.advance_ms(6_000);
    desk.next(Call::Refund, [Fault::before(FaultKind::Reset)]);

    let second = refund(&desk, 10_000).await.unwrap();
    desk.advance_ms(6_000);
    desk.look_up(REFERENCE).await.unwrap();

    assert_eq!(state(&desk, &first).await, OperationState::Confirmed);
    assert_eq!(
        state(&desk, &second).await,
        OperationState::Unknown,
        "the record was there before"
    );
    assert_eq!(made_minor(&desk), [10_000]);
}

#[tokio::test]
async fn another_id_in_the_answer_and_refunds_in_both_places_are_counted_once() {
    let desk = paid().await;
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), |habits| {
            habits.refunds.answers_other_id = true;
            habits.refunds.listed = ListedRefunds::Twice;
        });
    let refunded = refund(&desk, 10_000).await.unwrap();
    desk.advance_ms(6_000);
    desk.look_up(REFERENCE).await.unwrap();

    assert_eq!(
        state(&desk, &refunded).await,
        OperationState::Accepted,
        "probably, and not proven"
    );
    assert_eq!(refundable(&desk).await.left_minor(), PAID_MINOR - 10_000);
}

#[tokio::test]
async fn a_stale_lookup_takes_nothing_away() {
    let desk = paid().await;
    refund(&desk, 10_000).await.unwrap();
    desk.advance_ms(6_000);
    desk.look_up(REFERENCE).await.unwrap();

    desk.next(
        Call::Lookup,
        [Fault::after(FaultKind::Stale { by_ms: 6_001 })],
    );
    desk.look_up(REFERENCE).await.unwrap();

    assert_eq!(refundable(&desk).await.refunded_minor, 10_000);
}

#[tokio::test]
async fn after_a_restart_what_was_on_its_way_is_unknown_and_locked() {
    let mut desk = paid().await;
    desk.next(Call::Refund, [Fault::after(FaultKind::Reset)]);
    let refunded = refund(&desk, 10_000).await.unwrap();
    desk.restart().await;

    refund(&desk, 10_000).await.unwrap_err();

    assert_eq!(state(&desk, &refunded).await, OperationState::Unknown);
    assert_eq!(made_minor(&desk), [10_000]);
}

#[tokio::test]
async fn a_person_settles_at_any_time_and_the_amount_is_free_once_lookups_agree() {
    let desk = paid().await;
    desk.next(Call::Refund, [Fault::before(FaultKind::Reset)]);
    let refunded = refund(&desk, PAID_MINOR).await.unwrap();
    decide(&desk, &refunded, Judgement::DidNotHappen).await;
    assert_eq!(standing(&desk).await, RefundStanding::SaidNotToHave);
    assert_eq!(refundable(&desk).await.decided_minor, PAID_MINOR);
    refund(&desk, 1).await.unwrap_err();

    for _ in 0..5 {
        desk.advance_ms(5 * HOUR_MS);
        desk.look_up(REFERENCE).await.unwrap();
    }
    assert_eq!(standing(&desk).await, RefundStanding::Released);

    refund(&desk, PAID_MINOR).await.unwrap();
    assert_eq!(made_minor(&desk), [PAID_MINOR]);
}

#[tokio::test]
async fn silence_for_a_day_and_six_lookups_proposes_and_frees_nothing_by_itself() {
    let desk = paid().await;
    desk.next(Call::Refund, [Fault::before(FaultKind::Reset)]);
    refund(&desk, 10_000).await.unwrap();
    let mut standings = Vec::new();

    for _ in 0..30 {
        desk.advance_ms(HOUR_MS);
        desk.look_up(REFERENCE).await.unwrap();
        standings.push(standing(&desk).await);
    }

    standings.dedup();
    use RefundStanding::{ProbablyNot, Unknown};
    assert_eq!(standings, [Unknown, ProbablyNot]);
    assert_eq!(refundable(&desk).await.unknown_minor, 10_000);
}

#[tokio::test]
async fn what_a_person_said_not_to_have_happened_and_did_is_counted_and_alarmed() {
    let desk = paid().await;
    desk.next(Call::Refund, [Fault::after(FaultKind::Reset)]);
    let refunded = refund(&desk, 10_000).await.unwrap();
    decide(&desk, &refunded, Judgement::DidNotHappen).await;

    desk.advance_ms(6_000);
    desk.look_up(REFERENCE).await.unwrap();

    let shown = only_refund(&desk).await;
    assert_eq!(shown.standing, RefundStanding::WentBack);
    assert_eq!(shown.stage, RefundStage::Unresolved, "until it was seen");
    assert_eq!(alarms(&shown), [Alarm::DecidedWrongly]);
    assert_eq!(refundable(&desk).await.refunded_minor, 10_000);
    let order = desk.order(REFERENCE).await.id;
    desk.desk().acknowledge_alarms(order).await.unwrap();
    assert_eq!(only_refund(&desk).await.stage, RefundStage::Finished);
}

#[tokio::test]
async fn a_record_that_turns_up_late_locks_again_what_was_free() {
    let desk = paid().await;
    let after_ms = 31 * HOUR_MS;
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), |habits| {
            habits.refunds.lookup_lag_ms = u64::try_from(after_ms).unwrap();
        });
    desk.next(Call::Refund, [Fault::after(FaultKind::Reset)]);
    let refunded = refund(&desk, PAID_MINOR).await.unwrap();
    decide(&desk, &refunded, Judgement::DidNotHappen).await;
    for _ in 0..6 {
        desk.advance_ms(5 * HOUR_MS);
        desk.look_up(REFERENCE).await.unwrap();
    }
    assert_eq!(refundable(&desk).await.left_minor(), PAID_MINOR);

    desk.advance_ms(6 * HOUR_MS);
    desk.look_up(REFERENCE).await.unwrap();

    assert_eq!(refundable(&desk).await.left_minor(), 0);
    assert_eq!(alarms(&only_refund(&desk).await), [Alarm::DecidedWrongly]);
}

#[tokio::test]
async fn more_going_back_elsewhere_than_came_is_a_fact_and_an_alarm() {
    let desk = paid().await;
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), |habits| {
            habits.refunds.capped = false
        });
    for amount_minor in [PAID_MINOR, 100] {
        let foreign = ForeignRefund {
            amount_minor,
            fate: RefundFate::default(),
        };
        desk.sandbox()
            .add_foreign_refund(desk.phone_number_id(), REFERENCE, foreign)
            .unwrap();
    }

    desk.look_up(REFERENCE).await.unwrap();

    assert!(refundable(&desk).await.is_over_refunded());
    let page = desk.desk().refunds(Environment::Sandbox, None, 0, 10).await;
    let page = page.unwrap();
    assert_eq!(page.counts.unresolved, 2);
    for shown in page.refunds {
        assert!(shown.own.is_none(), "somebody else's");
        assert_eq!(alarms(&shown), [Alarm::OverRefunded]);
    }
}

#[tokio::test]
async fn one_confirmation_is_refunded_once_however_often_it_arrives() {
    let desk = paid().await;
    let order = desk.order(REFERENCE).await.id;
    let click = || {
        desk.desk()
            .start_refund(asked(order, 10_000, Some("click 1")))
    };

    let (first, second) = tokio::join!(click(), click());
    let third = click().await;

    let done: Vec<_> = [first, second, third].into_iter().flatten().collect();
    assert_eq!(done.len(), 1);
    assert_eq!(made_minor(&desk), [10_000]);
}

#[tokio::test]
async fn what_is_kept_of_refunds_follows_from_the_evidence() {
    let desk = paid().await;
    refund(&desk, 10_000).await.unwrap();
    desk.advance_ms(6_000);
    desk.look_up(REFERENCE).await.unwrap();
    let different = async |mends| {
        let rebuilt = desk.desk().rebuild_states(mends, |_| {}).await;
        rebuilt.unwrap().different
    };
    assert_eq!(different(false).await, 0);

    let book = Connection::open(BookFiles::in_folder(desk.data_dir()).book()).unwrap();
    book.execute_batch("UPDATE refund_list SET stage = 0; UPDATE refund_records SET minor = 1")
        .unwrap();

    assert_eq!(different(false).await, 1, "only compared");
    assert_eq!(different(true).await, 1, "mended");
    assert_eq!(different(false).await, 0);
    assert_eq!(refundable(&desk).await.refunded_minor, 10_000);
}

#[tokio::test]
async fn a_decision_needs_a_reason() {
    let desk = paid().await;
    desk.next(Call::Refund, [Fault::after(FaultKind::Reset)]);
    let refunded = refund(&desk, 10_000).await.unwrap();
    let asked = DecisionAsked {
        operation: refunded.operation.id,
        judgement: Judgement::Happened,
        checked: Checked::GatewayDashboard,
        reason: " . ".to_owned(),
    };

    let refused = desk.desk().decide(asked).await.unwrap_err();

    assert!(matches!(refused, DeskError::Input(_)), "{refused}");
    assert_eq!(state(&desk, &refunded).await, OperationState::Unknown);
}

async fn decide(desk: &TestDesk, refunded: &Refunded, judgement: Judgement) {
    let asked = DecisionAsked {
        operation: refunded.operation.id,
        judgement,
        checked: Checked::GatewayDashboard,
        reason: "no such refund in the dashboard".to_owned(),
    };
    desk.desk().decide(asked).await.unwrap();
}

async fn only_refund(desk: &TestDesk) -> RefundShown {
    let page = desk.desk().refunds(Environment::Sandbox, None, 0, 10).await;
    let mut refunds = page.unwrap().refunds;
    assert_eq!(refunds.len(), 1);
    refunds.remove(0)
}

async fn standing(desk: &TestDesk) -> RefundStanding {
    only_refund(desk).await.standing
}

fn alarms(shown: &RefundShown) -> Vec<Alarm> {
    shown.alarms.iter().map(|row| row.alarm).collect()
}

fn fate(desk: &TestDesk, fate: RefundFate) {
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), |habits| habits.refunds.fate = fate);
}

async fn refundable(desk: &TestDesk) -> Refundable {
    let order = desk.order(REFERENCE).await.id;
    desk.desk().refundable(order).await.unwrap()
}

async fn state(desk: &TestDesk, refunded: &Refunded) -> OperationState {
    let read = desk.desk().operation(refunded.operation.id).await;
    let (row, _): (OperationRow, _) = read.unwrap();
    row.state
}

/// What the list of orders says.
async fn brief(desk: &TestDesk) -> RefundBrief {
    let page = Page::first(10);
    let lines = desk
        .desk()
        .orders(Environment::Sandbox, page)
        .await
        .unwrap();
    lines[0].order.refund
}
