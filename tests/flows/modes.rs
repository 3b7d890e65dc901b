//! Owns every way to pay in the desk: each is sent as it was shown, and what WhatsApp cannot be asked
//! about is never asked, refunded or called unpaid.

use crate::composing::{check, filled, send, start};
use counterfoil_desk::{
    BlockedBy, CancelAsked, DecisionAsked, DeskError, ListSpan, Permission, PollShown, RefundAsked,
    TimelineEvent,
};
use counterfoil_domain::{
    account::Environment,
    cadence::PollEnd,
    decision::{Checked, Judgement},
    operation::OperationState,
    order::{FormNote, FormPayment, Gateway, OrderForm},
    order_list::OrderList,
    order_status::StatusRoute,
    payment_mode::PaymentMode,
    refund::{Reason, Speed},
    standing::Standing,
};
use counterfoil_sandbox::{Call, Fault, FaultKind, Mode};
use counterfoil_tests::{bodies, desk::TestDesk};

const REFERENCE: &str = "K-0001";
const HOUR_MS: i64 = 3_600_000;

/// A form of the account that is paid like this.
pub(crate) async fn paid(desk: &TestDesk, configuration: &str, payment: FormPayment) -> OrderForm {
    let named = configuration.to_owned();
    let payment = match payment.mode {
        PaymentMode::UpiConfiguration => FormPayment {
            upi_configuration_name: named,
            ..payment
        },
        _ => FormPayment {
            configuration_name: named,
            ..payment
        },
    };
    OrderForm {
        payment,
        ..filled(start(desk).await.form)
    }
}

pub(crate) fn by_upi_link() -> FormPayment {
    FormPayment {
        mode: PaymentMode::UpiIntentLink,
        upi_link: format!(
            "upi://pay?pa=kaveri.psp@exbank&pn=Kaveri%20Provisions&mc=5411&purpose=00&tr={REFERENCE}"
        ),
        ..FormPayment::default()
    }
}

pub(crate) fn by_link() -> FormPayment {
    FormPayment {
        mode: PaymentMode::PaymentLink,
        payment_link: "https://rzp.io/i/Kv81xQ".to_owned(),
        success_url: "https://kaveri.example.in/paid".to_owned(),
        ..FormPayment::default()
    }
}

pub(crate) fn by_older_upi() -> FormPayment {
    FormPayment {
        mode: PaymentMode::UpiConfiguration,
        preferred_app: "gpay".to_owned(),
        ..FormPayment::default()
    }
}

fn through(gateway: Gateway, note: &str) -> FormPayment {
    FormPayment {
        gateway,
        notes: vec![FormNote {
            name: note.to_owned(),
            text: "mysuru-02".to_owned(),
        }],
        ..FormPayment::default()
    }
}

#[tokio::test(start_paused = true)]
async fn an_order_of_every_gateway_is_sent_looked_up_and_paid() {
    for (seed, gateway, configuration, note) in [
        (1, Gateway::Razorpay, bodies::CONFIGURATION, "store"),
        (2, Gateway::Payu, bodies::PAYU, "udf1"),
    ] {
        let desk = TestDesk::over_router(seed).await;
        let form = paid(&desk, configuration, through(gateway, note)).await;

        let shown = check(&desk, &form).await;
        let sent = send(&desk, form).await.unwrap();
        desk.advance_ms(HOUR_MS);
        desk.look_up(REFERENCE).await.unwrap();

        assert_eq!(sent.operation.state, OperationState::Accepted);
        assert!(shown.body.unwrap().contains("mysuru-02"), "{gateway:?}");
        assert_eq!(
            desk.show(REFERENCE).await.standing,
            Standing::Paid,
            "{gateway:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_only_the_gateway_knows_is_never_asked_about() {
    let modes = [
        (1, by_upi_link(), "", Mode::UpiIntentLink),
        (2, by_link(), "", Mode::PaymentLink),
        (3, by_older_upi(), bodies::UPI, Mode::LegacyUpi),
    ];
    for (seed, payment, configuration, mode) in modes {
        let desk = TestDesk::over_router(seed).await;
        let form = paid(&desk, configuration, payment).await;

        let sent = send(&desk, form).await.unwrap();

        assert_eq!(sent.operation.state, OperationState::Accepted);
        assert_eq!(desk.committed(REFERENCE)[0].mode, mode);
        let shown = desk.show(REFERENCE).await;
        assert_eq!(shown.standing, Standing::GatewayKnows);
        assert_eq!(shown.poll, PollShown::Ended(PollEnd::GatewayAlone));
        let blocked = Permission::Blocked(BlockedBy::GatewayAlone);
        assert_eq!(shown.may.look_up, blocked);
        assert_eq!(shown.refunds.may_start, blocked);
        assert!(!shown.refunds.lists_refunds);
        let lines = desk
            .desk()
            .find(Environment::Sandbox, REFERENCE)
            .await
            .unwrap();
        assert_eq!(lines[0].line.standing, Standing::GatewayKnows);

        let looked_up = desk.look_up(REFERENCE).await.unwrap_err();
        assert!(matches!(looked_up, DeskError::NoLookup), "{looked_up}");
        let refunded = desk
            .desk()
            .start_refund(refund(&desk).await)
            .await
            .unwrap_err();
        assert!(matches!(refunded, DeskError::NoLookup), "{refunded}");
        desk.advance_ms(48 * HOUR_MS);
        for list in OrderList::ALL {
            let span = ListSpan {
                environment: Environment::Sandbox,
                list,
                from_ms: i64::MIN,
                to_ms: i64::MAX,
            };
            let sum = desk.desk().list_sum(span).await.unwrap();
            assert_eq!(sum.rows, 0, "{list:?}");
        }
        let rebuilt = desk.desk().rebuild_states(false, |_| {}).await.unwrap();
        assert_eq!((rebuilt.orders, rebuilt.different), (1, 0));
        let later = desk.show(REFERENCE).await.standing;
        assert_eq!(
            later,
            Standing::GatewayKnows,
            "expired, and nobody may say unpaid"
        );
        assert_eq!(desk.received(Call::Lookup) + desk.received(Call::Refund), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_looked_up_is_cancelled_by_what_the_gateway_says() {
    let desk = TestDesk::over_router(1).await;
    let form = paid(&desk, "", by_link()).await;
    send(&desk, form).await.unwrap();
    let asked = CancelAsked {
        order: desk.order(REFERENCE).await.id,
        description: None,
        route: StatusRoute::Interactive {
            body: "Your order was cancelled.".to_owned(),
        },
        gateway_says: None,
    };

    let refused = desk.desk().cancel(asked.clone()).await.unwrap_err();
    assert!(
        refused.to_string().contains("cannot be looked up"),
        "{refused}"
    );
    let seen = "The dashboard shows it unpaid and I have closed the link.".to_owned();
    let cancelled = desk.desk().cancel(CancelAsked {
        gateway_says: Some(seen.clone()),
        ..asked
    });
    let cancelled = cancelled.await.unwrap();

    assert_eq!(cancelled.sent.operation.state, OperationState::Accepted);
    assert!(cancelled.after.is_none(), "nobody can be asked");
    assert_eq!(desk.received(Call::Lookup), 0);
    let shown = desk.show(REFERENCE).await.timeline;
    let says = shown.iter().filter_map(|entry| match &entry.event {
        TimelineEvent::Status { gateway_says, .. } => gateway_says.as_ref(),
        _ => None,
    });
    assert_eq!(says.collect::<Vec<_>>(), [&seen], "kept, and said once");
}

#[tokio::test(start_paused = true)]
async fn an_unanswered_send_that_cannot_be_looked_up_stays_locked_until_a_person_decides() {
    let desk = TestDesk::over_router(1).await;
    let form = paid(&desk, "", by_upi_link()).await;
    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);

    let sent = send(&desk, form.clone()).await.unwrap();

    assert_eq!(sent.operation.state, OperationState::Unknown);
    desk.advance_ms(48 * HOUR_MS);
    assert_eq!(desk.show(REFERENCE).await.standing, Standing::SendUnknown);
    let again = send(&desk, form).await.unwrap_err();
    assert_eq!(desk.received(Call::Send), 1, "{again}");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_may_have_left_keeps_the_way_it_is_paid() {
    let desk = TestDesk::over_router(1).await;
    let form = paid(&desk, bodies::CONFIGURATION, FormPayment::default()).await;
    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);
    let sent = send(&desk, form).await.unwrap();
    let decided = DecisionAsked {
        operation: sent.operation.id,
        judgement: Judgement::DidNotHappen,
        checked: Checked::GatewayDashboard,
        reason: "The dashboard shows no such order.".to_owned(),
    };
    desk.desk().decide(decided).await.unwrap();

    let other = OrderForm {
        reference_id: REFERENCE.to_owned(),
        ..paid(&desk, "", by_upi_link()).await
    };
    let refused = send(&desk, other).await.unwrap_err();

    assert!(
        refused.to_string().contains("paid another way"),
        "{refused}"
    );
    desk.advance_ms(HOUR_MS);
    desk.look_up(REFERENCE).await.unwrap();
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.standing, Standing::Paid, "it had arrived");
}

async fn refund(desk: &TestDesk) -> RefundAsked {
    let order = desk.order(REFERENCE).await;
    RefundAsked {
        order: order.id,
        intent: None,
        amount: order.total,
        speed: Speed::Normal,
        reason: Reason::CustomerRequest,
        reason_text: None,
        typed_again: Some(order.total),
    }
}
