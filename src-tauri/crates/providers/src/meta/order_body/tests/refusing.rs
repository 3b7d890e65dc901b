//! Claims about what a body may not hold: wrong types, unknown names, other ways to pay.

use super::*;

#[test]
fn an_amount_is_a_whole_number_of_hundredths() {
    for (amount, at) in [
        ("/total_amount", "~.total_amount"),
        ("/order/subtotal", "~.order.subtotal"),
        ("/order/tax", "~.order.tax"),
        ("/order/shipping", "~.order.shipping"),
        ("/order/discount", "~.order.discount"),
        ("/order/items/1/amount", "~.order.items[1].amount"),
        ("/order/items/0/sale_amount", "~.order.items[0].sale_amount"),
    ] {
        let (value, offset) = (format!("{amount}/value"), format!("{amount}/offset"));
        let (at_value, at_offset) = (format!("{at}.value"), format!("{at}.offset"));

        check(put(&value, json!("97915")), &[(&at_value, WrongType)]);
        check(put(&value, json!(979.15)), &[(&at_value, NotInteger)]);
        check(put(&value, json!(97915.0)), &[(&at_value, NotInteger)]);
        check(put(&value, json!(null)), &[(&at_value, WrongType)]);
        check(put(&value, json!(u64::MAX)), &[(&at_value, OutOfRange)]);
        check(without(&value), &[(&at_value, Required)]);
        check(without(&offset), &[(&at_offset, Required)]);
        check(put(&offset, json!(1000)), &[(&at_offset, NotAllowed)]);
        check(put(&offset, json!("100")), &[(&at_offset, WrongType)]);
        check(put(&offset, json!(100.0)), &[(&at_offset, NotInteger)]);
        check(put(amount, json!(5)), &[(at, WrongType)]);
    }
    check(
        put("/order/items/1/quantity", json!("1")),
        &[("~.order.items[1].quantity", WrongType)],
    );
    check(
        put("/order/items/1/quantity", json!(1.5)),
        &[("~.order.items[1].quantity", NotInteger)],
    );
}

#[test]
fn an_exponent_is_not_a_whole_number() {
    let body = FULL.replace(r#""value": 97915"#, r#""value": 97915e0"#);
    check_text(&body, &[("~.total_amount.value", NotInteger)]);

    let body = FULL.replace(r#""value": 4615"#, r#""value": -0"#);
    check_text(&body, &[("~.order.tax.value", NotInteger)]);
}

#[test]
fn every_type_is_judged_at_its_place() {
    check(put_at("/to", json!(919900000042_u64)), &[("to", WrongType)]);
    check(
        put_at("/biz_opaque_callback_data", json!(7)),
        &[("biz_opaque_callback_data", WrongType)],
    );
    check(
        put_at("/interactive", json!([])),
        &[("interactive", WrongType)],
    );
    check(
        put_at("/interactive/body", json!("Pay")),
        &[("interactive.body", WrongType)],
    );
    check(
        put_at("/interactive/footer", json!(null)),
        &[("interactive.footer", WrongType)],
    );
    check(
        put("/reference_id", json!(2291)),
        &[("~.reference_id", WrongType)],
    );
    check(
        put("/beneficiaries", json!({})),
        &[("~.beneficiaries", WrongType)],
    );
    check(
        put("/beneficiaries/0", json!("Meera")),
        &[("~.beneficiaries[0]", WrongType)],
    );
    check(
        put("/beneficiaries/0/postal_code", json!(570001)),
        &[("~.beneficiaries[0].postal_code", WrongType)],
    );
    check(put("/order", json!("x")), &[("~.order", WrongType)]);
    check(
        put("/order/items", json!({})),
        &[("~.order.items", WrongType)],
    );
    check(
        put("/order/items/1", json!(5)),
        &[("~.order.items[1]", WrongType)],
    );
    check(
        put("/order/items/1/importer_address", json!("7 Mill Road")),
        &[("~.order.items[1].importer_address", WrongType)],
    );
    check(
        put("/order/expiration/timestamp", json!(1798765200)),
        &[("~.order.expiration.timestamp", WrongType)],
    );
    check(
        put(
            "/payment_settings/0/payment_gateway/razorpay/notes/store",
            json!(2),
        ),
        &[(
            "~.payment_settings[0].payment_gateway.razorpay.notes.store",
            WrongType,
        )],
    );
}

#[test]
fn parameters_as_a_text_are_refused_with_the_reason() {
    let text = full()
        .pointer("/interactive/action/parameters")
        .unwrap()
        .to_string();

    check(put("", json!(text)), &[(AT, ParametersIsText)]);
}

#[test]
fn unknown_fields_are_refused_at_every_level() {
    for (pointer, path) in [
        ("/nonce", "nonce"),
        ("/interactive/nonce", "interactive.nonce"),
        (
            "/interactive/header/image/provider",
            "interactive.header.image.provider",
        ),
        ("/interactive/body/nonce", "interactive.body.nonce"),
        ("/interactive/action/nonce", "interactive.action.nonce"),
    ] {
        check(
            put_at(pointer, json!({"name": "x"})),
            &[(path, UnknownField)],
        );
    }
    for (pointer, path) in [
        ("/order_info", "~.order_info"),
        ("/beneficiaries/0/phone", "~.beneficiaries[0].phone"),
        ("/payment_settings/0/nonce", "~.payment_settings[0].nonce"),
        ("/total_amount/currency", "~.total_amount.currency"),
        ("/order/importer_adress", "~.order.importer_adress"),
        (
            "/order/items/0/importer_adress",
            "~.order.items[0].importer_adress",
        ),
        ("/order/items/0/image/id", "~.order.items[0].image.id"),
        (
            "/order/items/0/amount/description",
            "~.order.items[0].amount.description",
        ),
        (
            "/order/tax/discount_program_name",
            "~.order.tax.discount_program_name",
        ),
    ] {
        check(put(pointer, json!("x")), &[(path, UnknownField)]);
    }
}

#[test]
fn other_ways_to_pay_are_named_as_such() {
    let gateway = "/payment_settings/0/payment_gateway";
    let at_gateway = "~.payment_settings[0].payment_gateway";
    let upi = json!({"type": "upi_intent_link", "upi_intent_link": {"link": "upi://pay?pa=a@b"}});
    let payu = json!({"type": "payu", "configuration_name": "k", "payu": {"udf1": "x"}});

    check(
        put("/payment_settings/0", upi.clone()),
        &[("~.payment_settings[0]", NotSupported)],
    );
    check(put(gateway, payu), &[(at_gateway, NotSupported)]);
    check(
        put("/payment_type", json!("upi")),
        &[("~.payment_type", NotSupported)],
    );
    check(
        put_at("/recipient", json!("IN.1349")),
        &[("recipient", NotSupported)],
    );
    check(
        put(
            &format!("{gateway}/razorpay/encrypted_payment_gateway_data"),
            json!("x"),
        ),
        &[(
            &format!("{at_gateway}.razorpay.encrypted_payment_gateway_data"),
            NotSupported,
        )],
    );
    check(
        put("/payment_settings", json!([])),
        &[("~.payment_settings", TooFew)],
    );
    check(
        |body| {
            let settings = body.pointer_mut("/interactive/action/parameters/payment_settings");
            settings.unwrap().as_array_mut().unwrap().push(upi);
        },
        &[("~.payment_settings", TooMany)],
    );
}

#[test]
fn lists_of_one_hold_one() {
    let gateway = "/payment_settings/0/payment_gateway";
    let at = "~.payment_settings[0].payment_gateway";
    let (options, at_options) = (
        format!("{gateway}/enabled_payment_options"),
        format!("{at}.enabled_payment_options"),
    );
    let (methods, at_methods) = (
        format!("{gateway}/preferred_payment_methods"),
        format!("{at}.preferred_payment_methods"),
    );

    check(put(&options, json!(["web"])), &[]);
    check(put(&options, json!([])), &[(&at_options, TooFew)]);
    check(
        put(&options, json!(["upi", "web"])),
        &[(&at_options, TooMany)],
    );
    check(put(&options, json!("upi")), &[(&at_options, WrongType)]);
    check(
        put(&options, json!([1])),
        &[(&format!("{at_options}[0]"), WrongType)],
    );
    check(
        put(&options, json!(["card"])),
        &[(&format!("{at_options}[0]"), NotAllowed)],
    );
    check(
        put(&methods, json!([{"method": "gpay"}, {"method": "cred"}])),
        &[(&at_methods, TooMany)],
    );
    check(
        put(&methods, json!(["gpay"])),
        &[(&format!("{at_methods}[0]"), WrongType)],
    );
    check(
        put(&methods, json!([{}])),
        &[(&format!("{at_methods}[0].method"), Required)],
    );
    check(
        put("/beneficiaries", json!([])),
        &[("~.beneficiaries", TooFew)],
    );
    check(
        put("/order/items", json!([])),
        &[("~.order.items", Required)],
    );
}
