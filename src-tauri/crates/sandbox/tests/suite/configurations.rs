//! Payment configurations: how they are given, listed, kept, and what a send may name.

use crate::orders::{set, simple};
use crate::stage::{Stage, kaveri};
use counterfoil_sandbox::{
    Account, Configuration, ConfigurationStatus, NewAccount, Provider, UnknownConfiguration,
};
use http::header;
use serde_json::{Value, json};

const NAME: &str = ".payment_settings[0].payment_gateway.configuration_name";

fn configuration(name: &str, provider: Provider, status: ConfigurationStatus) -> Configuration {
    Configuration {
        name: name.into(),
        provider,
        status,
    }
}

/// A stage whose account has one configuration of every provider and status.
pub fn stage_of_all_providers() -> Stage {
    let mut stage = Stage::new();
    let active = ConfigurationStatus::Active;
    let configurations = vec![
        "rzp".into(),
        configuration("payu", Provider::Payu, active),
        configuration("bd", Provider::Billdesk, active),
        configuration("zaak", Provider::Zaakpay, active),
        configuration("vpa", Provider::UpiVpa, active),
        configuration(
            "unconnected",
            Provider::Razorpay,
            ConfigurationStatus::NeedsConnecting,
        ),
        configuration(
            "untested",
            Provider::Razorpay,
            ConfigurationStatus::NeedsTesting,
        ),
    ];
    let new = NewAccount {
        configurations,
        ..kaveri()
    };
    stage.account = stage.sandbox.add_account(new).unwrap();
    stage
}

async fn listed(stage: &Stage) -> Vec<Value> {
    let path = format!("/v24.0/{}/payment_configurations", stage.account.waba_id);
    let answer = stage.get(&path).await;
    answer.json["data"][0]["payment_configurations"]
        .as_array()
        .unwrap()
        .clone()
}

#[tokio::test]
async fn the_list_says_whose_each_is_and_whether_it_can_be_used() {
    let stage = stage_of_all_providers();

    let listed = listed(&stage).await;

    let words: Vec<[&str; 3]> = listed
        .iter()
        .map(|one| {
            ["configuration_name", "provider_name", "status"].map(|key| one[key].as_str().unwrap())
        })
        .collect();
    let expected = [
        ["rzp", "RazorPay", "Active"],
        ["payu", "PayU", "Active"],
        ["bd", "BillDesk", "Active"],
        ["zaak", "Zaakpay", "Active"],
        ["vpa", "upi_vpa", "Active"],
        ["unconnected", "RazorPay", "Needs_Connecting"],
        ["untested", "RazorPay", "Needs_Testing"],
    ];
    assert_eq!(words, expected);
    for one in &listed {
        let is_vpa = one["provider_name"] == "upi_vpa";
        assert_eq!(one["merchant_vpa"].is_string(), is_vpa, "{one}");
        assert_eq!(one["provider_mid"].is_string(), !is_vpa, "{one}");
    }
}

#[tokio::test]
async fn one_that_is_not_active_or_not_the_gateways_is_as_one_that_does_not_exist() {
    let stage = stage_of_all_providers();
    let naming = |name: &str| {
        let mut body = simple(name, "919900000001", 100);
        set(&mut body, NAME, json!(name));
        body
    };

    assert_eq!(stage.send(&naming("rzp")).await.status, 200);
    let mut of_payu = naming("rzp");
    let settings = json!({ "type": "payu", "configuration_name": "rzp" });
    set(
        &mut of_payu,
        ".payment_settings[0].payment_gateway",
        settings,
    );
    let others = ["unconnected", "untested", "payu", "vpa"].map(naming);
    for body in others.iter().chain([&of_payu]) {
        let refused = stage.send(body).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (400, 134_009),
            "{body}"
        );
    }

    stage.sandbox.set_behaviour(stage.number(), |it| {
        it.unknown_configuration = UnknownConfiguration::AcceptUnpayable;
    });
    assert_eq!(stage.send(&naming("untested")).await.status, 200);
    assert!(
        !stage.sandbox.is_captured(stage.number(), "untested"),
        "its customer, who pays at once, cannot"
    );
}

#[tokio::test]
async fn a_business_has_one_configuration_of_a_name_the_first() {
    let stage = stage_of_all_providers();
    let beside = NewAccount {
        waba_id: Some(stage.account.waba_id.clone()),
        configurations: vec!["payu".into()],
        ..kaveri()
    };
    stage.sandbox.add_account(beside).unwrap();

    let listed = listed(&stage).await;

    let named: Vec<&Value> = listed
        .iter()
        .filter(|one| one["configuration_name"] == "payu")
        .collect();
    assert_eq!(named.len(), 1);
    assert_eq!(named[0]["provider_name"], "PayU");
}

#[test]
fn a_configuration_is_written_as_its_name_alone_where_that_says_all() {
    check(json!("rzp"), Configuration::from("rzp"), json!("rzp"));
    check(json!({ "name": "rzp" }), "rzp".into(), json!("rzp"));
    let untested = configuration("bd", Provider::Billdesk, ConfigurationStatus::NeedsTesting);
    let whole = json!({ "name": "bd", "provider": "billdesk", "status": "needs_testing" });
    check(whole.clone(), untested, whole);
    let vpa = configuration("v", Provider::UpiVpa, ConfigurationStatus::Active);
    check(
        json!({ "name": "v", "provider": "upi_vpa" }),
        vpa,
        json!({ "name": "v", "provider": "upi_vpa", "status": "active" }),
    );
    for wrong in [
        json!({ "name": "x", "provider": "stripe" }),
        json!({ "name": "x", "surprise": 1 }),
        json!({ "provider": "payu" }),
        json!(7),
    ] {
        let read = serde_json::from_value::<Configuration>(wrong.clone());
        assert!(read.is_err(), "{wrong}");
    }

    #[track_caller]
    fn check(written: Value, expected: Configuration, again: Value) {
        let read: Configuration = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(read, expected, "{written}");
        assert_eq!(serde_json::to_value(read).unwrap(), again, "{written}");
    }
}

#[tokio::test]
async fn configurations_are_given_over_the_control_api() {
    let mut stage = Stage::new();
    let new = json!({
        "name": "Second",
        "configurations": ["rzp", { "name": "payu", "provider": "payu" }],
    });
    let request = stage
        .request("POST", "/sandbox/accounts")
        .map(|_| new.to_string().into());
    let (mut parts, body) = request.into_parts();
    let token = stage.sandbox.control_token().parse().unwrap();
    parts.headers.insert("X-Sandbox-Control", token);
    parts.headers.remove(header::AUTHORIZATION);

    let added = stage
        .call(http::Request::from_parts(parts, body))
        .await
        .unwrap();

    assert_eq!(added.status, 201, "{}", added.json);
    let account: Account = serde_json::from_value(added.json).unwrap();
    assert_eq!(account.configurations[1].provider, Provider::Payu);
    stage.account = account;
    let providers: Vec<Value> = listed(&stage)
        .await
        .into_iter()
        .map(|mut one| one["provider_name"].take())
        .collect();
    assert_eq!(providers, ["RazorPay", "PayU"]);
}
