//! The amounts of a send and what they must add up to.

use super::{GATEWAY, INVALID, Table, not_amounts, not_texts};
use crate::orders::{full, remove, set, simple};
use serde_json::json;

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
        .refuses_each(sale, [json!(0), json!(45_000), json!(45_001)])
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
