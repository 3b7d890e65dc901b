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
fn what_is_not_a_way_to_pay_is_named_as_such() {
    let gateway = "/payment_settings/0/payment_gateway";
    let at_gateway = "~.payment_settings[0].payment_gateway";
    let pix = json!({"type": "pix_dynamic_code", "pix_dynamic_code": {"code": "x"}});
    let other = json!({"type": "ccavenue", "configuration_name": "k"});

    check(
        put("/payment_settings/0", pix.clone()),
        &[("~.payment_settings[0]", NotSupported)],
    );
    check(put(gateway, other), &[(at_gateway, NotSupported)]);
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
            settings.unwrap().as_array_mut().unwrap().push(pix);
        },
        &[("~.payment_settings", TooMany)],
    );
}

#[test]
fn ways_to_pay_are_not_mixed() {
    let methods = json!([{"method": "gpay"}]);
    let link = json!({"type": "payment_link", "payment_link": {"uri": "https://rzp.io/i/a"}});
    let upi = json!({"type": "upi_intent_link", "upi_intent_link": {
        "link": "upi://pay?pa=club.psp@exbank&pn=Lake%20Club&mc=7997&purpose=00&tr=KP-2291.a_1"
    }});

    check(
        put("/payment_type", json!("upi")),
        &[("~.payment_type", Conflict)],
    );
    check(
        put("/preferred_payment_methods", methods),
        &[("~.preferred_payment_methods", Conflict)],
    );
    check(put("/payment_settings/0", upi.clone()), &[]);
    check(
        |body| {
            put("/payment_settings/0", upi)(body);
            put("/payment_type", json!("upi"))(body);
        },
        &[("~.payment_type", Conflict)],
    );
    check(
        put("/payment_settings/0", link.clone()),
        &[("~.payment_type", Required)],
    );
    check(
        |body| {
            put("/payment_settings/0", link)(body);
            put("/payment_type", json!("br"))(body);
        },
        &[("~.payment_type", NotAllowed)],
    );
    check(
        |body| {
            put("/payment_configuration", json!("kaveri-vpa-1"))(body);
            put("/payment_type", json!("upi"))(body);
        },
        &[
            ("~.payment_configuration", Conflict),
            ("~.payment_type", Conflict),
        ],
    );
    check(
        |body| {
            without("/payment_settings")(body);
            put("/payment_configuration", json!("kaveri-vpa-1"))(body);
        },
        &[("~.payment_type", Required)],
    );
    check(
        |body| {
            without("/payment_settings")(body);
            put("/payment_type", json!("upi"))(body);
        },
        &[("~.payment_configuration", Required)],
    );
    check(
        without("/payment_settings"),
        &[("~.payment_settings", Required)],
    );
}

#[test]
fn gateways_are_not_mixed() {
    let gateway = "/payment_settings/0/payment_gateway";
    let at_gateway = "~.payment_settings[0].payment_gateway";
    let payu = json!({"type": "payu", "configuration_name": "k", "razorpay": {}});

    check(
        put(gateway, payu),
        &[(&format!("{at_gateway}.razorpay"), Conflict)],
    );
    check(
        put(&format!("{gateway}/payu"), json!({"udf1": "x"})),
        &[(&format!("{at_gateway}.payu"), Conflict)],
    );
}

#[test]
fn a_setting_holds_what_its_type_names() {
    let at = "~.payment_settings[0]";
    let link = "upi://pay?pa=club.psp@exbank&pn=Lake%20Club&mc=7997&purpose=00&tr=KP-2291.a_1";
    for (word, other, good) in [
        (
            "payment_gateway",
            "payment_link",
            json!({"type": "razorpay", "configuration_name": "k"}),
        ),
        (
            "upi_intent_link",
            "payment_gateway",
            json!({ "link": link }),
        ),
        (
            "payment_link",
            "upi_intent_link",
            json!({"uri": "https://rzp.io/i/a"}),
        ),
    ] {
        let with = |setting: Value| {
            move |body: &mut Value| {
                put("/payment_settings/0", setting)(body);
                if word == "payment_link" {
                    put("/payment_type", json!("upi"))(body);
                }
            }
        };
        let at_word = format!("{at}.{word}");

        check(with(json!({"type": word, (word): good})), &[]);
        check(with(json!({ "type": word })), &[(&at_word, Required)]);
        check(
            with(json!({"type": word, (word): link})),
            &[(&at_word, WrongType)],
        );
        check(
            with(json!({"type": word, (word): good, (other): {}})),
            &[(&format!("{at}.{other}"), UnknownField)],
        );
    }

    let gateway = json!({"type": "razorpay", "configuration_name": "k"});
    let typed = |word: Value| {
        put(
            "/payment_settings/0",
            json!({"type": word, "payment_gateway": gateway}),
        )
    };
    check(typed(json!("Payment_Gateway")), &[(at, NotSupported)]);
    check(typed(json!(1)), &[(&format!("{at}.type"), WrongType)]);
    check(
        without("/payment_settings/0/type"),
        &[(&format!("{at}.type"), Required)],
    );
}

#[test]
fn a_gateway_takes_its_own_fields_alone() {
    let at = "~.payment_settings[0].payment_gateway";
    for (word, own, foreign) in [
        ("razorpay", "receipt", "udf1"),
        ("payu", "udf4", "udf5"),
        ("billdesk", "additional_info7", "additional_info8"),
        ("zaakpay", "extra2", "extra3"),
        ("zaakpay", "extra1", "receipt"),
    ] {
        let gateway = |value: Value| put("/payment_settings/0/payment_gateway", value);
        let with =
            |own: Value| gateway(json!({"type": word, "configuration_name": "k", (word): own}));
        let at_field = |field: &str| format!("{at}.{word}.{field}");

        check(
            gateway(json!({"type": word, "configuration_name": "k"})),
            &[],
        );
        check(
            gateway(json!({"type": word.to_uppercase(), "configuration_name": "k"})),
            &[(at, NotSupported)],
        );
        check(
            gateway(json!({ "type": word })),
            &[(&format!("{at}.configuration_name"), Required)],
        );
        check(with(json!({})), &[]);
        check(with(json!({ (own): "x" })), &[]);
        check(with(json!({ (own): 1 })), &[(&at_field(own), WrongType)]);
        check(
            with(json!({ (foreign): "x" })),
            &[(&at_field(foreign), UnknownField)],
        );
        let secret = "encrypted_payment_gateway_data";
        check(
            with(json!({ (secret): "x" })),
            &[(&at_field(secret), NotSupported)],
        );
    }
}

#[test]
fn the_older_upi_says_its_type_and_at_most_one_app() {
    let older = |payment_type: &'static str, methods: Value| {
        move |body: &mut Value| {
            without("/payment_settings")(body);
            put("/payment_type", json!(payment_type))(body);
            put("/payment_configuration", json!("kaveri-vpa-1"))(body);
            put("/preferred_payment_methods", methods)(body);
        }
    };
    let at = "~.preferred_payment_methods";

    check(older("upi", json!([])), &[]);
    check(older("upi", json!([{"method": "bhim"}])), &[]);
    check(
        older("upi", json!([{"method": "bhim"}, {"method": "gpay"}])),
        &[(at, TooMany)],
    );
    check(
        older("upi", json!([{"method": "whatsapp"}])),
        &[(&format!("{at}[0].method"), NotAllowed)],
    );
    check(older("UPI", json!([])), &[("~.payment_type", NotAllowed)]);
    check(
        |body| {
            older("upi", json!([]))(body);
            without("/preferred_payment_methods")(body);
        },
        &[],
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
