//! Claims about single fields of a body.

use super::*;
use counterfoil_domain::order::PaymentSetting;

#[test]
fn a_good_body_has_no_findings_and_keeps_everything() {
    let body = read(FULL.as_bytes());

    assert_eq!(body.findings, []);
    let draft = body.draft.unwrap();
    assert_eq!(draft.customer_phone, "919900000042");
    let PaymentSetting::PaymentGateway(payment) = draft.payment else {
        panic!("{:?} is not paid through a gateway", draft.payment);
    };
    assert_eq!(payment.notes["store"], "mysuru-02");
    assert_eq!(draft.items[0].sale_amount_minor, Some(39_900));
    assert_eq!(draft.discount.unwrap().program_name.unwrap(), "DASARA");
    assert_eq!(draft.declared_total_minor, Some(97_915));
    check(|_| {}, &[]);
}

#[test]
fn fixed_words_are_exact() {
    let wrong = || json!("Other");

    check(
        put_at("/messaging_product", wrong()),
        &[("messaging_product", NotAllowed)],
    );
    check(
        put_at("/recipient_type", wrong()),
        &[("recipient_type", NotAllowed)],
    );
    check(put_at("/type", wrong()), &[("type", NotAllowed)]);
    check(
        put_at("/interactive/type", wrong()),
        &[("interactive.type", NotAllowed)],
    );
    check(
        put_at("/interactive/header/type", wrong()),
        &[("interactive.header.type", NotAllowed)],
    );
    check(
        put_at("/interactive/action/name", wrong()),
        &[("interactive.action.name", NotAllowed)],
    );
    check(
        put("/order/status", json!("completed")),
        &[("~.order.status", NotAllowed)],
    );
    check(
        put("/order/type", json!("slow_pay")),
        &[("~.order.type", NotAllowed)],
    );
}

#[test]
fn what_may_be_missing_may_be_missing() {
    for pointer in ["/recipient_type", "/biz_opaque_callback_data"] {
        check(without_at(pointer), &[]);
    }
    for pointer in ["/interactive/header", "/interactive/footer"] {
        check(without_at(pointer), &[]);
    }
    for pointer in ["/order/type", "/order/expiration", "/order/items/0/image"] {
        check(without(pointer), &[]);
    }
    let gateway = "/payment_settings/0/payment_gateway";
    for field in [
        "razorpay",
        "preferred_payment_methods",
        "enabled_payment_options",
    ] {
        check(without(&format!("{gateway}/{field}")), &[]);
    }
    check(put(&format!("{gateway}/razorpay"), json!({})), &[]);
    check(
        put(&format!("{gateway}/preferred_payment_methods"), json!([])),
        &[],
    );
}

#[test]
fn what_the_envelope_needs_is_named_once() {
    check(
        without_at("/messaging_product"),
        &[("messaging_product", Required)],
    );
    check(without_at("/to"), &[("to", Required)]);
    check(without_at("/type"), &[("type", Required)]);
    check(without_at("/interactive"), &[("interactive", Required)]);
    check(
        without_at("/interactive/type"),
        &[("interactive.type", Required)],
    );
    check(
        without_at("/interactive/header/type"),
        &[("interactive.header.type", Required)],
    );
    check(
        without_at("/interactive/header/image"),
        &[("interactive.header.image", Required)],
    );
    check(
        without_at("/interactive/body"),
        &[("interactive.body", Required)],
    );
    check(
        without_at("/interactive/body/text"),
        &[("interactive.body.text", Required)],
    );
    check(
        without_at("/interactive/footer/text"),
        &[("interactive.footer.text", Required)],
    );
    check(
        without_at("/interactive/action"),
        &[("interactive.action", Required)],
    );
    check(
        without_at("/interactive/action/name"),
        &[("interactive.action.name", Required)],
    );
}

#[test]
fn what_the_parameters_need_is_named_once() {
    check(without(""), &[(AT, Required)]);
    for field in [
        "reference_id",
        "type",
        "payment_settings",
        "currency",
        "total_amount",
        "order",
    ] {
        check(
            without(&format!("/{field}")),
            &[(&format!("~.{field}"), Required)],
        );
    }
    for field in ["status", "items", "subtotal", "tax"] {
        check(
            without(&format!("/order/{field}")),
            &[(&format!("~.order.{field}"), Required)],
        );
    }
    check(
        without("/order/items/0/image/link"),
        &[("~.order.items[0].image.link", Required)],
    );
    check(
        without("/order/items/0/amount"),
        &[("~.order.items[0].amount.value", Required)],
    );
    check(
        without("/order/items/0/quantity"),
        &[("~.order.items[0].quantity", Required)],
    );
    check(
        without("/order/expiration/timestamp"),
        &[("~.order.expiration.timestamp", Required)],
    );
}
