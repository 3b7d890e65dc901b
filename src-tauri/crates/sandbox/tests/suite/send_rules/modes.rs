//! The modes of a send besides the gateways, and what only one of them may have.

use super::{GATEWAY, INVALID, MISSING, Table, UNKNOWN, not_texts};
use crate::configurations::stage_of_all_providers;
use crate::orders::{full, legacy_upi, payment_link, remove, set, simple, upi_intent};
use serde_json::{Value, json};

const LINK: &str = "upi://pay?pa=club.psp@exbank&pn=Lake%20Club&tr=LC88017";
const CONTENT: &str = ".payment_settings[0].payment_link";

type Change<'a> = &'a dyn Fn(&mut Value);

fn table() -> Table {
    Table::with(stage_of_all_providers())
}

/// The full message, changed.
fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut body = full();
    change(&mut body);
    body
}

#[tokio::test]
async fn legacy_upi_names_its_configuration() {
    let mut table = table();
    let with = |path: &str, value: Value| {
        changed(|body| {
            legacy_upi(body, "vpa");
            set(body, path, value);
        })
    };
    for wrong in not_texts(60) {
        let body = with(".payment_configuration", wrong);
        table
            .refuses(&body, INVALID, ".payment_configuration")
            .await;
    }
    for wrong in ["UPI", "card", ""].map(|word| json!(word)) {
        let body = with(".payment_type", wrong);
        table.refuses(&body, INVALID, ".payment_type").await;
    }
    let methods = ".preferred_payment_methods";
    let gpay = json!({ "method": "gpay" });
    for wrong in [json!([gpay, gpay]), gpay.clone(), json!(null)] {
        table.refuses(&with(methods, wrong), INVALID, methods).await;
    }
    let method = format!("{methods}[0].method");
    for wrong in ["GPay", "upi"] {
        let body = with(methods, json!([{ "method": wrong }]));
        table.refuses(&body, INVALID, &method).await;
    }
    let body = with(methods, json!([{}]));
    table.refuses(&body, MISSING, &method).await;
    let body = with(methods, json!([{ "method": "gpay", "surprise": 1 }]));
    let surprise = format!("{methods}[0].surprise");
    table.refuses(&body, UNKNOWN, &surprise).await;

    table
        .accepts("legacy UPI", |body| legacy_upi(body, "vpa"))
        .await;
    for methods in [
        json!([]),
        json!([{ "method": "bhim" }]),
        json!([{ "method": "mobikwik" }]),
    ] {
        table
            .accepts("an app that is offered first", |body| {
                legacy_upi(body, "vpa");
                set(body, ".preferred_payment_methods", methods);
            })
            .await;
    }
    table.check();
}

#[tokio::test]
async fn a_payment_link() {
    let mut table = table();
    let with = |key: &str, value: Value| {
        changed(|body| {
            payment_link(body);
            set(body, &format!("{CONTENT}.{key}"), value);
        })
    };
    for key in ["uri", "success_url", "cancel_url"] {
        for wrong in [
            "http://rzp.io/i/K",
            "https://",
            "https://a b",
            "upi://pay?",
            "",
        ] {
            let body = with(key, json!(wrong));
            table
                .refuses(&body, INVALID, &format!("{CONTENT}.{key}"))
                .await;
        }
        let body = with(key, json!(null));
        table
            .refuses(&body, INVALID, &format!("{CONTENT}.{key}"))
            .await;
    }
    let surprise = with("surprise", json!(1));
    table
        .refuses(&surprise, UNKNOWN, &format!("{CONTENT}.surprise"))
        .await;
    let without = |path: &str| {
        changed(|body| {
            payment_link(body);
            remove(body, path);
        })
    };
    for path in [format!("{CONTENT}.uri"), ".payment_type".to_owned()] {
        table.refuses(&without(&path), MISSING, &path).await;
    }
    let methods = changed(|body| {
        payment_link(body);
        set(body, ".preferred_payment_methods", json!([]));
    });
    table
        .refuses(&methods, INVALID, ".preferred_payment_methods")
        .await;

    table.accepts("a payment link", payment_link).await;
    table
        .accepts("a payment link that leads nowhere else", |body| {
            payment_link(body);
            remove(body, &format!("{CONTENT}.success_url"));
            remove(body, &format!("{CONTENT}.cancel_url"));
        })
        .await;
    table.check();
}

#[tokio::test]
async fn what_belongs_to_one_mode_is_refused_in_the_others() {
    let mut table = table();
    let intent = |body: &mut Value| set(body, ".payment_settings", upi_intent(LINK));
    let gateway = |_: &mut Value| {};
    let modes: [Change; 2] = [&gateway, &intent];
    for mode in modes {
        for (path, value) in [
            (".payment_type", json!("upi")),
            (".payment_configuration", json!("vpa")),
            (".preferred_payment_methods", json!([{ "method": "gpay" }])),
        ] {
            let body = changed(|body| {
                mode(body);
                set(body, path, value);
            });
            table.refuses(&body, INVALID, path).await;
        }
    }
    let settings = full()["interactive"]["action"]["parameters"]["payment_settings"].clone();
    for beside in [settings, upi_intent(LINK), json!(null)] {
        let body = changed(|body| {
            legacy_upi(body, "vpa");
            set(body, ".payment_settings", beside);
        });
        table.refuses(&body, INVALID, ".payment_settings").await;
    }
    let untyped = changed(|body| {
        legacy_upi(body, "vpa");
        remove(body, ".payment_type");
    });
    table
        .refuses(&untyped, INVALID, ".payment_configuration")
        .await;
    let bare = changed(|body| {
        legacy_upi(body, "vpa");
        remove(body, ".payment_configuration");
    });
    table.refuses(&bare, MISSING, ".payment_settings").await;
    let two = changed(|body| {
        let link = upi_intent(LINK)[0].clone();
        set(body, ".payment_settings", json!([link, link]));
    });
    table.refuses(&two, INVALID, ".payment_settings").await;
    table.check();
}

#[tokio::test]
async fn upi_carries_no_more_in_any_mode_of_its_own() {
    let mut table = table();
    let intent = |body: &mut Value| set(body, ".payment_settings", upi_intent(LINK));
    let legacy = |body: &mut Value| legacy_upi(body, "vpa");
    let modes: [(&str, Change); 2] = [("INTENT", &intent), ("LEGACY", &legacy)];
    for (name, mode) in modes {
        let mut above = simple("BIG", "919900000004", 50_000_001);
        mode(&mut above);
        table.refuses(&above, INVALID, ".total_amount.value").await;
        table
            .accepts("exactly five lakh", |body| {
                *body = simple(name, "919900000004", 50_000_000);
                mode(body);
            })
            .await;
    }
    table
        .accepts("more, by a payment link", |body| {
            *body = simple("LINK", "919900000004", 50_000_001);
            payment_link(body);
        })
        .await;
    table.check();
}

#[tokio::test]
async fn settings_that_only_other_countries_or_pages_have() {
    let mut table = table();
    let kinds = ["razorpay", "pix_dynamic_code", "UPI_INTENT_LINK", ""];
    let values = kinds.map(|kind| json!(kind));
    table
        .refuses_each(".payment_settings[0].type", values)
        .await;
    let upi = changed(|body| {
        set(body, ".payment_settings[0].type", json!("upi_intent_link"));
    });
    table.refuses(&upi, UNKNOWN, GATEWAY).await;
    table.check();
}
