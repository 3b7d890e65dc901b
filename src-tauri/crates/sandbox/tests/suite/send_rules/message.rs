//! The envelope of a send: recipient, texts and kind.

use super::{GATEWAY, INVALID, Table, UNSUPPORTED, long, not_texts};
use crate::orders::{full, remove, set};
use serde_json::json;

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
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
        ("type", json!("text")),
        ("interactive.type", json!("button")),
    ];
    for (path, value) in unsupported {
        let mut body = full();
        set(&mut body, path, value);
        table.refuses(&body, UNSUPPORTED, path).await;
    }
    table.refuses_each("recipient", [json!("IN.1349")]).await;
    let encrypted = format!("{GATEWAY}.razorpay.encrypted_payment_gateway_data");
    table.refuses_each(&encrypted, [json!("BASE64")]).await;
    table.check();
}
