//! Cancelling an order that nobody pays: look up, cancel, look up, and what turns out later.

use counterfoil_desk::{
    CancelAsked, Cancelled, DecisionAsked, DeskError, DeskEvent, PaymentNews, PollShown,
    PollingOptions,
};
use counterfoil_domain::{
    account::Environment,
    cadence::{PollEnd, PollReason},
    cancel::{CancelStanding, CancelStop},
    decision::{Checked, Judgement},
    fulfilment::Late,
    operation::OperationState,
    order_list::OrderList,
    order_status::StatusRoute,
    standing::Standing,
};
use counterfoil_sandbox::{Call, CustomerPlan, Fault, FaultKind, Fulfilment};
use counterfoil_store::{ListSpan, StoreError};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};

const REFERENCE: &str = "LATE-1";
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

#[tokio::test(start_paused = true)]
async fn an_unpaid_order_is_cancelled_and_believed_after_a_day_of_lookups() {
    let desk = expired(CustomerPlan::NeverPays).await;

    let cancelled = cancel(&desk).await.unwrap();

    assert_eq!(cancelled.sent.operation.state, OperationState::Accepted);
    assert!(
        matches!(cancelled.after, Some(Ok(_))),
        "it was looked up again"
    );
    let told = desk.sandbox().statuses();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].status, told[0].failure),
        (Fulfilment::Canceled, None)
    );
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.fulfilment.cancel(), Some(CancelStanding::Requested));
    assert_eq!(
        shown.standing,
        Standing::ExpiredUnpaid,
        "200 proves nothing"
    );
    assert_eq!(lists(&desk).await, [OrderList::CancelSent]);

    for (after_ms, expected) in [
        (MINUTE_MS, CancelStanding::Requested),
        (10 * MINUTE_MS, CancelStanding::Requested),
        (DAY_MS, CancelStanding::Cancelled),
    ] {
        desk.advance_ms(after_ms);
        desk.look_up(REFERENCE).await.unwrap();
        let shown = desk.show(REFERENCE).await;
        assert_eq!(shown.fulfilment.cancel(), Some(expected), "{after_ms}");
    }
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.standing, Standing::ClosedUnpaid);
    assert_eq!(lists(&desk).await, [OrderList::Cancelled]);
    let PollShown::Due { why, .. } = shown.poll else {
        panic!("it is watched for seven days: {:?}", shown.poll);
    };
    assert_eq!(why, PollReason::Cancelled);
    desk.advance_ms(7 * DAY_MS);
    desk.look_up(REFERENCE).await.unwrap();
    let ended = desk.show(REFERENCE).await.poll;
    assert_eq!(ended, PollShown::Ended(PollEnd::Cancelled));
}

#[tokio::test(start_paused = true)]
async fn nothing_leaves_where_the_first_lookup_shows_money_an_attempt_or_nothing() {
    for (plan, stop) in [
        (
            CustomerPlan::PaysAfter { after_ms: 600_000 },
            CancelStop::Paid,
        ),
        (CustomerPlan::StaysRunning, CancelStop::AttemptRunning),
    ] {
        let desk = expired(plan).await;
        let stopped = cancel(&desk).await.unwrap_err();
        assert!(
            matches!(stopped, DeskError::NotCancelled(why) if why == stop),
            "{stopped}"
        );
        assert_eq!(desk.received(Call::Send), 1, "only the order itself");
    }
    let desk = expired(CustomerPlan::NeverPays).await;
    desk.next(Call::Lookup, vec![Fault::before(FaultKind::Reset); 4]);
    let silent = cancel(&desk).await.unwrap_err();
    assert!(matches!(silent, DeskError::NoAnswer { .. }), "{silent}");
    assert_eq!(desk.received(Call::Send), 1);
}

#[tokio::test(start_paused = true)]
async fn who_pays_when_the_order_is_cancelled_waits_for_one_decision() {
    let desk = expired(CustomerPlan::PaysWhenCancelled).await;

    let cancelled = cancel(&desk).await.unwrap();

    let after = cancelled.after.unwrap().unwrap();
    assert!(
        after.state.payment.is_captured(),
        "the second lookup saw it"
    );
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.standing, Standing::PaidAfterCancel);
    assert_eq!(shown.late, Some(Late::AfterCancel));
    assert_eq!(
        lists(&desk).await,
        [OrderList::PaidLate, OrderList::Collected]
    );

    assert_eq!(
        desk.desk().fulfil(shown.order.id).await.unwrap(),
        Late::AfterCancel
    );

    assert_eq!(desk.show(REFERENCE).await.standing, Standing::Paid);
    assert_eq!(lists(&desk).await, [OrderList::Collected]);
    let again = desk.desk().fulfil(shown.order.id).await.unwrap_err();
    assert!(matches!(again, DeskError::Input(_)), "{again}");
}

#[tokio::test(start_paused = true)]
async fn money_after_a_cancel_that_was_believed_raises_an_alarm() {
    let desk = expired(CustomerPlan::NeverPays).await;
    cancel(&desk).await.unwrap();
    desk.advance_ms(DAY_MS);
    desk.look_up(REFERENCE).await.unwrap();
    desk.sandbox().set_customer(
        desk.phone_number_id(),
        REFERENCE,
        CustomerPlan::Attempts(vec![paying_after(2 * DAY_MS)]),
    );
    desk.advance_ms(DAY_MS);

    desk.look_up(REFERENCE).await.unwrap();

    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.standing, Standing::PaidAfterCancel);
    let all = [OrderList::Alarm, OrderList::PaidLate, OrderList::Collected];
    assert_eq!(lists(&desk).await, all);
}

#[tokio::test(start_paused = true)]
async fn a_cancel_without_an_answer_blocks_another_until_a_person_settles_it() {
    let desk = expired(CustomerPlan::NeverPays).await;
    desk.next(Call::Send, [Fault::before(FaultKind::Reset)]);
    let cancelled = cancel(&desk).await.unwrap();
    assert_eq!(cancelled.sent.operation.state, OperationState::Unknown);
    let unknown = [OrderList::OutcomeUnknown, OrderList::CancelSent];
    assert_eq!(lists(&desk).await, unknown);

    let second = cancel(&desk).await.unwrap_err();
    assert!(matches!(second, DeskError::NotTold(_)), "{second}");
    desk.advance_ms(8 * DAY_MS);
    desk.look_up(REFERENCE).await.unwrap();
    let shown = desk.show(REFERENCE).await;
    assert_eq!(
        shown.fulfilment.cancel(),
        Some(CancelStanding::Unknown),
        "nothing proves it"
    );

    let decided = desk.desk().decide(DecisionAsked {
        operation: cancelled.sent.operation.id,
        judgement: Judgement::DidNotHappen,
        checked: Checked::CustomersPhone,
        reason: "the chat still shows the button".to_owned(),
    });
    decided.await.unwrap();
    assert_eq!(lists(&desk).await, [OrderList::Unpaid]);
    let again = cancel(&desk).await.unwrap();
    assert_eq!(again.sent.operation.state, OperationState::Accepted);
    assert_eq!(desk.sandbox().statuses().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn outside_the_window_the_same_cancel_goes_by_template() {
    let desk = expired(CustomerPlan::NeverPays).await;
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), |account| {
            account.window_closed = true
        });

    let refused = cancel(&desk).await.unwrap();
    assert_eq!(refused.sent.operation.state, OperationState::Refused);
    assert!(refused.sent.is_window_closed());
    assert!(refused.after.is_none(), "nothing was cancelled");
    assert_eq!(lists(&desk).await, [OrderList::Unpaid]);

    let asked = CancelAsked {
        route: StatusRoute::Template {
            name: "order_update".to_owned(),
            language: "en_US".to_owned(),
            variables: Vec::new(),
        },
        ..asked(&desk).await
    };
    let sent = desk.desk().cancel(asked).await.unwrap().sent;
    assert_eq!(sent.operation.state, OperationState::Accepted);
    let told = desk.sandbox().statuses();
    assert_eq!(told[0].template.as_deref(), Some("order_update"));
}

#[tokio::test(start_paused = true)]
async fn a_refund_is_the_other_decision() {
    let desk = expired(CustomerPlan::PaysWhenCancelled).await;
    cancel(&desk).await.unwrap();
    let order = desk.order(REFERENCE).await;
    let refund = desk.desk().start_refund(counterfoil_desk::RefundAsked {
        order: order.id,
        intent: None,
        amount: order.total,
        speed: counterfoil_domain::refund::Speed::Normal,
        reason: counterfoil_domain::refund::Reason::PaidLate,
        reason_text: None,
        typed_again: None,
    });
    refund.await.unwrap();

    assert_eq!(desk.show(REFERENCE).await.standing, Standing::Paid);
    assert!(!lists(&desk).await.contains(&OrderList::PaidLate));
}

#[tokio::test(start_paused = true)]
async fn a_paid_order_is_never_cancelled_however_it_is_asked() {
    let desk = expired(CustomerPlan::PaysWhenCancelled).await;
    cancel(&desk).await.unwrap();

    let again = cancel(&desk).await.unwrap_err();

    assert!(matches!(
        again,
        DeskError::NotTold(_) | DeskError::Store(StoreError::Blocked { .. })
    ));
    assert_eq!(desk.sandbox().statuses().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn money_that_came_late_is_told_as_late_and_not_as_paid() {
    for (after_ms, expected) in [
        (100_000, PaymentNews::Paid),
        (900_000, PaymentNews::PaidLate),
    ] {
        let desk = expired(CustomerPlan::PaysAfter { after_ms }).await;
        let mut events = desk.desk().events();
        let options = PollingOptions::default();
        desk.desk().start_polling(options).await.unwrap();
        desk.live_ms(MINUTE_MS).await;

        let mut told = Vec::new();
        let soon = std::time::Duration::from_millis(1);
        while let Ok(Some(event)) = tokio::time::timeout(soon, events.next()).await {
            if let DeskEvent::PaymentNews { news, .. } = event {
                told.push(news);
            }
        }
        assert_eq!(told, [expected]);
    }
}

/// An order that expired ten minutes ago, sent, with this customer.
async fn expired(plan: CustomerPlan) -> TestDesk {
    let desk = TestDesk::over_router(1).await;
    desk.sandbox()
        .set_customer(desk.phone_number_id(), REFERENCE, plan);
    let at_s = desk.sandbox().time_ms() / 1_000 + 400;
    desk.send_well(&OrderBody::new(REFERENCE).expires_at_s(at_s))
        .await;
    desk.advance_ms(1_000_000);
    desk
}

fn paying_after(after_ms: i64) -> counterfoil_sandbox::Attempt {
    let after_ms = after_ms.unsigned_abs();
    counterfoil_sandbox::Attempt {
        starts_after_ms: after_ms,
        ends_after_ms: Some(after_ms),
        outcome: counterfoil_sandbox::Outcome::Pays,
    }
}

async fn asked(desk: &TestDesk) -> CancelAsked {
    CancelAsked {
        order: desk.order(REFERENCE).await.id,
        description: Some("Your payment link has expired.".to_owned()),
        route: StatusRoute::Interactive {
            body: "Your order was cancelled.".to_owned(),
        },
        gateway_says: None,
    }
}

async fn cancel(desk: &TestDesk) -> Result<Cancelled, DeskError> {
    desk.desk().cancel(asked(desk).await).await
}

/// The lists the one order stands in.
async fn lists(desk: &TestDesk) -> Vec<OrderList> {
    let mut found = Vec::new();
    for list in OrderList::ALL {
        let span = ListSpan {
            environment: Environment::Sandbox,
            list,
            from_ms: i64::MIN,
            to_ms: i64::MAX,
        };
        if desk.desk().list_sum(span).await.unwrap().rows > 0 {
            found.push(list);
        }
    }
    found
}
