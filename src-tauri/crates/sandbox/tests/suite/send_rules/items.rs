//! The order of a send and its items.

use super::{INVALID, Table, not_texts};
use crate::orders::{full, remove, set, simple};
use crate::stage::NOW_MS;
use serde_json::json;

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
#[expect(clippy::too_many_lines, reason = "a table of cases")]
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
