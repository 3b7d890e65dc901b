//! Every rule of a send: the full message with one change, and what the answer must say.

use crate::orders::{full, remove, set, simple, whole};
use crate::stage::{NOW_MS, Stage};
use serde_json::{Value, json};

const UNKNOWN: u64 = 100;
const MISSING: u64 = 131_008;
const INVALID: u64 = 131_009;
const UNSUPPORTED: u64 = 131_051;

const GATEWAY: &str = ".payment_settings[0].payment_gateway";

/// Collects what went otherwise than the table says, so that one run shows all of it.
struct Table {
    stage: Stage,
    wrong: Vec<String>,
}

impl Table {
    fn new() -> Table {
        Table {
            stage: Stage::new(),
            wrong: Vec::new(),
        }
    }

    async fn refuses(&mut self, body: &Value, code: u64, path: &str) {
        let answer = self.stage.send(body).await;
        let path = whole(path);
        if answer.code() != code || !answer.details().starts_with(&format!("{path}: ")) {
            self.wrong
                .push(format!("{path} wants {code}, got {}", answer.json));
        }
        if answer.status != 400 && code != 0 {
            self.wrong
                .push(format!("{path} wants 400, got {}", answer.status));
        }
    }

    /// Each change must be refused at the place it was made.
    async fn refuses_each(&mut self, path: &str, values: impl IntoIterator<Item = Value>) {
        for value in values {
            let mut body = full();
            set(&mut body, path, value);
            self.refuses(&body, INVALID, path).await;
        }
    }

    async fn refuses_without(&mut self, path: &str) {
        let mut body = full();
        remove(&mut body, path);
        self.refuses(&body, MISSING, path).await;
    }

    async fn accepts(&mut self, claim: &str, change: impl FnOnce(&mut Value)) {
        let mut body = full();
        let reference = format!("OK-{}", self.stage.sandbox.messages().len());
        set(&mut body, ".reference_id", json!(reference));
        change(&mut body);
        let answer = self.stage.send(&body).await;
        if answer.status != 200 {
            self.wrong
                .push(format!("{claim} must be accepted, got {}", answer.json));
        }
    }

    fn check(self) {
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
    }
}

fn long(count: usize) -> Value {
    json!("न".repeat(count))
}

fn not_texts(max: usize) -> Vec<Value> {
    vec![
        json!(""),
        json!(" \n "),
        json!(7),
        json!(null),
        json!(["x"]),
        long(max + 1),
    ]
}

fn not_amounts() -> Vec<Value> {
    let beyond = (1_i64 << 53) as u64;
    vec![
        json!(-1),
        json!(1.0),
        json!("100"),
        json!(true),
        json!(null),
        json!(beyond),
    ]
}

#[tokio::test]
async fn what_is_required_is_missed() {
    let mut table = Table::new();
    let required = [
        "messaging_product",
        "to",
        "type",
        "interactive",
        "interactive.type",
        "interactive.header.type",
        "interactive.header.image",
        "interactive.body",
        "interactive.body.text",
        "interactive.footer.text",
        "interactive.action",
        "interactive.action.name",
        "interactive.action.parameters",
        ".reference_id",
        ".type",
        ".payment_settings",
        ".payment_settings[0].type",
        ".payment_settings[0].payment_gateway",
        ".payment_settings[0].payment_gateway.type",
        ".payment_settings[0].payment_gateway.configuration_name",
        ".payment_settings[0].payment_gateway.preferred_payment_methods[0].method",
        ".currency",
        ".total_amount",
        ".total_amount.value",
        ".total_amount.offset",
        ".order",
        ".order.status",
        ".order.expiration.timestamp",
        ".order.expiration.description",
        ".order.items",
        ".order.items[0].name",
        ".order.items[0].image.link",
        ".order.items[0].amount",
        ".order.items[0].amount.value",
        ".order.items[0].sale_amount.offset",
        ".order.items[0].quantity",
        ".order.items[1].country_of_origin",
        ".order.items[1].importer_name",
        ".order.items[1].importer_address",
        ".order.items[1].importer_address.address_line1",
        ".order.items[1].importer_address.city",
        ".order.items[1].importer_address.postal_code",
        ".order.items[1].importer_address.country_code",
        ".order.subtotal",
        ".order.tax",
        ".order.tax.value",
        ".order.shipping.offset",
        ".order.discount.value",
    ];
    for path in required {
        table.refuses_without(path).await;
    }
    let of_beneficiary = [
        "name",
        "address_line1",
        "city",
        "state",
        "country",
        "postal_code",
    ];
    for key in of_beneficiary {
        table
            .refuses_without(&format!(".beneficiaries[0].{key}"))
            .await;
    }
    table.check();
}

#[tokio::test]
async fn unknown_parameters_are_named_wherever_they_stand() {
    let mut table = Table::new();
    let objects = [
        "",
        "interactive.",
        "interactive.header.",
        "interactive.header.image.",
        "interactive.body.",
        "interactive.footer.",
        "interactive.action.",
        ".",
        ".beneficiaries[0].",
        ".payment_settings[0].",
        ".payment_settings[0].payment_gateway.",
        ".payment_settings[0].payment_gateway.razorpay.",
        ".payment_settings[0].payment_gateway.preferred_payment_methods[0].",
        ".total_amount.",
        ".order.",
        ".order.expiration.",
        ".order.items[0].",
        ".order.items[0].image.",
        ".order.items[0].amount.",
        ".order.items[0].importer_address.",
        ".order.subtotal.",
        ".order.tax.",
        ".order.shipping.",
        ".order.discount.",
    ];
    for object in objects {
        let path = format!("{object}surprise");
        let mut body = full();
        set(&mut body, &path, json!(1));
        table.refuses(&body, UNKNOWN, &path).await;
    }
    table.check();
}

#[tokio::test]
async fn keys_that_occur_twice_are_refused() {
    let mut table = Table::new();
    let cases = [
        (r#""to":"#, "to"),
        (r#""reference_id":"#, ".reference_id"),
        (
            r#""store":"#,
            ".payment_settings[0].payment_gateway.razorpay.notes.store",
        ),
        (r#""sale_amount":"#, ".order.items[0].sale_amount"),
    ];
    for (key, path) in cases {
        let twice = full()
            .to_string()
            .replacen(key, &format!("{key}0,{key}"), 1);
        let answer = table
            .stage
            .call(table.stage.send_request(twice))
            .await
            .unwrap();
        let expected = format!("{}: occurs twice", whole(path));
        if answer.code() != UNKNOWN || answer.details() != expected {
            table.wrong.push(format!("{expected}, got {}", answer.json));
        }
    }
    table.check();
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused() {
    let stage = Stage::new();
    let whole = full().to_string();
    let deep = "[".repeat(200);
    for body in [
        "",
        "{",
        "not json",
        &whole[..whole.len() - 1],
        &format!("{whole}x"),
        &deep,
    ] {
        let answer = stage
            .call(stage.send_request(body.to_owned()))
            .await
            .unwrap();
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, UNKNOWN),
            "{body}"
        );
    }
    let answer = stage
        .call(stage.send_request(b"{\"to\":\"\xff\"}".to_vec()))
        .await
        .unwrap();
    assert_eq!(answer.code(), UNKNOWN, "a body that is not UTF-8");
    assert_eq!(
        stage.send(&json!([])).await.code(),
        INVALID,
        "JSON, but not an object"
    );
}

#[tokio::test]
async fn the_envelope() {
    let mut table = Table::new();
    table
        .refuses_each(
            "messaging_product",
            [json!("WhatsApp"), json!(1), json!(null)],
        )
        .await;
    table
        .refuses_each("recipient_type", [json!("group"), json!(null)])
        .await;
    let not_numbers = [
        "",
        "1234567",
        "1234567890123456",
        "01234567",
        "+0123456789",
        "++1234567890",
        "91 9900000",
    ];
    table
        .refuses_each("to", not_numbers.map(|text| json!(text)))
        .await;
    table
        .refuses_each("to", [json!(919_900_000_042_i64), json!(null)])
        .await;
    table
        .refuses_each("biz_opaque_callback_data", not_texts(512))
        .await;
    table
        .refuses_each("interactive", [json!([]), json!("{}")])
        .await;
    table
        .refuses_each(
            "interactive.header.type",
            [json!("video"), json!("document")],
        )
        .await;
    table
        .refuses_each("interactive.header.image", [json!({})])
        .await;
    let both = json!({ "id": "1", "link": "https://example.in/a.png" });
    table.refuses_each("interactive.header.image", [both]).await;
    table
        .refuses_each("interactive.header.image.id", [json!(""), json!(5)])
        .await;
    table
        .refuses_each("interactive.body.text", not_texts(1_024))
        .await;
    table
        .refuses_each("interactive.footer.text", not_texts(60))
        .await;
    table
        .refuses_each(
            "interactive.action.name",
            [json!("Review_and_Pay"), json!("")],
        )
        .await;
    table
        .refuses_each("interactive.action.parameters", [json!("{}")])
        .await;
    let mut body = full();
    set(
        &mut body,
        "interactive.header.image",
        json!({ "link": "http://example.in/a.png" }),
    );
    table
        .refuses(&body, INVALID, "interactive.header.image.link")
        .await;

    table
        .accepts("the longest texts", |body| {
            set(body, "interactive.body.text", long(1_024));
            set(body, "interactive.footer.text", long(60));
            set(body, "biz_opaque_callback_data", long(512));
        })
        .await;
    table
        .accepts("a number with a plus", |body| {
            set(body, "to", json!("+12345678"))
        })
        .await;
    table
        .accepts("15 digits", |body| {
            set(body, "to", json!("123456789012345"))
        })
        .await;
    table
        .accepts("a message without anything optional", |body| {
            for path in [
                "recipient_type",
                "biz_opaque_callback_data",
                "interactive.header",
            ] {
                remove(body, path);
            }
            remove(body, "interactive.footer");
        })
        .await;
    table.check();
}

#[tokio::test]
async fn other_kinds_of_message_are_not_simulated_yet() {
    let mut table = Table::new();
    let unsupported = [
        ("type", json!("template")),
        ("type", json!("text")),
        ("interactive.type", json!("order_status")),
        ("interactive.type", json!("button")),
    ];
    for (path, value) in unsupported {
        let mut body = full();
        set(&mut body, path, value);
        table.refuses(&body, UNSUPPORTED, path).await;
    }
    for (path, value) in [
        (".payment_type", json!("upi")),
        (".payment_settings[0].type", json!("upi_intent_link")),
        (".payment_settings[0].type", json!("razorpay")),
        (".payment_settings[0].payment_gateway.type", json!("payu")),
        ("recipient", json!("IN.1349")),
    ] {
        let mut body = full();
        set(&mut body, path, value);
        table.refuses(&body, INVALID, path).await;
    }
    let encrypted = format!("{GATEWAY}.razorpay.encrypted_payment_gateway_data");
    table.refuses_each(&encrypted, [json!("BASE64")]).await;
    table.check();
}

#[tokio::test]
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

#[tokio::test]
async fn the_order() {
    let mut table = Table::new();
    let now_s = NOW_MS / 1_000;
    table
        .refuses_each(".order.status", [json!("completed"), json!("Pending")])
        .await;
    table
        .refuses_each(".order.type", [json!("slow_pay"), json!("")])
        .await;
    table
        .refuses_each(".order.catalog_id", [json!(""), json!(5)])
        .await;
    let timestamp = ".order.expiration.timestamp";
    table
        .refuses_each(timestamp, [json!(1_798_765_200), json!(""), json!("soon")])
        .await;
    table
        .refuses_each(timestamp, [json!("+1798765200"), json!("1798765200.5")])
        .await;
    table
        .refuses_each(timestamp, [json!((now_s + 299).to_string()), json!("0")])
        .await;
    table.refuses_each(timestamp, [json!("9".repeat(13))]).await;
    table
        .refuses_each(".order.expiration.description", not_texts(120))
        .await;
    table
        .refuses_each(".order.items", [json!([]), json!({})])
        .await;

    table
        .accepts("five minutes ahead", |body| {
            set(body, timestamp, json!((now_s + 300).to_string()));
        })
        .await;
    table
        .accepts("an order without anything optional", |body| {
            *body = simple("MIN-1", "919900000004", 12_500);
        })
        .await;
    table.check();
}

#[tokio::test]
async fn the_items() {
    let mut table = Table::new();
    let item = |key: &str| format!(".order.items[0].{key}");
    table.refuses_each(&item("name"), not_texts(60)).await;
    let not_quantities = [
        json!(0),
        json!(101),
        json!(-1),
        json!(1.5),
        json!(2.0),
        json!("2"),
    ];
    table.refuses_each(&item("quantity"), not_quantities).await;
    table
        .refuses_each(
            &item("image.link"),
            [json!("http://a.in/x"), json!("https://")],
        )
        .await;
    table
        .refuses_each(&item("image.link"), [json!("https://a.in/x y"), json!("")])
        .await;
    table
        .refuses_each(&item("country_of_origin"), not_texts(100))
        .await;
    table
        .refuses_each(&item("importer_name"), not_texts(200))
        .await;
    table
        .refuses_each(&item("importer_address"), [json!("7 Mill Road"), json!([])])
        .await;
    table
        .refuses_each(&item("importer_address.address_line1"), not_texts(100))
        .await;
    table
        .refuses_each(&item("importer_address.address_line2"), not_texts(100))
        .await;
    table
        .refuses_each(&item("importer_address.city"), not_texts(120))
        .await;
    let zone = item("importer_address.zone_code");
    table
        .refuses_each(&zone, ["K", "KAR", "K1", "", "ÄÖ"].map(|code| json!(code)))
        .await;
    let postal = item("importer_address.postal_code");
    table
        .refuses_each(&postal, [json!("57000"), json!(570_002), json!("57000x")])
        .await;
    table
        .refuses_each(&item("importer_address.country_code"), [json!("India")])
        .await;
    table
        .refuses_each(".order.items[1].retailer_id", [json!(""), json!(9)])
        .await;

    let mut both = full();
    set(&mut both, &item("retailer_id"), json!("SKU-1"));
    table.refuses(&both, INVALID, &item("image")).await;
    let mut catalogue = full();
    set(&mut catalogue, ".order.catalog_id", json!("99"));
    table.refuses(&catalogue, INVALID, &item("image")).await;
    table
        .accepts("an item of a catalogue needs no origin", |body| {
            set(body, ".order.catalog_id", json!("99"));
            remove(body, &item("image"));
            for key in ["country_of_origin", "importer_name", "importer_address"] {
                remove(body, &item(key));
            }
        })
        .await;
    table
        .accepts("an address without its optional lines", |body| {
            remove(body, &zone);
            remove(body, &item("importer_address.address_line2"));
        })
        .await;
    table.check();
}

#[tokio::test]
async fn at_most_ten_items_when_one_has_an_image() {
    let mut table = Table::new();
    let many = |count: usize, image: bool| {
        let mut body = simple(&format!("MANY-{count}-{image}"), "919900000004", 100);
        let items = &mut body["interactive"]["action"]["parameters"]["order"]["items"];
        let mut item = items[0].take();
        item.as_object_mut().unwrap().remove("retailer_id");
        *items = vec![item; count].into();
        if image {
            items[count - 1]["image"] = json!({ "link": "https://a.in/x.png" });
        }
        set(&mut body, ".order.subtotal.value", json!(100 * count));
        set(&mut body, ".total_amount.value", json!(100 * count));
        body
    };

    table
        .refuses(&many(11, true), INVALID, ".order.items")
        .await;
    table
        .accepts("10 with an image", |body| *body = many(10, true))
        .await;
    table
        .accepts("40 without", |body| *body = many(40, false))
        .await;
    table.check();
}

#[tokio::test]
async fn amounts_are_integers_with_their_offset() {
    let mut table = Table::new();
    let amounts = [
        ".total_amount",
        ".order.items[0].amount",
        ".order.items[0].sale_amount",
        ".order.subtotal",
        ".order.tax",
        ".order.shipping",
        ".order.discount",
    ];
    for path in amounts {
        table
            .refuses_each(&format!("{path}.value"), not_amounts())
            .await;
        let offsets = [
            json!(1),
            json!(1_000),
            json!("100"),
            json!(100.0),
            json!(null),
        ];
        table.refuses_each(&format!("{path}.offset"), offsets).await;
        table
            .refuses_each(path, [json!(97_915), json!("97915"), json!(null)])
            .await;
    }
    for path in [".order.tax", ".order.shipping", ".order.discount"] {
        table
            .refuses_each(&format!("{path}.description"), not_texts(60))
            .await;
    }
    table
        .refuses_each(".order.discount.discount_program_name", not_texts(60))
        .await;
    table.refuses_each(".total_amount.value", [json!(0)]).await;
    table
        .refuses_each(".order.items[0].amount.value", [json!(0)])
        .await;
    table.check();
}

#[tokio::test]
async fn the_sums() {
    let mut table = Table::new();
    let sale = ".order.items[0].sale_amount.value";
    table
        .refuses_each(sale, [json!(45_000), json!(45_001)])
        .await;
    let by_list_price = 45_000 * 2 + 12_500;
    let wrong = [json!(by_list_price), json!(92_299), json!(92_301)];
    table.refuses_each(".order.subtotal.value", wrong).await;
    let forgotten = [
        97_915 - 4_615,
        97_915 - 6_000,
        97_915 + 5_000,
        97_914,
        97_916,
    ];
    table
        .refuses_each(".total_amount.value", forgotten.map(|minor| json!(minor)))
        .await;
    table
        .refuses_each(".order.discount.value", [json!(92_300 + 4_615 + 6_000 + 1)])
        .await;

    let most = (1_i64 << 53) - 1;
    let mut body = full();
    set(&mut body, ".order.items[1].amount.value", json!(most));
    set(&mut body, ".order.items[1].quantity", json!(2));
    table.refuses(&body, INVALID, ".order.items[1]").await;
    set(&mut body, ".order.items[1].quantity", json!(1));
    table.refuses(&body, INVALID, ".order.items").await;
    let mut body = full();
    set(&mut body, ".order.shipping.value", json!(most));
    table.refuses(&body, INVALID, ".order").await;

    let mut free = simple("FREE", "919900000004", 500);
    set(
        &mut free,
        ".order.discount",
        json!({ "value": 500, "offset": 100 }),
    );
    set(&mut free, ".total_amount.value", json!(1));
    table.refuses(&free, INVALID, ".total_amount.value").await;
    table.check();
}

#[tokio::test]
async fn upi_carries_no_more_than_five_lakh_rupees() {
    let mut table = Table::new();
    let options = format!("{GATEWAY}.enabled_payment_options");
    let above = simple("BIG", "919900000004", 50_000_001);
    table.refuses(&above, INVALID, ".total_amount.value").await;
    let mut unsaid = above.clone();
    remove(&mut unsaid, &options);
    table.refuses(&unsaid, INVALID, ".total_amount.value").await;

    table
        .accepts("exactly five lakh", |body| {
            *body = simple("LAKHS", "919900000004", 50_000_000);
        })
        .await;
    table
        .accepts("more, on the gateway's page", |body| {
            *body = above;
            set(body, &options, json!(["web"]));
        })
        .await;
    table.check();
}
