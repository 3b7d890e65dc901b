//! Claims about whole bodies: names given twice, size, depth, the order of findings, hostile input.

use super::*;
use proptest::prelude::*;

#[test]
fn a_name_given_twice_is_found_wherever_it_is() {
    let twice = |from: &str, to: &str| FULL.replacen(from, to, 1);

    let body = twice(r#""value": 97915,"#, r#""value": 97915, "value": 100,"#);
    check_text(&body, &[("~.total_amount.value", DuplicateKey)]);

    let body = twice(r#""to":"#, r#""\u0074o": "1", "to":"#);
    check_text(&body, &[("to", DuplicateKey), ("to", NotAllowed)]);

    let body = twice(r#""channel":"#, r#""store": "x", "channel":"#);
    let path = "~.payment_settings[0].payment_gateway.razorpay.notes.store";
    check_text(&body, &[(path, DuplicateKey)]);

    let body = twice(r#""subtotal":"#, r#""items": [], "subtotal":"#);
    check_text(&body, &[("~.order.items", DuplicateKey)]);
}

#[test]
fn what_is_not_json_is_said_with_its_place() {
    for body in [
        "",
        "{",
        "nul",
        "{\"a\":1,}",
        "{} {}",
        "\u{feff}{}",
        "{\"a\":\"\\ud800\"}",
    ] {
        let checked = check_body(body.as_bytes(), NOW_MS, &[]);
        assert_eq!(checked.findings.len(), 1, "{body}");
        assert_eq!(checked.findings[0].code, NotJson, "{body}");
    }
    assert_eq!(read(b"\xff").findings[0].code, NotJson);
    assert_eq!(read(b"{\n\n\"a\" 1}").findings[0].sentence(), {
        "This is not valid JSON (line 3, column 5)."
    });
    for body in ["[]", "null", "5", "\"{}\""] {
        check_text(body, &[("", WrongType)]);
    }
}

#[test]
fn an_empty_object_says_everything_that_is_missing_at_the_top() {
    check_text(
        "{}",
        &[
            ("messaging_product", Required),
            ("type", Required),
            ("interactive", Required),
            ("to", Required),
        ],
    );
}

#[test]
fn size_is_bounded() {
    let padded = |length: usize| format!("{}{FULL}", " ".repeat(length - FULL.len()));

    check_text(&padded(1_048_576), &[]);
    check_text(&padded(1_048_577), &[("", BodyTooLarge)]);
}

#[test]
fn depth_is_bounded() {
    let deep = |open: &str, close: &str, depth: usize| {
        let value = format!("{}1{}", open.repeat(depth), close.repeat(depth));
        FULL.replacen(r#""to":"#, &format!(r#""x": {value}, "to":"#), 1)
    };

    check_text(&deep("[", "]", 100_000), &[("x", UnknownField)]);
    check_text(&deep(r#"{"a":"#, "}", 100_000), &[("x", UnknownField)]);
}

#[test]
fn the_number_of_fields_is_bounded() {
    let notes = |count: usize| {
        let notes: Vec<String> = (0..count).map(|n| format!(r#""k{n}": "v""#)).collect();
        FULL.replace(r#""channel": "desk""#, &notes.join(","))
    };
    let path = "~.payment_settings[0].payment_gateway.razorpay.notes";

    check_text(&notes(14), &[]);
    check_text(&notes(15), &[(path, TooMany)]);
    check_text(&notes(199), &[(path, TooMany)]);
    check_text(&notes(200), &[(path, TooMany), (path, TooMany)]);
    check_text(&notes(5_000), &[(path, TooMany), (path, TooMany)]);
}

#[test]
fn a_foreign_name_is_shown_shortened() {
    let body = FULL.replacen(
        r#""to":"#,
        &format!(r#""{}": 1, "to":"#, "ñ".repeat(10_000)),
        1,
    );

    let path = "ñ".repeat(60);
    check_text(&body, &[(&path, UnknownField)]);
}

#[test]
fn a_crowd_of_findings_is_cut_and_still_refused() {
    let body = FULL.replacen(
        r#""items": ["#,
        &format!(r#""items": [{}"#, "{},".repeat(50_000)),
        1,
    );

    let checked = check_body(body.as_bytes(), NOW_MS, &[]);

    assert_eq!(
        checked.findings.len(),
        counterfoil_domain::finding::MAX_FINDINGS
    );
    assert_eq!(checked.findings.last().unwrap().code, MoreFindings);
    assert_eq!(checked.order, None);
}

#[test]
fn findings_come_in_the_order_of_the_body() {
    check(
        |body| {
            // `Value` sorts its fields, so the body begins with `biz_opaque_callback_data`.
            body["biz_opaque_callback_data"] = json!("");
            body["to"] = json!("12");
            let parameters = body.pointer_mut("/interactive/action/parameters").unwrap();
            parameters["currency"] = json!("USD");
            parameters["order"]["items"][0]["name"] = json!("");
            parameters["order"]["items"][1]["name"] = json!(5);
            parameters["order"]["items"][1]["x"] = json!(5);
            parameters["total_amount"]["value"] = json!(1);
        },
        &[
            ("biz_opaque_callback_data", Required),
            ("~.currency", NotAllowed),
            ("~.order.items[0].name", Required),
            ("~.order.items[1].name", WrongType),
            ("~.order.items[1].x", UnknownField),
            ("~.total_amount.value", SumMismatch),
            ("to", NotAllowed),
        ],
    );
}

#[test]
fn sums_are_not_judged_by_amounts_that_could_not_be_read() {
    let mut body = full();
    put("/order/items/0/sale_amount/value", json!("39900"))(&mut body);

    let checked = check_body(body.to_string().as_bytes(), NOW_MS, &[]);

    assert_eq!(
        checked.totals, None,
        "a total without the sale price would be a wrong total"
    );
    assert_eq!(checked.findings.len(), 1);
}

#[test]
fn totals_stand_beside_findings_about_other_things() {
    let mut body = full();
    put("/reference_id", json!(".."))(&mut body);

    let checked = check_body(body.to_string().as_bytes(), NOW_MS, &[]);

    assert_eq!(checked.totals.unwrap().total.minor(), 97_915);
    assert_eq!(checked.order, None);
}

#[test]
fn warnings_do_not_stop_an_order() {
    check(
        without("/beneficiaries"),
        &[("~.beneficiaries", NoBeneficiaries)],
    );
}

/// Every place in a value, as JSON pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            fields
                .iter()
                .for_each(|(name, value)| pointers(value, &format!("{at}/{name}"), found));
        }
        Value::Array(list) => {
            let each = list.iter().enumerate();
            each.for_each(|(index, value)| pointers(value, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        Just(json!(1.5)),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{}])),
    ]
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(check_body(&bytes, NOW_MS, &[]).order.is_none());
    }

    #[test]
    fn no_cut_or_flip_makes_the_reader_panic(at in 0..FULL.len(), byte: u8) {
        let mut bytes = FULL.as_bytes().to_vec();
        bytes[at] = byte;
        let _ = check_body(&bytes, NOW_MS, &[]);
        let _ = check_body(&bytes[..at], NOW_MS, &[]);
    }

    #[test]
    fn any_value_anywhere_is_judged_alike_every_time(
        pick: proptest::sample::Index,
        value in any_value(),
    ) {
        let mut places = Vec::new();
        pointers(&full(), "", &mut places);
        let mut body = full();
        *body.pointer_mut(pick.get::<String>(&places)).unwrap() = value;
        let bytes = body.to_string();

        let first = check_body(bytes.as_bytes(), NOW_MS, &[]);

        prop_assert_eq!(&first, &check_body(bytes.as_bytes(), NOW_MS, &[]));
        prop_assert_eq!(first.order.is_none(), first.findings.iter().any(Finding::is_error));
    }
}
