//! What a business gets that has not accepted the terms of payments.

use crate::orders::{full, payment_link, set, simple};
use crate::stage::{Answer, Stage};
use crate::statuses::status_of;
use counterfoil_sandbox::Terms;
use serde_json::json;

const REFUSALS: [(Terms, u16, u64, &str); 2] = [
    (
        Terms::NotAccepted,
        400,
        134_011,
        "(#134011) WhatsApp Payments terms of service has not been accepted",
    ),
    (
        Terms::NotAcceptedAsAccessDenied,
        403,
        131_005,
        "(#131005) Access denied",
    ),
];

async fn configurations(stage: &Stage) -> Answer {
    let waba_id = &stage.account.waba_id;
    stage
        .get(&format!("/v24.0/{waba_id}/payment_configurations"))
        .await
}

#[tokio::test]
async fn orders_and_the_list_of_configurations_are_refused_with_a_link() {
    for (terms, status, code, message) in REFUSALS {
        let stage = Stage::new();
        stage
            .sandbox
            .set_behaviour(stage.number(), |it| it.terms = terms);
        let mut by_link = full();
        payment_link(&mut by_link);

        for refused in [
            stage.send(&full()).await,
            stage.send(&by_link).await,
            configurations(&stage).await,
        ] {
            assert_eq!((refused.status.as_u16(), refused.code()), (status, code));
            assert_eq!(refused.json["error"]["message"], message);
            let details = refused.details();
            assert!(details.contains("terms of service"), "{details}");
            assert!(details.contains("https://fb.me/"), "{details}");
        }
        assert!(stage.sandbox.messages().is_empty(), "{terms:?}");
    }
}

#[tokio::test]
async fn everything_else_goes_on_and_so_do_orders_once_they_are_accepted() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000004", 100)).await;
    let set_terms = |terms| {
        stage
            .sandbox
            .set_behaviour(stage.number(), |it| it.terms = terms);
    };
    set_terms(Terms::NotAccepted);

    let told = stage.send(&status_of("R-1", "processing")).await;
    assert_eq!(told.status, 200, "{}", told.json);
    assert_eq!(stage.look_up("R-1").await.payment()["status"], "pending");
    let phone = stage.get(&format!("/v24.0/{}", stage.number())).await;
    assert_eq!(phone.status, 200);
    let mut wrong = full();
    set(&mut wrong, ".currency", json!("USD"));
    let wrong = stage.send(&wrong).await;
    assert_eq!(wrong.code(), 131_009, "what is wrong anyway comes first");

    set_terms(Terms::Accepted);
    assert_eq!(stage.send(&full()).await.status, 200);
    assert_eq!(configurations(&stage).await.status, 200);
}
