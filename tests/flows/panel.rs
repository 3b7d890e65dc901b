//! Owns what the panel of an order shows: where it stands, what happened, what may be done, and what
//! was said word for word.

mod prepared;

use counterfoil_desk::{
    BlockedBy, DeskError, DeskEvent, ExchangeSource, OrderShown, Permission, TimelineEvent,
    UnresolvedRow,
};
use counterfoil_domain::{account::Environment, operation::OperationState, standing::Standing};
use counterfoil_providers::meta::ErrorMeaning;
use counterfoil_sandbox::{Call, CustomerPlan, Fault, FaultKind};
use counterfoil_store::{Page, StoreError};
use counterfoil_tests::{
    bodies::OrderBody,
    desk::{BEGINNING_MS, TestDesk},
};
use serde_json::{Value, json};

const REFERENCE: &str = "PANEL-1";
const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn an_order_is_told_from_its_preparation_to_its_payment() {
    let desk = TestDesk::over_router(1).await;
    let plan = CustomerPlan::FailsThenPays { after_ms: 120_000 };
    desk.sandbox()
        .set_customer(desk.phone_number_id(), REFERENCE, plan);
    let sent = desk.send_well(&OrderBody::new(REFERENCE)).await;
    assert_eq!(standing(&desk).await, Standing::NotLookedUp);
    let mut standings = Vec::new();

    for _ in 0..5 {
        desk.advance_ms(MINUTE_MS);
        desk.look_up(REFERENCE).await.unwrap();
        standings.push(standing(&desk).await);
    }

    use Standing::{AttemptFailed, NotAttempted, Paid};
    assert_eq!(
        standings,
        [NotAttempted, AttemptFailed, AttemptFailed, Paid, Paid]
    );
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.looked_up_at_ms, Some(BEGINNING_MS + 5 * MINUTE_MS));
    let minute = |number: i64| BEGINNING_MS + number * MINUTE_MS;
    assert_eq!(
        told(&shown),
        [
            (minute(0), "prepared".to_owned()),
            (minute(0), "sent".to_owned()),
            (minute(1), "not_attempted 1 times".to_owned()),
            (minute(1), "confirmed".to_owned()),
            (minute(2), "attempt_failed 2 times".to_owned()),
            (minute(4), "captured 2 times".to_owned()),
        ]
    );
    let TimelineEvent::Lookup {
        state,
        last_seen_at_ms,
        ..
    } = &shown.timeline[5].event
    else {
        panic!("{:?}", shown.timeline);
    };
    assert_eq!(state.captured, Some(sent.total));
    assert!(state.gateway_payment_id.is_some() && state.failure.is_some());
    assert_eq!(*last_seen_at_ms, minute(5));
}

#[tokio::test]
async fn whoever_listens_is_told_after_each_commit() {
    let desk = TestDesk::over_router(2).await;
    let mut events = desk.desk().events();

    let order = desk.send_well(&OrderBody::new(REFERENCE)).await;
    desk.look_up(REFERENCE).await.unwrap();
    desk.look_up(REFERENCE).await.unwrap();
    desk.send(&OrderBody::new(REFERENCE)).await.unwrap_err();

    let changed = DeskEvent::OrderChanged {
        order_id: order.id,
        environment: Environment::Sandbox,
    };
    for when in ["on its way", "accepted", "looked up", "looked up again"] {
        assert_eq!(events.next().await, Some(changed), "{when}");
    }
    let refused = Some(DeskEvent::EverythingChanged);
    assert_eq!(events.next().await, refused, "a start broke off");
}

#[tokio::test]
async fn while_it_is_on_its_way_it_reads_as_sending() {
    let desk = TestDesk::over_http().await;
    let stall = FaultKind::Stall { for_ms: 600_000 };
    desk.next(Call::Send, [Fault::after(stall)]);
    let (working, account) = (desk.desk().clone(), desk.account().await);
    let mut events = desk.desk().events();
    let body = OrderBody::new(REFERENCE).bytes();
    let sending = tokio::spawn(async move { working.send_order_body(&account, &body).await });

    let event = events.next().await.unwrap();

    assert!(matches!(event, DeskEvent::OrderChanged { .. }), "{event:?}");
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.standing, Standing::Sending);
    let blocked = Permission::Blocked(BlockedBy::OnItsWay);
    let may = [shown.may.look_up, shown.may.send, shown.may.withdraw];
    assert_eq!(may, [blocked; 3]);
    let row = only_unresolved(&desk).await;
    assert_eq!(row.may, shown.may, "both say the same");
    desk.sandbox().clear_faults(desk.phone_number_id());
    sending.abort();
}

#[tokio::test]
async fn what_nobody_answered_waits_for_a_lookup() {
    let desk = TestDesk::over_router(3).await;
    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);
    desk.send(&OrderBody::new(REFERENCE)).await.unwrap();

    let shown = desk.show(REFERENCE).await;
    let row = only_unresolved(&desk).await;

    assert_eq!(shown.standing, Standing::SendUnknown);
    assert!(shown.standing.needs_a_person());
    let words = shown.operations[0].0.outcome_words.clone().unwrap();
    assert_eq!(
        shown.timeline.last().unwrap().event,
        TimelineEvent::SendUnknown { words }
    );
    assert_eq!(shown.may.look_up, Permission::Allowed);
    assert_eq!(shown.may.send, Permission::Blocked(BlockedBy::NotPrepared));
    assert_eq!(row.may, shown.may, "both say the same");
    assert_eq!(row.operation, shown.operations[0].0);
    assert_eq!(
        (row.total, &row.customer),
        (shown.order.total, &shown.order.customer)
    );
    assert_eq!(
        (row.account_name.as_str(), row.looked_up_at_ms),
        ("Kaveri", None)
    );

    desk.look_up(REFERENCE).await.unwrap();

    assert_eq!(standing(&desk).await, Standing::Paid);
    let environment = Environment::Sandbox;
    assert_eq!(desk.desk().count_unresolved(environment).await.unwrap(), 0);
    let told: Vec<_> = told(&desk.show(REFERENCE).await);
    let words: Vec<_> = told.iter().map(|(_, what)| what.as_str()).collect();
    assert_eq!(
        words,
        ["prepared", "unknown", "captured 1 times", "confirmed"]
    );
}

#[tokio::test]
async fn a_refusal_is_shown_with_what_to_do() {
    let desk = TestDesk::over_router(4).await;
    desk.next(Call::Send, [Fault::before(FaultKind::WindowClosed)]);
    desk.send(&OrderBody::new(REFERENCE)).await.unwrap();

    let shown = desk.show(REFERENCE).await;

    assert_eq!(shown.standing, Standing::SendRefused);
    let complaint = shown.send_complaint.as_ref().unwrap();
    assert_eq!(complaint.meaning, Some(ErrorMeaning::WindowClosed));
    assert!(complaint.trace.is_some());
    let TimelineEvent::SendRefused {
        code,
        meaning,
        words,
    } = &shown.timeline[1].event
    else {
        panic!("{:?}", shown.timeline);
    };
    assert_eq!(code, "131047");
    assert_eq!(*meaning, Some(ErrorMeaning::WindowClosed));
    assert!(!words.is_empty());
    assert_eq!(shown.may.look_up, Permission::Allowed, "a refusal may lie");
}

#[tokio::test]
async fn answers_that_say_nothing_are_told_apart_from_those_that_do() {
    let desk = TestDesk::over_router(5).await;
    desk.send_well(&never_paid()).await;
    desk.look_up(REFERENCE).await.unwrap();
    let declined = FaultKind::Graph {
        status: 400,
        code: 100,
        retry_after_s: None,
    };

    for fault in [declined.clone(), declined, FaultKind::Empty] {
        desk.advance_ms(MINUTE_MS);
        desk.next(Call::Lookup, [Fault::before(fault)]);
        desk.look_up(REFERENCE).await.unwrap();
    }
    desk.advance_ms(MINUTE_MS);
    desk.look_up(REFERENCE).await.unwrap();

    let told: Vec<_> = told(&desk.show(REFERENCE).await);
    let words: Vec<_> = told.iter().map(|(_, what)| what.as_str()).skip(2).collect();
    assert_eq!(
        words,
        [
            "not_attempted 2 times",
            "confirmed",
            "silent 2 times",
            "silent 1 times"
        ]
    );
    assert_eq!(standing(&desk).await, Standing::NotAttempted);
}

#[tokio::test]
async fn an_order_past_its_expiry_is_unpaid_only_once_somebody_has_looked() {
    let desk = TestDesk::over_router(6).await;
    let expires_at_ms = BEGINNING_MS + 30 * MINUTE_MS;
    let mut body = never_paid().json();
    let order = &mut body["interactive"]["action"]["parameters"]["order"];
    order["expiration"] = json!({
        "timestamp": (expires_at_ms / 1_000).to_string(),
        "description": "Pay within 30 minutes",
    });
    let account = desk.account().await;
    let sent = desk
        .desk()
        .send_order_body(&account, body.to_string().as_bytes())
        .await;
    assert_eq!(sent.unwrap().operation.state, OperationState::Accepted);

    desk.advance_ms(30 * MINUTE_MS);
    let nobody_looked = standing(&desk).await;
    desk.look_up(REFERENCE).await.unwrap();

    assert_eq!(nobody_looked, Standing::NotLookedUp);
    assert_eq!(standing(&desk).await, Standing::ExpiredUnpaid);
}

#[tokio::test]
async fn every_body_is_shown_one_at_a_time_and_only_with_its_order() {
    let desk = TestDesk::over_http().await;
    let order = desk.send_well(&OrderBody::new(REFERENCE)).await;
    let other = desk.send_well(&OrderBody::new("PANEL-2")).await;
    desk.advance_ms(MINUTE_MS);
    desk.next(Call::Lookup, [Fault::before(FaultKind::Garbage)]);
    desk.look_up(REFERENCE).await.unwrap();

    let rows = desk.exchanges(REFERENCE).await;

    use ExchangeSource::{LookupAnswer, SendAnswer, SendRequest};
    let sources: Vec<_> = rows.iter().map(|row| row.source).collect();
    assert_eq!(
        sources,
        [LookupAnswer, SendAnswer, SendRequest],
        "newest first"
    );
    for row in &rows {
        let exchange = desk.desk().exchange(order.id, row.id).await.unwrap();
        assert_eq!(exchange.row, *row, "the list said so");
        assert_eq!(exchange.body.len(), usize::try_from(row.length).unwrap());
        assert!(!exchange.is_cut);
        assert!(!exchange.body.contains(desk.token()));
        let elsewhere = desk.desk().exchange(other.id, row.id).await.unwrap_err();
        assert!(
            matches!(elsewhere, DeskError::Store(StoreError::NotFound(_))),
            "{elsewhere}"
        );
    }
    let request = desk.desk().exchange(order.id, rows[2].id).await.unwrap();
    let request: Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(
        request["interactive"]["action"]["parameters"]["reference_id"],
        REFERENCE
    );
}

#[tokio::test]
async fn of_a_large_body_only_the_beginning_is_shown() {
    let desk = TestDesk::over_http().await;
    let order = desk.send_well(&OrderBody::new(REFERENCE)).await;
    desk.next(Call::Lookup, [Fault::before(FaultKind::Deep)]);
    desk.look_up(REFERENCE).await.unwrap();

    let row = desk.exchanges(REFERENCE).await[0];
    let exchange = desk.desk().exchange(order.id, row.id).await.unwrap();

    assert!(row.length > 100_000, "{row:?}");
    assert!(exchange.is_cut);
    assert_eq!(exchange.body.len(), counterfoil_desk::SHOWN_BYTES_MAX);
}

fn never_paid() -> OrderBody {
    OrderBody::new(REFERENCE).phone("919900000004")
}

/// Where the order of the test stands; its list says the same.
async fn standing(desk: &TestDesk) -> Standing {
    let shown = desk.show(REFERENCE).await;
    let lines = desk.desk().orders(Environment::Sandbox, Page::first(10));
    let lines = lines.await.unwrap();
    let line = lines.iter().find(|line| line.order.id == shown.order.id);
    assert_eq!(line.unwrap().standing, shown.standing, "the list agrees");
    shown.standing
}

/// The timeline, each line in a few words.
fn told(shown: &OrderShown) -> Vec<(i64, String)> {
    let words = |event: &TimelineEvent| match event {
        TimelineEvent::Prepared => "prepared".to_owned(),
        TimelineEvent::Sent { message_id } => match message_id {
            Some(id) if id.starts_with("wamid.") => "sent".to_owned(),
            other => panic!("{other:?}"),
        },
        TimelineEvent::SendConfirmed => "confirmed".to_owned(),
        TimelineEvent::SendUnknown { .. } => "unknown".to_owned(),
        TimelineEvent::Lookup { state, times, .. } => {
            format!("{} {times} times", state.payment.word())
        }
        TimelineEvent::LookupSilent { times, .. } => format!("silent {times} times"),
        other => panic!("{other:?}"),
    };
    let lines = shown.timeline.iter();
    lines.map(|line| (line.at_ms, words(&line.event))).collect()
}

async fn only_unresolved(desk: &TestDesk) -> UnresolvedRow {
    let environment = Environment::Sandbox;
    let count = desk.desk().count_unresolved(environment).await.unwrap();
    let rows = desk.desk().unresolved(environment, Page::first(10)).await;
    let mut rows = rows.unwrap();
    assert_eq!((count, rows.len()), (1, 1));
    rows.remove(0)
}
