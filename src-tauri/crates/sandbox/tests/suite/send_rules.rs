//! Every rule of a send: the full message with one change, and what the answer must say.

mod gateways;
mod items;
mod message;
mod modes;
mod money;
mod parameters;
mod upi_links;

use crate::orders::{full, remove, set, whole};
use crate::stage::Stage;
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
        Table::with(Stage::new())
    }

    fn with(stage: Stage) -> Table {
        Table {
            stage,
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
        if answer.status != 400 {
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
