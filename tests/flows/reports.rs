//! What others report is shown as reported, on whose word, and looked up; it proves nothing.

use crate::program::Shop;
use counterfoil_sandbox::{Call, CustomerPlan};
use counterfoil_tests::bodies::OrderBody;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::fs;

const REFERENCE: &str = "TOLD-1";
const APP_SECRET: &str = "the-app-s-secret";

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_is_a_report_until_a_lookup_proves_it() {
    let shop = shop_with(CustomerPlan::PaysAtOnce).await;
    let told = [
        (REFERENCE, "pending"),
        (REFERENCE, "captured"),
        ("NOT-OURS", "captured"),
    ];
    let file = webhook(&shop, &told);

    let taken = shop.run(&["evidence", "import", &file]).ends_with(0);
    taken.says("1 of this account's orders; 2 of its reports are news; nobody vouches for it");
    taken.says("This account has no order named NOT-OURS.");
    shop.run(&["evidence", "import", &file])
        .ends_with(0)
        .says("0 of its reports are news");

    let shown = show(&shop);
    assert_eq!(shown["state"]["payment"], "reported_paid");
    assert_eq!(shown["state"]["captured"], Value::Null);
    assert_eq!(shown["poll"]["why"], "reported");
    let source = &shown["sources"]["state.reported"];
    assert_eq!(source["source"], "unsigned_webhook");
    assert_eq!(shown["sources"]["total"]["source"], "own_request");
    let named = shown["exchanges"].as_array().unwrap().iter();
    assert!(
        named.clone().any(|one| one["id"] == source["id"]),
        "{shown}"
    );

    let polled = shop
        .program
        .run(&["poll", "--once", "--json"], shop.token());
    let polled = polled.ends_with(0).json();
    assert_eq!(
        (&polled["answered"], &polled["unanswered"]),
        (&json!(1), &json!(0))
    );

    let shown = show(&shop);
    assert_eq!(shown["state"]["payment"], "captured");
    let source = &shown["sources"]["state.captured"];
    assert_eq!(source["source"], "own_lookup");
    assert_eq!(
        shop.sandbox
            .calls(shop.phone_number_id())
            .of(Call::Lookup)
            .received,
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_counts_only_when_it_is_the_app_s() {
    let shop = shop_with(CustomerPlan::NeverPays).await;
    let file = webhook(&shop, &[(REFERENCE, "captured")]);
    let mut mac = Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).unwrap();
    mac.update(&fs::read(&file).unwrap());
    let signature = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    let import = |signature: &str, secret: &str| {
        let signature = format!("--signature={signature}");
        let stdin = format!("{}\n{secret}\n", shop.token());
        let command = ["evidence", "import", &file, &signature];
        shop.program.run(&command, &stdin)
    };

    import(&signature, "another")
        .ends_with(2)
        .says("nothing was kept");
    import("sha256=00", APP_SECRET).ends_with(2);
    import(&signature, "")
        .ends_with(2)
        .says("has no app secret");
    assert_eq!(show(&shop)["state"]["payment"], "not_known");

    import(&signature, APP_SECRET)
        .ends_with(0)
        .says("its signature is the app's");

    let state = &show(&shop)["state"];
    assert_eq!(state["payment"], "reported_paid");
    assert_eq!(
        state["reported"],
        json!({ "isSigned": true, "amountMinor": 49_900 })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_webhook_is_refused_and_nothing_is_kept() {
    let shop = shop_with(CustomerPlan::NeverPays).await;
    let file = shop.folder().join("note.txt");
    fs::write(&file, "paid!").unwrap();

    let file = file.to_str().unwrap();
    shop.run(&["evidence", "import", file])
        .ends_with(2)
        .says("this is not a webhook");
    shop.run(&["evidence", "import", "/nowhere"])
        .ends_with(2)
        .says("cannot read /nowhere");
    assert_eq!(show(&shop)["state"]["payment"], "not_known");
}

async fn shop_with(plan: CustomerPlan) -> Shop {
    let shop = Shop::open().await;
    shop.sandbox
        .set_customer(shop.phone_number_id(), REFERENCE, plan);
    shop.send(&OrderBody::new(REFERENCE), &[]).ends_with(0);
    shop
}

fn show(shop: &Shop) -> Value {
    let shown = shop.run(&["order", "show", REFERENCE, "--json"]);
    shown.ends_with(0).json()
}

/// Saves a webhook that tells this of these (Meta, payment status webhooks).
fn webhook(shop: &Shop, told: &[(&str, &str)]) -> String {
    let status = |(reference, word): &(&str, &str)| {
        json!({
            "id": "wamid.1",
            "type": "payment",
            "status": word,
            "timestamp": "1798700020",
            "payment": {
                "reference_id": reference,
                "amount": { "value": 49_900, "offset": 100 },
                "currency": "INR",
            },
        })
    };
    let statuses: Vec<Value> = told.iter().map(status).collect();
    let metadata = json!({ "phone_number_id": shop.phone_number_id() });
    let value = json!({ "metadata": metadata, "statuses": statuses });
    let body = json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": value }] }],
    });
    let path = shop.folder().join("webhook.json");
    fs::write(&path, body.to_string()).unwrap();
    path.into_os_string().into_string().unwrap()
}
