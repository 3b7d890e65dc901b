//! Owns one schedule: two paid orders, what a person wishes to refund of them, and everything that
//! happens meanwhile, drawn from a seed.

use crate::{
    crash::Crash,
    oracle::{self, Book, Own},
    tally::Tally,
    wire::Wire,
};
use counterfoil_desk::{DecisionAsked, Desk, RefundAsked};
use counterfoil_domain::{
    decision::{Checked, Judgement},
    ids::OperationId,
    money::{Currency, Money},
    mutant::{self, Mutant},
    operation::OperationState,
    refund::{Reason, Speed},
};
use counterfoil_providers::Transport;
use counterfoil_sandbox::{
    Call, CustomerPlan, Fault, FaultKind, FaultPlan, ForeignRefund, ListedRefunds, RefundFate,
    ReusedReference,
};
use counterfoil_store::BookFiles;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use std::{fmt, path::Path, sync::Arc};

/// What each order was paid with.
pub const PAID_MINOR: i64 = 49_900;
/// How many orders a schedule has.
pub const ORDERS: usize = 2;
const WISHES_MAX: usize = 5;
/// How many points a refund passes from its lookup to its outcome.
const POINTS_IN_A_REFUND: u32 = 22;
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

/// What must never be, with the seed that shows it.
#[derive(Debug)]
pub struct Violation {
    seed: u64,
    step: u32,
    words: String,
}

impl Violation {
    /// What it is, without what the book and the ledger hold.
    pub fn first_line(&self) -> String {
        let told = self.to_string();
        told.lines().next().unwrap_or_default().to_owned()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seed, step, words } = self;
        write!(to, "seed {seed}, step {step}: {words}")
    }
}

/// Something a person wants to go back, once.
struct Wish {
    order: usize,
    minor: i64,
}

/// Where a schedule plays.
pub struct Stage {
    desk: TestDesk,
    pub wire: Arc<Wire>,
    crash: Crash,
    seed: u64,
    step: u32,
    wishes: Vec<Wish>,
}

/// The name of an order.
pub fn reference(order: usize) -> String {
    format!("WISH-{order}")
}

/// Takes from a book what keeps an order from being sent twice.
fn forget_sends(data_dir: &Path) {
    let book = Connection::open(BookFiles::in_folder(data_dir).book()).unwrap();
    book.execute_batch(
        "DROP INDEX operations_one_send;
         DROP TRIGGER operations_send_once;
         DROP TRIGGER operations_start_once;",
    )
    .unwrap();
}

/// Plays one schedule to its end.
pub async fn run(seed: u64, tally: &mut Tally) -> Result<(), Violation> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut stage = Stage::set(seed).await;
    stage.provider(&mut dice, tally);
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
    async fn set(seed: u64) -> Self {
        let mut made = None;
        let desk = TestDesk::through(seed, |sandbox, _| {
            let wire = Arc::new(Wire::new(sandbox));
            made = Some(wire.clone());
            wire as Arc<dyn Transport>
        })
        .await;
        let wire = made.unwrap();
        for order in 0..ORDERS {
            let (number, name) = (desk.phone_number_id(), reference(order));
            desk.sandbox()
                .set_customer(number, &name, CustomerPlan::PaysAtOnce);
            desk.send_well(&OrderBody::new(&name)).await;
            desk.look_up(&name).await.unwrap();
        }
        if mutant::is(Mutant::SecondSend) {
            forget_sends(desk.data_dir());
        }
        let crash = Crash::over(desk.data_dir(), &desk.data_dir().with_extension("image"));
        wire.begin(desk.data_dir().to_owned(), crash.clone());
        Self {
            desk,
            wire,
            crash,
            seed,
            step: 0,
            wishes: Vec::new(),
        }
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        self.desk.desk()
    }

    /// Says what must never be.
    pub fn violation(&self, words: String) -> Violation {
        let known = self.wire.log(|log| format!("{log:#?}"));
        Violation {
            seed: self.seed,
            step: self.step,
            words: format!("{words}\nbook: {:#?}\nledger: {known}", self.book()),
        }
    }

    /// What the desk says may still go back of an order.
    pub async fn left_minor(&self, order: usize) -> i64 {
        let id = self.desk.order(&reference(order)).await.id;
        self.desk().refundable(id).await.unwrap().left_minor()
    }

    fn open_book(&self) -> Connection {
        let path = BookFiles::in_folder(self.desk.data_dir()).book();
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    /// Our refunds, as the file says.
    pub fn book(&self) -> Book {
        let book = self.open_book();
        let mut statement = book
            .prepare(
                "SELECT id, intent, state FROM operations
                 JOIN refunds ON refunds.operation_id = operations.id",
            )
            .unwrap();
        let rows = statement.query_map([], |row| {
            let state: String = row.get("state")?;
            let own = Own {
                intent: row.get("intent")?,
                state: OperationState::from_word(&state).unwrap(),
            };
            Ok((row.get("id")?, own))
        });
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// Records that prove one of our refunds although they were there before it, or are older.
    pub fn claims_that_cannot_be(&self) -> Option<String> {
        let book = self.open_book();
        let many: i64 = book
            .query_row(
                "SELECT count(*) FROM refund_records
                 JOIN refunds ON refunds.operation_id = refund_records.operation_id
                 JOIN operations ON operations.id = refunds.operation_id
                 WHERE is_proven = 1 AND provider_id IS NULL
                   AND (created_at_ms < sent_at_ms - 60000 OR EXISTS (
                       SELECT 1 FROM refund_before
                       WHERE refund_before.operation_id = refunds.operation_id
                         AND refund_before.refund_id = refund_records.refund_id))",
                [],
                |row| row.get(0),
            )
            .unwrap();
        (many > 0).then(|| format!("{many} refunds are proven by what cannot be them"))
    }

    /// A customer who was asked to pay more than once.
    pub fn requests_sent_twice(&self) -> Option<String> {
        let sent = (0..ORDERS).map(|order| (order, self.desk.committed(&reference(order)).len()));
        let mut twice = sent.filter(|(_, times)| *times > 1);
        twice
            .next()
            .map(|(order, times)| format!("{} was sent {times} times", reference(order)))
    }

    /// How the provider makes and shows refunds in this schedule.
    fn provider(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        let after_ms = dice.random_range(0..30 * 60_000);
        // Long enough, at times, that two lookups show the failure before it turns.
        let lasts_ms = *[20 * 60_000, 6 * 3_600_000].choose(dice).unwrap();
        let fates = [
            ("settles", RefundFate::Settles { after_ms }),
            ("fails", RefundFate::Fails { after_ms }),
            (
                "fails_then_settles",
                RefundFate::FailsThenSettles {
                    after_ms: after_ms + lasts_ms,
                },
            ),
            ("stays_pending", RefundFate::StaysPending),
            ("settles", RefundFate::Settles { after_ms: 0 }),
        ];
        let (name, fate) = *fates.choose(dice).unwrap();
        tally.hit("deed fate", name);
        let listed = [
            ListedRefunds::InTransaction,
            ListedRefunds::InPayment,
            ListedRefunds::Twice,
            ListedRefunds::Nowhere,
        ];
        let listed = *listed.choose(dice).unwrap();
        let lag_ms = [0, 0, 5_000, 120_000, 3_600_000];
        let lookup_lag_ms = *lag_ms.choose(dice).unwrap();
        let (newest_first, answers_other_id) = (dice.random(), dice.random_ratio(1, 4));
        self.desk
            .sandbox()
            .set_behaviour(self.desk.phone_number_id(), |habits| {
                habits.reused_reference = ReusedReference::Accept;
                habits.refunds.capped = false;
                habits.refunds.fate = fate;
                habits.refunds.listed = listed;
                habits.refunds.lookup_lag_ms = lookup_lag_ms;
                habits.refunds.newest_first = newest_first;
                habits.refunds.answers_other_id = answers_other_id;
            });
    }

    /// Does one thing.
    async fn act(&mut self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        if dice.random_ratio(1, 4) {
            self.crash.after(dice.random_range(0..POINTS_IN_A_REFUND));
        }
        match dice.random_range(0..14) {
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

    fn fault(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) -> Vec<Fault> {
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

    /// A person sends an order that was sent already.
    async fn send_again(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        tally.hit("deed", "send again");
        let order = reference(dice.random_range(0..ORDERS));
        let _ = self.desk.send(&OrderBody::new(&order)).await;
    }

    async fn withdraw_prepared(&self) {
        for (id, own) in self.book() {
            if own.state == OperationState::Prepared {
                let id: OperationId = id.parse().unwrap();
                self.desk().withdraw(id).await.unwrap();
            }
        }
    }

    /// Starts again from what the program left, where it ended.
    async fn after_a_crash(&mut self, tally: &mut Tally) {
        let ended_at = self.crash.take();
        self.wire.log(|log| log.step_is_over(ended_at.is_some()));
        let Some(point) = ended_at else {
            return;
        };
        tally.hit("crash", point);
        let crash = self.crash.clone();
        self.desk.restart_after(|| crash.restore()).await;
    }

    /// Nothing goes wrong any more, and three days pass with lookups.
    async fn heal(&mut self, tally: &mut Tally) {
        self.withdraw_prepared().await;
        for _ in 0..24 {
            self.desk.advance_ms(3 * HOUR_MS);
            for order in 0..ORDERS {
                self.desk.look_up(&reference(order)).await.unwrap();
            }
        }
        self.wire.log(|log| log.step_is_over(false));
        for order in 0..ORDERS {
            let id = self.desk.order(&reference(order)).await.id;
            let of_order = self.desk().refunds_of_order(id).await.unwrap();
            for refund in of_order.refunds {
                for row in refund.alarms {
                    tally.hit("deed alarm", row.alarm.word());
                }
            }
        }
    }
}
