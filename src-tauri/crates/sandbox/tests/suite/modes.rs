//! What becomes of orders that are paid without Meta's knowing: everything but lookups and refunds.

use crate::configurations::stage_of_all_providers;
use crate::orders::{legacy_upi, payment_link, set, simple, upi_intent};
use crate::stage::Stage;
use crate::statuses::status_of;
use counterfoil_sandbox::{
    CustomerPlan, ForeignRefund, Gateway, Mode, RefundFate, UnknownConfiguration, UnknownReference,
};
use serde_json::{Value, json};

const MODES: [Mode; 3] = [Mode::UpiIntentLink, Mode::LegacyUpi, Mode::PaymentLink];

/// A bill that is paid in one of the modes without lookups.
fn bill(mode: Mode, reference_id: &str, to: &str) -> Value {
    let mut body = simple(reference_id, to, 12_500);
    match mode {
        Mode::UpiIntentLink => {
            let link = upi_intent("upi://pay?pa=kaveri.psp@exbank&pn=Kaveri&tr=PG7781203");
            set(&mut body, ".payment_settings", link);
        }
        Mode::LegacyUpi => legacy_upi(&mut body, "vpa"),
        Mode::PaymentLink => payment_link(&mut body),
        Mode::Gateway(_) => {}
    }
    body
}

/// A stage that has accepted a bill of each mode, whose customer pays after five seconds.
async fn billed() -> Stage {
    let stage = stage_of_all_providers();
    for mode in MODES {
        let answer = stage.send(&bill(mode, word(mode), "919900000002")).await;
        assert_eq!(answer.status, 200, "{mode:?}: {}", answer.json);
    }
    stage
}

fn word(mode: Mode) -> &'static str {
    match mode {
        Mode::UpiIntentLink => "INTENT",
        Mode::LegacyUpi => "LEGACY",
        Mode::PaymentLink => "LINK",
        Mode::Gateway(_) => "GATEWAY",
    }
}

#[tokio::test]
async fn the_ledger_says_how_each_is_paid() {
    let stage = billed().await;

    let messages = stage.sandbox.messages();

    assert_eq!(messages.iter().map(|it| it.mode).collect::<Vec<_>>(), MODES);
    for message in messages {
        assert_eq!(message.configuration_name, None, "{:?}", message.mode);
        assert_eq!(message.amount_minor, 12_500, "{:?}", message.mode);
    }
}

#[tokio::test]
async fn a_lookup_knows_them_as_little_as_what_was_never_sent() {
    let stage = billed().await;
    stage.clock.advance_ms(60_000);
    let path = |configuration: &str, reference: &str| {
        let number = stage.number();
        format!("/v24.0/{number}/payments/{configuration}/{reference}")
    };

    for policy in [UnknownReference::EmptyPayments, UnknownReference::Error] {
        stage
            .sandbox
            .set_behaviour(stage.number(), |it| it.unknown_reference = policy);
        for configuration in ["rzp", "payu", "vpa", "nobodys"] {
            let never = stage.get(&path(configuration, "NEVER")).await;
            for mode in MODES {
                let sent = stage.get(&path(configuration, word(mode))).await;
                let about = format!("{mode:?} at {configuration}");
                assert_eq!(sent.status, never.status, "{about}");
                assert_eq!(sent.code(), never.code(), "{about}");
                assert_eq!(sent.details(), never.details(), "{about}");
                assert_eq!(sent.json["payments"], never.json["payments"], "{about}");
            }
        }
    }
}

#[tokio::test]
async fn nothing_refunds_them() {
    let stage = billed().await;
    stage.clock.advance_ms(60_000);
    for mode in MODES {
        let body = json!({
            "reference_id": word(mode),
            "payment_config_id": if mode == Mode::LegacyUpi { "vpa" } else { "rzp" },
            "amount": { "currency": "INR", "value": "100", "offset": "100" },
        });
        let path = format!("/v24.0/{}/payments_refund", stage.number());
        let request = stage
            .request("POST", &path)
            .map(|_| body.to_string().into());

        let refused = stage.call(request).await.unwrap();

        assert_eq!(
            (refused.code(), refused.details()),
            (131_009, "reference_id: is unknown"),
            "{mode:?}"
        );
        let foreign = ForeignRefund {
            amount_minor: 100,
            fate: RefundFate::default(),
        };
        let made = stage
            .sandbox
            .add_foreign_refund(stage.number(), word(mode), foreign);
        assert!(made.is_err(), "{mode:?}");
    }
    assert!(stage.sandbox.refunds().is_empty());
}

#[tokio::test]
async fn their_customers_pay_all_the_same() {
    let stage = billed().await;
    stage
        .sandbox
        .set_customer(stage.number(), "LINK", CustomerPlan::NeverPays);

    for (after_ms, intent, link) in [
        (4_999, false, false),
        (1, true, false),
        (60_000, true, false),
    ] {
        stage.clock.advance_ms(after_ms);
        let paid = |mode| stage.sandbox.is_captured(stage.number(), word(mode));
        assert_eq!(paid(Mode::UpiIntentLink), intent, "after {after_ms}");
        assert_eq!(paid(Mode::LegacyUpi), intent, "after {after_ms}");
        assert_eq!(paid(Mode::PaymentLink), link, "after {after_ms}");
    }
}

#[tokio::test]
async fn they_are_told_of_and_cancelled_unless_they_are_paid() {
    for mode in MODES {
        let stage = stage_of_all_providers();
        for (reference, to) in [("PAID", "919900000001"), ("UNPAID", "919900000002")] {
            let answer = stage.send(&bill(mode, reference, to)).await;
            assert_eq!(answer.status, 200, "{mode:?}: {}", answer.json);
            for word in ["processing", "processing", "canceled"] {
                let told = stage.send(&status_of(reference, word)).await;
                assert_eq!(told.status, 200, "{mode:?}: {}", told.json);
            }
        }

        let failures: Vec<_> = stage
            .sandbox
            .statuses()
            .iter()
            .map(|told| told.failure)
            .collect();

        let (again, paid) = (Some(2046), Some(2047));
        assert_eq!(failures, [None, again, paid, None, again, None], "{mode:?}");
        stage.clock.advance_ms(60_000);
        assert!(
            !stage.sandbox.is_captured(stage.number(), "UNPAID"),
            "{mode:?}: nobody pays what is cancelled"
        );
    }
}

#[tokio::test]
async fn legacy_upi_needs_an_active_configuration_of_its_own_kind() {
    let stage = stage_of_all_providers();
    let naming = |name: &str| {
        let mut body = simple(name, "919900000001", 100);
        legacy_upi(&mut body, name);
        body
    };
    for name in ["rzp", "untested", "nobodys"] {
        assert_eq!(stage.send(&naming(name)).await.code(), 134_009, "{name}");
    }

    stage.sandbox.set_behaviour(stage.number(), |it| {
        it.unknown_configuration = UnknownConfiguration::AcceptUnpayable;
    });
    assert_eq!(stage.send(&naming("nobodys")).await.status, 200);
    assert_eq!(stage.send(&naming("vpa")).await.status, 200);
    let paid = |name| stage.sandbox.is_captured(stage.number(), name);
    assert_eq!((paid("nobodys"), paid("vpa")), (false, true));
}

#[tokio::test]
async fn a_reference_id_is_used_up_whatever_the_mode() {
    let stage = billed().await;

    for mode in MODES {
        for other in [mode, Mode::Gateway(Gateway::Razorpay)] {
            let mut body = bill(other, word(mode), "919900000004");
            if other.gateway().is_some() {
                let name = ".payment_settings[0].payment_gateway.configuration_name";
                set(&mut body, name, json!("rzp"));
            }
            let refused = stage.send(&body).await;
            assert!(
                refused.details().contains("was already used"),
                "{mode:?} {other:?}: {}",
                refused.json
            );
        }
    }
}
