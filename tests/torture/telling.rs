//! Owns status messages and cancels in a schedule: orders that nobody has paid, what a person tells
//! their customers and cancels of them, and what must never come of it.

use crate::{stage::Stage, tally::Tally};
use counterfoil_desk::{CancelAsked, DecisionAsked, StatusAsked};
use counterfoil_domain::{
    Secret,
    cancel::CancelStanding,
    decision::{Checked, Judgement},
    operation::{OperationKind, OperationState},
    order_status::{OrderStatus, StatusRoute},
    standing::Standing,
};
use counterfoil_sandbox::{
    AcceptedStatus, Call, CustomerPlan, Fault, FaultKind, FaultPlan, Fulfilment,
};
use counterfoil_tests::bodies::OrderBody;
use hmac::{Hmac, KeyInit, Mac};
use rand::{RngExt, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use sha2::Sha256;

/// How many unpaid orders a schedule has.
const TOLD: usize = 3;
/// The longest a customer waits before paying, well before a cancel is believed.
const PAYS_WITHIN_MS: u64 = 3 * 3_600_000;
const APP_SECRET: &[u8] = b"the-app-s-secret";

fn told(order: usize) -> String {
    format!("TOLD-{order}")
}

impl Stage {
    /// Asks customers to pay who mostly do not.
    pub async fn send_unpaid(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        let secret = Secret::new(APP_SECRET.to_vec());
        let account = self.desk.account().await.id;
        let credential = counterfoil_desk::Credential::AppSecret;
        self.desk()
            .set_credential(account, credential, secret)
            .await
            .unwrap();
        for order in 0..TOLD {
            let after_ms = dice.random_range(1..PAYS_WITHIN_MS);
            let (name, plan) = match dice.random_range(0..5) {
                0 | 1 => ("never", CustomerPlan::NeverPays),
                2 => ("when_cancelled", CustomerPlan::PaysWhenCancelled),
                3 => ("later", CustomerPlan::PaysAfter { after_ms }),
                _ => ("running", CustomerPlan::StaysRunning),
            };
            tally.hit("deed customer", name);
            let number = self.desk.phone_number_id();
            self.desk.sandbox().set_customer(number, &told(order), plan);
            self.desk.send_well(&OrderBody::new(&told(order))).await;
            self.desk.look_up(&told(order)).await.unwrap();
        }
    }

    /// A person cancels an order, whatever its payment.
    pub async fn cancel(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        self.withdraw_told().await;
        let reference = told(dice.random_range(0..TOLD));
        let faults = self.fault(dice, tally);
        let is_clean = faults.is_empty();
        let by_template = dice.random_ratio(1, 4);
        let route = match by_template {
            true => StatusRoute::Template {
                name: "order_update".to_owned(),
                language: "en_US".to_owned(),
                variables: Vec::new(),
            },
            false => said(),
        };
        tally.hit(
            "deed",
            if by_template {
                "cancel by template"
            } else {
                "cancel"
            },
        );
        let order = self.desk.order(&reference).await.id;
        let was_paid = self.is_known_paid(&reference).await;
        let before = self.cancels(&reference).len();
        if dice.random_ratio(1, 5) {
            tally.hit("deed", "pays in between");
            self.wire
                .log(|log| log.pays_in_between = Some(reference.clone()));
        }
        self.set_send_faults(faults);
        let ended = self.desk().cancel(CancelAsked {
            order,
            description: None,
            route,
            gateway_says: None,
        });
        let ended = ended.await;
        self.wire.log(|log| log.pays_in_between = None);
        self.set_send_faults(Vec::new());
        if was_paid && self.cancels(&reference).len() > before {
            self.say(format!(
                "{reference} was cancelled although it was known to be paid"
            ));
        }
        match ended {
            Err(_) => tally.hit("deed", "cancel stopped"),
            Ok(cancelled) => {
                let left = matches!(
                    cancelled.sent.operation.state,
                    OperationState::Accepted | OperationState::Unknown
                );
                let number = self.desk.phone_number_id();
                let is_paid = self.desk.sandbox().is_captured(number, &reference);
                if left && is_clean && is_paid && !self.crash.has_ended() {
                    self.check_seen(&reference).await;
                }
            }
        }
    }

    /// Right after a cancel the money that crossed it is seen.
    async fn check_seen(&self, reference: &str) {
        if !self.is_known_paid(reference).await {
            self.say(format!(
                "{reference} was paid at the last second, and nobody looked"
            ));
        }
    }

    /// A person tells a customer something, whether or not it may follow.
    pub async fn tell(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        tally.hit("deed", "tell");
        self.withdraw_told().await;
        let reference = told(dice.random_range(0..TOLD));
        let all = [
            OrderStatus::Pending,
            OrderStatus::Processing,
            OrderStatus::PartiallyShipped,
            OrderStatus::Shipped,
            OrderStatus::Completed,
        ];
        let asked = StatusAsked {
            order: self.desk.order(&reference).await.id,
            status: *all.choose(dice).unwrap(),
            description: None,
            route: said(),
        };
        self.set_send_faults(self.fault(dice, tally));
        if self.desk().send_status(asked).await.is_err() {
            tally.hit("deed", "tell refused");
        }
        self.set_send_faults(Vec::new());
    }

    pub async fn look_up_told(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        let number = self.desk.phone_number_id();
        let by_ms = dice.random_range(1_000..600_000);
        let faults = match dice.random_ratio(1, 4) {
            true => {
                tally.hit("deed", "lookup stale");
                vec![Fault::after(FaultKind::Stale { by_ms })]
            }
            false => Vec::new(),
        };
        let sandbox = self.desk.sandbox();
        sandbox.set_faults(number, Call::Lookup, FaultPlan::Next(faults));
        let reference = told(dice.random_range(0..TOLD));
        let _ = self.desk.look_up(&reference).await;
        sandbox.set_faults(number, Call::Lookup, FaultPlan::None);
    }

    /// Somebody takes in what Meta posts about messages that changed nothing.
    pub async fn import_errors(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        let account = self.desk.account().await;
        for body in self.desk.sandbox().error_webhooks() {
            let signature = dice.random::<bool>().then(|| {
                let mut mac = Hmac::<Sha256>::new_from_slice(APP_SECRET).unwrap();
                mac.update(body.as_bytes());
                format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
            });
            tally.hit(
                "deed errors",
                if signature.is_some() {
                    "signed"
                } else {
                    "unsigned"
                },
            );
            let desk = self.desk();
            let _ = desk
                .take_webhook(&account, body.into_bytes(), signature.as_deref())
                .await;
        }
    }

    /// Everything is looked up, and a person settles what no lookup can.
    pub async fn look_up_all_told(&self) {
        for order in 0..TOLD {
            self.desk.look_up(&told(order)).await.unwrap();
        }
    }

    /// How each order ends.
    pub async fn end_told(&self, tally: &mut Tally) {
        for order in 0..TOLD {
            let shown = self.desk.show(&told(order)).await;
            if shown.late.is_some() {
                tally.hit("deed told", "paid_late");
            }
            match shown.fulfilment.cancel() {
                Some(CancelStanding::Cancelled) => tally.hit("deed told", "cancelled"),
                Some(_) => tally.hit("deed told", "cancel_sent"),
                None => {}
            }
        }
    }

    /// What the book or the ledger says of these orders that must never be.
    pub async fn what_was_told_wrongly(&self) -> Option<String> {
        if let Some(told) = self.desk.sandbox().statuses().iter().find(is_illegal) {
            return Some(format!("a step left that may not be taken: {told:?}"));
        }
        for order in 0..TOLD {
            let reference = told(order);
            let shown = self.desk.show(&reference).await;
            let number = self.desk.phone_number_id();
            let is_paid = self.desk.sandbox().is_captured(number, &reference);
            let is_cancelled = shown.fulfilment.cancel() == Some(CancelStanding::Cancelled);
            if is_paid && shown.standing == Standing::ClosedUnpaid {
                return Some(format!("{reference} is paid, and shown as cancelled"));
            }
            let hasty = shown.operations.iter().find(|(operation, _)| {
                let settled = operation.settled_at_ms.zip(operation.in_flight_at_ms);
                operation.kind == OperationKind::Cancel
                    && operation.state == OperationState::Confirmed
                    && settled.is_some_and(|(settled_ms, left_ms)| settled_ms == left_ms)
            });
            if let (true, Some(_)) = (is_cancelled, hasty) {
                return Some(format!("{reference} counts as cancelled at once"));
            }
        }
        None
    }

    /// A person settles a message nobody knows the end of, as the chat shows it.
    async fn withdraw_told(&self) {
        for order in 0..TOLD {
            let shown = self.desk.show(&told(order)).await;
            for (operation, _) in &shown.operations {
                let is_told = matches!(
                    operation.kind,
                    OperationKind::Cancel | OperationKind::OrderStatus
                );
                match operation.state {
                    OperationState::Prepared if is_told => {
                        self.desk().withdraw(operation.id).await.unwrap();
                    }
                    OperationState::Unknown if is_told => self.settle_told(operation.id).await,
                    _ => {}
                }
            }
        }
    }

    async fn settle_told(&self, id: counterfoil_domain::ids::OperationId) {
        let label = Some(id.to_string());
        let told = self.desk.sandbox().statuses();
        let happened = told
            .iter()
            .any(|told| told.biz_opaque_callback_data == label && told.failure.is_none());
        let decided = self.desk().decide(DecisionAsked {
            operation: id,
            judgement: match happened {
                true => Judgement::Happened,
                false => Judgement::DidNotHappen,
            },
            checked: Checked::CustomersPhone,
            reason: "as the chat shows it".to_owned(),
        });
        decided.await.unwrap();
    }

    async fn is_known_paid(&self, reference: &str) -> bool {
        let shown = self.desk.show(reference).await;
        shown.state.payment.is_captured()
    }

    fn cancels(&self, reference: &str) -> Vec<AcceptedStatus> {
        let mut told = self.desk.sandbox().statuses();
        told.retain(|told| told.reference_id == *reference && told.status == Fulfilment::Canceled);
        told
    }

    fn set_send_faults(&self, faults: Vec<Fault>) {
        let number = self.desk.phone_number_id();
        let plan = match faults.is_empty() {
            true => FaultPlan::None,
            false => FaultPlan::Next(faults),
        };
        self.desk.sandbox().set_faults(number, Call::Send, plan);
    }

    fn say(&self, words: String) {
        self.wire.log(|log| log.violations.push(words));
    }
}

fn is_illegal(told: &&AcceptedStatus) -> bool {
    told.failure == Some(2046)
}

fn said() -> StatusRoute {
    StatusRoute::Interactive {
        body: "About your order.".to_owned(),
    }
}
