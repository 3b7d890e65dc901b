//! The parameters and the payment settings of a send.

use super::{GATEWAY, Table, long, not_texts};
use crate::orders::{full, remove, set};
use serde_json::{Value, json};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn the_parameters() {
    let mut table = Table::new();
    let bad_ids = [
        "",
        " ",
        ".",
        "..",
        "a b",
        "a/b",
        "a#b",
        "ä",
        &"x".repeat(36),
    ];
    table
        .refuses_each(".reference_id", bad_ids.map(|id| json!(id)))
        .await;
    table
        .refuses_each(".reference_id", [json!(5), json!(null)])
        .await;
    table
        .refuses_each(".type", [json!("digital_goods"), json!("")])
        .await;
    table
        .refuses_each(".currency", [json!("inr"), json!("BRL"), json!("")])
        .await;
    table
        .refuses_each(".beneficiaries", [json!([]), json!({})])
        .await;
    table
        .refuses_each(".beneficiaries[0].name", not_texts(200))
        .await;
    table
        .refuses_each(".beneficiaries[0].address_line1", not_texts(100))
        .await;
    table
        .refuses_each(".beneficiaries[0].address_line2", not_texts(100))
        .await;
    table
        .refuses_each(".beneficiaries[0].city", [json!("")])
        .await;
    table
        .refuses_each(".beneficiaries[0].state", [json!("")])
        .await;
    table
        .refuses_each(".beneficiaries[0].country", [json!("IN"), json!("india")])
        .await;
    let bad_codes = ["57000", "5700011", "57000a", "", "५७०००१"];
    table
        .refuses_each(
            ".beneficiaries[0].postal_code",
            bad_codes.map(|code| json!(code)),
        )
        .await;
    table
        .refuses_each(".beneficiaries[0].postal_code", [json!(570_001)])
        .await;

    table
        .accepts("the longest reference id", |body| {
            set(body, ".reference_id", json!("Az09_.-".repeat(5)));
        })
        .await;
    table
        .accepts("three dots", |body| {
            set(body, ".reference_id", json!("..."))
        })
        .await;
    table
        .accepts("digital goods to nobody", |body| {
            set(body, ".type", json!("digital-goods"));
            remove(body, ".beneficiaries");
        })
        .await;
    table.check();
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn the_payment_settings() {
    let mut table = Table::new();
    let one = full()["interactive"]["action"]["parameters"]["payment_settings"][0].clone();
    table
        .refuses_each(
            ".payment_settings",
            [json!([]), json!([one, one]), one.clone()],
        )
        .await;
    let at = |key: &str| format!("{GATEWAY}.{key}");
    table
        .refuses_each(&at("configuration_name"), not_texts(60))
        .await;
    table
        .refuses_each(&at("razorpay"), [json!("x"), json!(null)])
        .await;
    table
        .refuses_each(&at("razorpay.receipt"), not_texts(40))
        .await;
    let sixteen: Value = (0..16).map(|n| (format!("k{n}"), json!("v"))).collect();
    table
        .refuses_each(&at("razorpay.notes"), [sixteen, json!([]), json!("x")])
        .await;
    table
        .refuses_each(
            &at("razorpay.notes.store"),
            [json!(1), json!(null), long(257)],
        )
        .await;
    let gpay = json!({ "method": "gpay" });
    table
        .refuses_each(
            &at("preferred_payment_methods"),
            [json!([gpay, gpay]), gpay],
        )
        .await;
    let method = at("preferred_payment_methods[0].method");
    table
        .refuses_each(&method, [json!("GPay"), json!("upi"), json!(1)])
        .await;
    let options = at("enabled_payment_options");
    table
        .refuses_each(&options, [json!([]), json!(["upi", "web"]), json!("upi")])
        .await;
    table
        .refuses_each(&format!("{options}[0]"), [json!("card"), json!("UPI")])
        .await;

    table
        .accepts("settings without anything optional", |body| {
            for key in [
                "razorpay",
                "preferred_payment_methods",
                "enabled_payment_options",
            ] {
                remove(body, &at(key));
            }
        })
        .await;
    table
        .accepts("the longest echoes", |body| {
            let notes: Value = (0..15).map(|n| (format!("k{n}"), long(256))).collect();
            set(
                body,
                &at("razorpay"),
                json!({ "receipt": long(40), "notes": notes }),
            );
        })
        .await;
    for app in [
        "gpay",
        "phonepe",
        "paytm",
        "bhim",
        "amazonpay",
        "cred",
        "mobikwik",
    ] {
        table
            .accepts(app, |body| set(body, &method, json!(app)))
            .await;
    }
    table.check();
}
