//! The gateways of a send, each with what it echoes.

use super::{GATEWAY, INVALID, Table, UNKNOWN, long, not_texts};
use crate::configurations::stage_of_all_providers;
use crate::orders::{full, set, simple};
use serde_json::{Value, json};

/// A gateway with the stem, the count and the longest value of what it echoes.
struct Numbered {
    gateway: &'static str,
    configuration: &'static str,
    stem: &'static str,
    count: usize,
    max: usize,
}

const NUMBERED: [Numbered; 3] = [
    Numbered {
        gateway: "payu",
        configuration: "payu",
        stem: "udf",
        count: 4,
        max: 255,
    },
    Numbered {
        gateway: "billdesk",
        configuration: "bd",
        stem: "additional_info",
        count: 7,
        max: 120,
    },
    Numbered {
        gateway: "zaakpay",
        configuration: "zaak",
        stem: "extra",
        count: 2,
        max: 180,
    },
];

impl Numbered {
    fn settings(&self) -> Value {
        json!({ "type": self.gateway, "configuration_name": self.configuration })
    }

    /// The full message, paid through this gateway.
    fn body(&self, echoes: Value) -> Value {
        let mut body = full();
        let mut settings = self.settings();
        settings[self.gateway] = echoes;
        set(&mut body, GATEWAY, settings);
        body
    }

    fn filled(&self, text: &Value) -> Value {
        (1..=self.count)
            .map(|nth| (format!("{}{nth}", self.stem), text.clone()))
            .collect()
    }
}

#[tokio::test]
async fn each_gateway_has_fields_of_its_own() {
    let mut table = Table::with(stage_of_all_providers());
    for one in &NUMBERED {
        let at = |key: &str| format!("{GATEWAY}.{}.{key}", one.gateway);
        for nth in 1..=one.count {
            let key = format!("{}{nth}", one.stem);
            for wrong in not_texts(one.max) {
                let body = one.body(json!({ &key: wrong }));
                table.refuses(&body, INVALID, &at(&key)).await;
            }
        }
        let upper = one.stem.to_uppercase();
        for key in [
            format!("{}0", one.stem),
            format!("{}{}", one.stem, one.count + 1),
            format!("{upper}1"),
            "receipt".to_owned(),
        ] {
            let body = one.body(json!({ &key: "x" }));
            table.refuses(&body, UNKNOWN, &at(&key)).await;
        }
        let encrypted = one.body(json!({ "encrypted_payment_gateway_data": "BASE64" }));
        let path = at("encrypted_payment_gateway_data");
        table.refuses(&encrypted, INVALID, &path).await;
        for wrong in [json!("x"), json!(null), json!([])] {
            let path = format!("{GATEWAY}.{}", one.gateway);
            table.refuses(&one.body(wrong), INVALID, &path).await;
        }

        for echoes in [
            one.filled(&long(one.max)),
            json!({ format!("{}{}", one.stem, one.count): "x" }),
            json!({}),
        ] {
            table
                .accepts(one.gateway, |body| {
                    let mut settings = one.settings();
                    settings[one.gateway] = echoes;
                    set(body, GATEWAY, settings);
                })
                .await;
        }
        table
            .accepts("a gateway without an object", |body| {
                set(body, GATEWAY, one.settings());
            })
            .await;
    }
    table
        .accepts("an empty object of Razorpay's", |body| {
            let settings = json!({
                "type": "razorpay", "configuration_name": "rzp", "razorpay": {},
            });
            set(body, GATEWAY, settings);
        })
        .await;
    table.check();
}

#[tokio::test]
async fn another_gateways_object_is_refused() {
    let mut table = Table::with(stage_of_all_providers());
    for one in &NUMBERED {
        let mut body = one.body(json!({}));
        let path = format!("{GATEWAY}.razorpay");
        set(&mut body, &path, json!({}));
        table.refuses(&body, UNKNOWN, &path).await;
        let mut body = full();
        let path = format!("{GATEWAY}.{}", one.gateway);
        set(&mut body, &path, json!({}));
        table.refuses(&body, UNKNOWN, &path).await;
    }
    let wrong = ["PayU", "upi_vpa", "stripe", ""].map(|word| json!(word));
    table.refuses_each(&format!("{GATEWAY}.type"), wrong).await;
    table.check();
}

#[tokio::test]
async fn what_gateways_have_in_common_holds_for_each() {
    let mut table = Table::with(stage_of_all_providers());
    let two = json!([{ "method": "gpay" }, { "method": "gpay" }]);
    for one in &NUMBERED {
        let with = |key: &str, value: Value| {
            let mut body = one.body(json!({}));
            set(&mut body, &format!("{GATEWAY}.{key}"), value);
            body
        };
        for (key, value) in [
            ("configuration_name", long(61)),
            ("preferred_payment_methods", two.clone()),
            ("enabled_payment_options", json!([])),
        ] {
            let path = format!("{GATEWAY}.{key}");
            table.refuses(&with(key, value), INVALID, &path).await;
        }
        let above = |options: Value| {
            let mut body = simple("BIG", "919900000004", 50_000_001);
            let mut settings = one.settings();
            settings["enabled_payment_options"] = options;
            set(&mut body, GATEWAY, settings);
            body
        };
        table
            .refuses(&above(json!(["upi"])), INVALID, ".total_amount.value")
            .await;
        table
            .accepts("more than UPI carries, on the gateway's page", |body| {
                *body = above(json!(["web"]));
                set(body, ".reference_id", json!(one.gateway));
            })
            .await;
        table
            .accepts("an app that is offered first", |body| {
                let mut settings = one.settings();
                settings["preferred_payment_methods"] = json!([{ "method": "bhim" }]);
                set(body, GATEWAY, settings);
            })
            .await;
    }
    table.check();
}
