//! Owns one schedule: two paid orders, what a person wishes to refund of them, and everything that
//! happens meanwhile, drawn from a seed.

use crate::{
    oracle::{self, Own},
    stage::{ORDERS, PAID_MINOR, Stage, Violation, Wish, reference},
    tally::Tally,
};
use counterfoil_desk::{DecisionAsked, DeskError, RefundAsked};
use counterfoil_domain::{
    decision::{Checked, Judgement},
    money::{Currency, Money},
    operation::OperationState,
    refund::{Reason, Speed},
};
use counterfoil_sandbox::{Call, Fault, FaultKind, FaultPlan, ForeignRefund, RefundFate};
use counterfoil_store::StoreError;
use counterfoil_tests::bodies::OrderBody;
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

const WISHES_MAX: usize = 5;
/// How many points a cancel passes from its lookup to the lookup after it; a refund passes fewer.
const POINTS_MAX: u32 = 30;
const STEPS: std::ops::Range<u32> = 12..30;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Something that goes wrong, made anew each time.
type Trouble = fn() -> FaultKind;

/// What may go wrong with a refund, by name.
pub const FAULTS: [(&str, Trouble); 14] = [
    ("reset", || FaultKind::Reset),
    ("crash", || FaultKind::Crash),
    ("close", || FaultKind::Close),
    ("stall", || FaultKind::Stall { for_ms: 600_000 }),
    ("bad_gateway", || FaultKind::BadGateway),
    ("garbage", || FaultKind::Garbage),
    ("truncated", || FaultKind::Truncated { at: 20 }),
    ("empty", || FaultKind::Empty),
    ("huge", || FaultKind::Huge),
    ("408", || status(408)),
    ("409", || status(409)),
    ("429", || status(429)),
    ("500", || status(500)),
    ("refused", || FaultKind::Graph {
        status: 400,
        code: 131_009,
        retry_after_s: None,
    }),
];

const fn status(status: u16) -> FaultKind {
    FaultKind::Status {
        status,
        retry_after_s: None,
    }
}

/// Plays one schedule to its end.
pub async fn run(seed: u64, tally: &mut Tally) -> Result<(), Violation> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut stage = Stage::set(seed).await;
    stage.provider(&mut dice, tally);
    stage.send_unpaid(&mut dice, tally).await;
    for _ in 0..dice.random_range(STEPS) {
        stage.step += 1;
        stage.act(&mut dice, tally).await;
        stage.after_a_crash(tally).await;
        oracle::check(&stage).await?;
    }
    stage.heal(tally).await;
    oracle::check(&stage).await?;
    oracle::check_end(&stage).await?;
    for own in stage.book().values() {
        tally.hit("state", own.state.word());
    }
    Ok(())
}

impl Stage {
    /// Does one thing.
    async fn act(&mut self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        if dice.random_ratio(1, 4) {
            self.crash.after(dice.random_range(0..POINTS_MAX));
        }
        match dice.random_range(0..21) {
            0..5 => self.click(dice, tally).await,
            5..8 => self.look_up(dice, tally).await,
            8 => self.refund_elsewhere(dice, tally),
            9 => self.settle_by_hand(dice, tally).await,
            10 => {
                tally.hit("deed", "jump");
                let by_ms = dice.random_range(-26 * HOUR_MS..26 * HOUR_MS);
                self.desk.clock().jump_ms(by_ms);
            }
            11 => self.import(dice, tally).await,
            12 => self.send_again(dice, tally).await,
            13 => self.put_older_copy(dice, tally).await,
            14..17 => self.cancel(dice, tally).await,
            17 => self.tell(dice, tally).await,
            18 => self.look_up_told(dice, tally).await,
            19 => self.import_errors(dice, tally).await,
            _ => {
                tally.hit("deed", "restart");
                self.desk.restart().await;
            }
        }
        let pause_ms = [0, 1_000, MINUTE_MS, 11 * MINUTE_MS, HOUR_MS, 7 * HOUR_MS];
        self.desk.advance_ms(*pause_ms.choose(dice).unwrap());
    }

    /// A person clicks, once or in two windows at the same time; never again for what may have
    /// happened.
    async fn click(&mut self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        self.withdraw_prepared().await;
        if self.wishes.len() < WISHES_MAX && dice.random_ratio(2, 3) {
            let parts = [PAID_MINOR / 4, PAID_MINOR / 4, PAID_MINOR / 2, PAID_MINOR];
            self.wishes.push(Wish {
                order: dice.random_range(0..ORDERS),
                minor: *parts.choose(dice).unwrap(),
            });
        }
        let open: Vec<usize> = (0..self.wishes.len())
            .filter(|wish| self.may_ask(*wish))
            .collect();
        let Some(wish) = open.choose(dice).copied() else {
            return;
        };
        if dice.random_ratio(1, 12) {
            tally.hit("deed", "no way");
            self.wire.log(|log| log.has_no_way = true);
        }
        let faults = self.fault(dice, tally);
        let number = self.desk.phone_number_id();
        self.desk
            .sandbox()
            .set_faults(number, Call::Refund, FaultPlan::Next(faults));
        let asked = self.asked(wish).await;
        let desk = self.desk().clone();
        if dice.random_ratio(1, 4) {
            tally.hit("deed", "click twice");
            let _ = tokio::join!(desk.start_refund(asked.clone()), desk.start_refund(asked));
        } else {
            tally.hit("deed", "click once");
            let _ = desk.start_refund(asked).await;
        }
        self.desk
            .sandbox()
            .set_faults(number, Call::Refund, FaultPlan::None);
    }

    /// Whether the desk says that nothing of this wish happened or may have.
    fn may_ask(&self, wish: usize) -> bool {
        let prefix = format!("{wish}#");
        let book = self.book();
        let mut of_wish = book.values().filter(|own| own.intent.starts_with(&prefix));
        let is_free = |own: &Own| {
            matches!(
                own.state,
                OperationState::Refused
                    | OperationState::NotSent
                    | OperationState::Withdrawn
                    | OperationState::Disproved
            )
        };
        of_wish.all(is_free)
    }

    /// A click on a wish: another one than before only after the desk said that nothing happened.
    async fn asked(&self, wish: usize) -> RefundAsked {
        let prefix = format!("{wish}#");
        let book = self.book();
        let before = book.values().filter(|own| own.intent.starts_with(&prefix));
        let attempt = before.count();
        let Wish { order, minor } = self.wishes[wish];
        RefundAsked {
            order: self.desk.order(&reference(order)).await.id,
            intent: Some(format!("{wish}#{attempt}")),
            amount: Money::new(minor, Currency::Inr).unwrap(),
            speed: Speed::Normal,
            reason: Reason::CustomerRequest,
            reason_text: None,
            typed_again: None,
        }
    }

    pub fn fault(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) -> Vec<Fault> {
        if dice.random_ratio(1, 3) {
            return Vec::new();
        }
        let (name, kind) = FAULTS.choose(dice).unwrap();
        tally.hit("fault", name);
        // A definite refusal after committing would be a lie that no caller could survive.
        let is_before = *name == "refused" || dice.random();
        let when = if is_before {
            Fault::before
        } else {
            Fault::after
        };
        vec![when(kind())]
    }

    async fn look_up(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        let number = self.desk.phone_number_id();
        let fault = match dice.random_range(0..4) {
            0 => {
                tally.hit("deed", "lookup stale");
                let by_ms = dice.random_range(1_000..86_400_000);
                Some(Fault::after(FaultKind::Stale { by_ms }))
            }
            1 => {
                tally.hit("deed", "lookup faulty");
                Some(Fault::after(FaultKind::Garbage))
            }
            _ => None,
        };
        let plan = FaultPlan::Next(fault.into_iter().collect());
        self.desk.sandbox().set_faults(number, Call::Lookup, plan);
        let order = dice.random_range(0..ORDERS);
        let _ = self.desk.look_up(&reference(order)).await;
        self.desk
            .sandbox()
            .set_faults(number, Call::Lookup, FaultPlan::None);
    }

    /// Another desk, or the gateway's dashboard, refunds an amount that we refund too.
    fn refund_elsewhere(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        tally.hit("deed", "elsewhere");
        let order = dice.random_range(0..ORDERS);
        let foreign = ForeignRefund {
            amount_minor: *[PAID_MINOR / 4, PAID_MINOR / 2].choose(dice).unwrap(),
            fate: RefundFate::Settles { after_ms: 0 },
        };
        self.desk
            .sandbox()
            .add_foreign_refund(self.desk.phone_number_id(), &reference(order), foreign)
            .unwrap();
    }

    /// A person looks in the gateway's dashboard and says what is so.
    async fn settle_by_hand(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        let unknown: Vec<_> = self
            .book()
            .into_iter()
            .filter(|(_, own)| own.state == OperationState::Unknown)
            .collect();
        let Some((id, _)) = unknown.choose(dice) else {
            return;
        };
        let judgement = match self.wire.log(|log| log.made.contains_key(id)) {
            true => Judgement::Happened,
            false => Judgement::DidNotHappen,
        };
        tally.hit("deed decide", judgement.word());
        let asked = DecisionAsked {
            operation: id.parse().unwrap(),
            judgement,
            checked: Checked::GatewayDashboard,
            reason: "as the dashboard shows it".to_owned(),
        };
        let _ = self.desk().decide(asked).await;
    }

    /// Somebody takes in a webhook that nobody vouches for, which speaks of twice the money.
    async fn import(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        tally.hit("deed", "import");
        let order = reference(dice.random_range(0..ORDERS));
        let amount = json!({"value": 2 * PAID_MINOR, "offset": 100});
        let transaction = json!({
            "id": "forged", "type": "upi", "status": "success",
            "created_timestamp": 1_798_761_600, "updated_timestamp": 1_798_761_600,
            "amount": amount, "currency": "INR",
        });
        let payment = json!({
            "reference_id": order, "amount": amount, "currency": "INR", "transaction": transaction,
        });
        let status = json!({
            "id": "wamid.forged", "type": "payment", "status": "captured", "payment": payment,
        });
        let change = json!({"field": "messages", "value": {"statuses": [status]}});
        let webhook = json!({"entry": [{"changes": [change]}]});
        let account = self.desk.account().await;
        let _ = self
            .desk()
            .take_webhook(&account, webhook.to_string().into_bytes(), None)
            .await;
    }

    /// Somebody puts an older copy of the book in its place: nothing leaves from it, and the newer
    /// one goes on as if nothing had been.
    async fn put_older_copy(&mut self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        tally.hit("deed", "older copy");
        self.crash.take();
        let (older, newer) = (self.copy_of_book("older"), self.copy_of_book("newer"));
        older.keep();
        self.desk.restart().await;
        self.desk.end().await;
        newer.keep();
        older.put_back();
        // Two openings in the same millisecond would write the same line.
        self.desk.advance_ms(1);
        self.desk.restart().await;
        let refunds = self.desk.received(Call::Refund);
        let order = dice.random_range(0..ORDERS);
        self.wishes.push(Wish { order, minor: 1 });
        let asked = self.asked(self.wishes.len() - 1).await;
        self.wishes.pop();
        let refused = self.desk().start_refund(asked).await.unwrap_err();
        if self.desk.received(Call::Refund) > refunds {
            self.wire
                .log(|log| log.violations.push("an older copy refunded".to_owned()));
        }
        let is_captured = !matches!(
            refused,
            DeskError::NotRefundable(_) | DeskError::NoAnswer { .. }
        );
        if is_captured && !is_locked(&refused) {
            self.wire
                .log(|log| log.violations.push(format!("an older copy: {refused}")));
        }
        self.desk.end().await;
        // What the older copy was shown, the newer does not know.
        self.wire.log(|log| log.step_is_over(true));
        newer.put_back();
        self.desk.restart().await;
        if let Some(lock) = self.desk().book_lock().await.unwrap() {
            self.wire
                .log(|log| log.violations.push(format!("locked after all: {lock:?}")));
        }
    }

    /// A person sends an order that was sent already.
    async fn send_again(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        tally.hit("deed", "send again");
        let order = reference(dice.random_range(0..ORDERS));
        let _ = self.desk.send(&OrderBody::new(&order)).await;
    }
}

fn is_locked(error: &DeskError) -> bool {
    matches!(error, DeskError::Store(StoreError::EffectsLocked(_)))
}
