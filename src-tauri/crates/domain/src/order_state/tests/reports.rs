//! Tests of what others report: it is shown, and proves nothing.

use super::*;

#[test]
fn a_report_is_shown_and_proves_nothing() {
    for (source, is_signed) in [
        (EvidenceSource::SignedWebhook, true),
        (EvidenceSource::UnsignedWebhook, false),
    ] {
        let state = state_of(&[reported(
            source,
            payment("captured", &[("success", 97_915)]),
        )]);

        assert_eq!(state.payment, PaymentState::ReportedPaid);
        let expected = Reported {
            is_signed,
            amount_minor: Some(97_915),
        };
        assert_eq!(state.reported, Some(expected));
        assert_eq!(state.captured, None, "only a lookup may capture");
        assert!(!state.known_to_provider, "only a lookup may prove the send");
    }
}

#[test]
fn an_unchanged_lookup_does_not_disprove_a_report() {
    let lookup = seen(9, payment("pending", &[]));
    let webhook = reported(
        EvidenceSource::SignedWebhook,
        payment("captured", &[("success", BILLED_MINOR)]),
    );

    let state = state_of(&[webhook, lookup]);

    assert_eq!(state.payment, PaymentState::ReportedPaid);
    assert!(state.known_to_provider);
}

#[test]
fn a_lookup_that_shows_the_money_settles_a_report() {
    let webhook = reported(
        EvidenceSource::UnsignedWebhook,
        payment("captured", &[("success", 1)]),
    );
    let lookup = seen(9, payment("captured", &[("success", BILLED_MINOR)]));

    let state = state_of(&[lookup, webhook]);

    assert_eq!(state.payment, PaymentState::Captured);
    assert_eq!(state.captured, Some(inr(BILLED_MINOR)));
    assert_eq!(
        state.reported.unwrap().amount_minor,
        Some(1),
        "it stays visible"
    );
}

#[test]
fn a_report_of_anything_else_changes_nothing() {
    let mut dollars = payment("captured", &[]);
    dollars.amount.as_mut().unwrap().currency = Some("USD".to_owned());
    let mut other = payment("captured", &[]);
    other.reference_id = "KP-2292".to_owned();
    let failed = payment("failed", &[("failed", BILLED_MINOR)]);

    for record in [dollars, other, failed, payment("pending", &[])] {
        let state = state_of(&[reported(EvidenceSource::SignedWebhook, record.clone())]);
        assert_eq!(state, OrderState::NOTHING_KNOWN, "{record:?}");
    }
}

#[test]
fn a_signed_report_is_the_one_that_is_shown() {
    let with = |source, minor| reported(source, payment("captured", &[("success", minor)]));
    let unsigned = with(EvidenceSource::UnsignedWebhook, BILLED_MINOR + 5);
    let signed = with(EvidenceSource::SignedWebhook, BILLED_MINOR);

    let state = state_of(&[unsigned.clone(), signed.clone()]);

    assert_eq!(state, state_of(&[signed, unsigned]));
    let expected = Reported {
        is_signed: true,
        amount_minor: Some(BILLED_MINOR),
    };
    assert_eq!(state.reported, Some(expected));
}

#[test]
fn a_report_names_no_refund() {
    let mut record = payment("captured", &[("success", BILLED_MINOR)]);
    record.refunds.push(crate::payment::RefundRecord {
        id: "rfnd_1".to_owned(),
        amount: Some(stated(100)),
        status: crate::refund_status::RefundStatus::read("success"),
        speed: None,
        gateway_payment_id: None,
        created_at_ms: None,
        updated_at_ms: None,
    });

    let state = state_of(&[reported(EvidenceSource::SignedWebhook, record)]);

    assert_eq!(state.refunds, RefundsSeen::NONE);
}

fn reported(source: EvidenceSource, record: PaymentRecord) -> Sighting {
    Sighting {
        source,
        ..seen(1, record)
    }
}
