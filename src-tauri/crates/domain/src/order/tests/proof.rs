//! Claims about the checked order: what it carries and that a wrong draft never becomes one.

use super::*;
use crate::money::Currency;
use crate::payment_mode::PaymentMode;

#[test]
fn an_empty_draft_says_everything_that_is_missing() {
    let checked = OrderDraft::default().check(NOW_MS, &[]);

    let missing: Vec<_> = checked.findings.iter().map(|f| f.path.as_str()).collect();
    assert_eq!(
        missing,
        [
            "to",
            "body.text",
            "reference_id",
            "type",
            "payment_settings[0].payment_gateway.configuration_name",
            "currency",
            "order.items",
            "order.tax",
        ]
    );
    assert!(
        checked
            .findings
            .iter()
            .all(|finding| finding.code == FindingCode::Required)
    );
    assert_eq!(checked.order, None);
}

#[test]
fn an_order_carries_what_its_operation_needs() {
    let draft = OrderDraft {
        customer_phone: "+919900000042".to_owned(),
        ..full()
    };

    let order = draft.check(NOW_MS, &[]).order.unwrap();

    assert_eq!(order.reference_id().as_str(), "KP-2291.a_1");
    assert_eq!(order.customer().digits(), "919900000042");
    assert_eq!(order.payment_mode(), PaymentMode::PaymentGateway);
    assert_eq!(order.configuration_name(), Some("kaveri-live-rzp"));
    assert_eq!(order.currency(), Currency::Inr);
    assert_eq!(order.subtotal().minor(), 92_300);
    assert_eq!(order.total().minor(), 97_915);
    assert_eq!(order.expires_at_ms(), Some(1_798_765_200_000));
}

#[test]
fn a_composed_and_a_declared_order_end_up_equal() {
    let composed = OrderDraft {
        customer_phone: "+919900000042".to_owned(),
        declared_total_minor: None,
        declared_subtotal_minor: None,
        ..full()
    };

    let order = composed.check(NOW_MS, &[]).order.unwrap();

    assert_eq!(order.draft(), &full());
    assert_eq!(
        order.draft().check(NOW_MS, &[]).order.unwrap(),
        order,
        "checking again changes nothing"
    );
}

#[test]
fn a_log_line_about_an_order_shows_no_person() {
    let order = full().check(NOW_MS, &[]).order.unwrap();

    let line = format!("{order:?}");

    assert!(line.contains("KP-2291.a_1"));
    for secret in ["9900000042", "Meera", "Third Cross"] {
        assert!(!line.contains(secret), "{line}");
    }
}

#[test]
fn a_stored_draft_comes_back_equal_and_nothing_in_it_is_skipped() {
    let json = serde_json::to_string(&full()).unwrap();

    assert_eq!(serde_json::from_str::<OrderDraft>(&json).unwrap(), full());
    assert_eq!(
        serde_json::from_str::<OrderDraft>("{}").unwrap(),
        OrderDraft::default()
    );
    assert!(serde_json::from_str::<OrderDraft>(r#"{"tip_minor":5}"#).is_err());
}
