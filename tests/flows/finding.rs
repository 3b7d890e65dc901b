//! Owns finding an order by whatever is typed or pasted, and going to a place in the list.

use counterfoil_desk::{AddAccount, Credentials, FOUND_MAX, Found, FoundBy, Seed};
use counterfoil_domain::{Secret, account::Environment, standing::Standing};
use counterfoil_sandbox::NewAccount;
use counterfoil_store::Page;
use counterfoil_tests::{
    bodies::{CONFIGURATION, OrderBody},
    desk::TestDesk,
};
use serde_json::{Value, json};

#[tokio::test]
async fn an_order_is_found_by_all_that_names_it() {
    let desk = shop_with_three_orders().await;
    desk.look_up("KP-1").await.unwrap();
    let shown = desk.show("KP-1").await;
    let wamid = shown.last_send().unwrap().provider_id.clone().unwrap();
    let payment = shown.state.gateway_payment_id.unwrap();
    let check = async |text: &str, expected: &[(&str, FoundBy)]| {
        let found = find(&desk, Environment::Sandbox, text).await;
        let told: Vec<_> = found.iter().map(told).collect();
        assert_eq!(told, expected, "{text}");
    };

    use FoundBy::{CustomerName, GatewayPaymentId, MessageId, Phone, ReferenceId};
    check("KP-1", &[("KP-1", ReferenceId), ("KP-10", ReferenceId)]).await;
    check(" kp-1\n", &[("KP-1", ReferenceId), ("KP-10", ReferenceId)]).await;
    check("KP", &[("KP-10", ReferenceId), ("KP-1", ReferenceId)]).await;
    check("KP-11", &[]).await;
    check(&wamid, &[("KP-1", MessageId)]).await;
    check(&wamid[..wamid.len() - 1], &[]).await;
    check(&payment, &[("KP-1", GatewayPaymentId)]).await;
    check("+91 98450 01201", &[("KP-1", Phone)]).await;
    check("098450-01201", &[("KP-1", Phone)]).await;
    check("1201", &[("KP-1", Phone)]).await;
    check("201", &[]).await;
    check("asha", &[("A-7", CustomerName)]).await;
    check("Asha Menon", &[("A-7", CustomerName)]).await;
    check("Menon", &[]).await;
    check("a", &[("A-7", ReferenceId)]).await;
    check("", &[]).await;
    check("' OR 1 = 1 --", &[]).await;
}

#[tokio::test]
async fn what_is_found_says_where_it_stands() {
    let desk = shop_with_three_orders().await;
    desk.look_up("KP-1").await.unwrap();

    let found = find(&desk, Environment::Sandbox, "KP-1").await;

    let standings: Vec<_> = found.iter().map(|found| found.line.standing).collect();
    assert_eq!(standings, [Standing::Paid, Standing::NotLookedUp]);
}

#[tokio::test]
async fn nothing_is_found_across_environments() {
    let desk = shop_with_three_orders().await;
    let live = live_account(&desk).await;
    let body = OrderBody::new("KP-1").phone("919845001201");
    let sent = desk.desk().send_order_body(&live, &body.bytes()).await;
    let sent = sent.unwrap();
    let wamid = sent.operation.provider_id.unwrap();

    for text in ["KP-1", "1201", &wamid] {
        let found = find(&desk, Environment::Live, text).await;
        let ids: Vec<_> = found.iter().map(|found| found.line.order.id).collect();
        assert_eq!(ids, [sent.order.id], "{text}");
        let there = find(&desk, Environment::Sandbox, text).await;
        assert!(
            there
                .iter()
                .all(|found| found.line.order.id != sent.order.id),
            "{text}"
        );
    }
    assert_eq!(find(&desk, Environment::Live, "Asha").await, []);
    assert_eq!(
        desk.desk().count_orders(Environment::Live).await.unwrap(),
        1
    );
    assert_eq!(
        desk.desk()
            .count_orders(Environment::Sandbox)
            .await
            .unwrap(),
        3
    );
}

#[tokio::test]
async fn the_order_that_is_named_is_not_crowded_out_by_newer_ones() {
    let desk = TestDesk::over_router(5).await;
    desk.send_well(&OrderBody::new("S1-00000")).await;
    desk.advance_ms(100 * 24 * 3_600_000);
    let seed = Seed {
        orders: 40,
        seed: 1,
    };
    desk.desk().seed(seed, |_| {}).await.unwrap();

    let found = find(&desk, Environment::Sandbox, "S1-00000").await;

    assert_eq!(found.len(), FOUND_MAX);
    assert_eq!(found[0].line.order.reference_id, "S1-00000");
    let moments: Vec<_> = found[1..]
        .iter()
        .map(|found| found.line.order.created_at_ms)
        .collect();
    assert!(moments.is_sorted_by(|a, b| a > b), "newest first");
    let newest = desk.desk().orders(Environment::Sandbox, Page::first(1));
    assert_eq!(found[1].line, newest.await.unwrap()[0]);
}

#[tokio::test]
async fn a_place_in_the_list_is_where_paging_comes_to() {
    let desk = TestDesk::over_router(6).await;
    let seed = Seed {
        orders: 300,
        seed: 2,
    };
    desk.desk().seed(seed, |_| {}).await.unwrap();
    let environment = Environment::Sandbox;
    let whole = desk.desk().orders(environment, Page::first(500));
    let whole = whole.await.unwrap();
    let count = desk.desk().count_orders(environment).await.unwrap();
    assert_eq!((whole.len(), count), (300, 300));

    for index in [0, 1, 123, 299, 300, 5_000] {
        let rows = desk.desk().orders_at(environment, index, 50).await;
        let from = usize::try_from(index).unwrap().min(300);
        let expected = &whole[from..(from + 50).min(300)];
        assert_eq!(rows.unwrap(), expected, "from {index}");
    }
}

/// KP-1 is paid at once, KP-10 never, and A-7 goes to Asha Menon; a minute apart.
async fn shop_with_three_orders() -> TestDesk {
    let desk = TestDesk::over_router(4).await;
    desk.send_well(&OrderBody::new("KP-1").phone("919845001201"))
        .await;
    desk.advance_ms(60_000);
    desk.send_well(&OrderBody::new("KP-10").phone("919845001304"))
        .await;
    desk.advance_ms(60_000);
    let account = desk.account().await;
    let shipped = shipped_to_asha().to_string();
    let sent = desk.desk().send_order_body(&account, shipped.as_bytes());
    sent.await.unwrap();
    desk
}

fn shipped_to_asha() -> Value {
    let mut body = OrderBody::new("A-7").phone("919845001404").json();
    let parameters = &mut body["interactive"]["action"]["parameters"];
    parameters["type"] = json!("physical-goods");
    parameters["beneficiaries"] = json!([{
        "name": "Asha Menon",
        "address_line1": "7 Mill Road",
        "city": "Mysuru",
        "state": "Karnataka",
        "country": "India",
        "postal_code": "570002",
    }]);
    body
}

/// The router is the provider whatever the address says, so nothing leaves this process.
async fn live_account(desk: &TestDesk) -> counterfoil_domain::account::Account {
    let account = desk
        .sandbox()
        .add_account(NewAccount {
            name: "Live".to_owned(),
            configurations: vec![CONFIGURATION.into()],
            ..NewAccount::default()
        })
        .unwrap();
    let new = AddAccount {
        name: "Live".to_owned(),
        base_url: "https://graph.facebook.com".to_owned(),
        graph_version: "v24.0".to_owned(),
        waba_id: account.waba_id,
        phone_number_id: account.phone_number_id,
    };
    let credentials = Credentials {
        access_token: Secret::new(account.bearer.into_bytes()),
        app_secret: None,
    };
    desk.desk().add_account(new, credentials).await.unwrap()
}

async fn find(desk: &TestDesk, environment: Environment, text: &str) -> Vec<Found> {
    desk.desk().find(environment, text).await.unwrap()
}

fn told(found: &Found) -> (&str, FoundBy) {
    (found.line.order.reference_id.as_str(), found.by)
}
