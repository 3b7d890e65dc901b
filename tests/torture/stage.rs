//! Owns where a schedule plays: the desk, the way to the simulator, what the book says, and how it ends
//! and starts again.

use crate::{
    crash::{Copy, Crash},
    oracle::{Book, Own},
    tally::Tally,
    wire::Wire,
};
use counterfoil_desk::Desk;
use counterfoil_domain::{
    ids::OperationId,
    mutant::{self, Mutant},
    operation::OperationState,
};
use counterfoil_providers::Transport;
use counterfoil_sandbox::{CustomerPlan, ListedRefunds, RefundFate, ReusedReference};
use counterfoil_store::BookFiles;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};
use rand::{RngExt, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use rusqlite::{Connection, OpenFlags};
use std::{fmt, path::Path, sync::Arc};

/// What each order was paid with.
pub const PAID_MINOR: i64 = 49_900;
/// How many orders a schedule has.
pub const ORDERS: usize = 2;
const HOUR_MS: i64 = 3_600_000;

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
pub struct Wish {
    pub order: usize,
    pub minor: i64,
}

/// Where a schedule plays.
pub struct Stage {
    pub desk: TestDesk,
    pub wire: Arc<Wire>,
    pub crash: Crash,
    seed: u64,
    pub step: u32,
    pub wishes: Vec<Wish>,
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

impl Stage {
    pub async fn set(seed: u64) -> Self {
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
        let crash = Crash::over(
            desk.data_dir(),
            &desk.data_dir().with_extension("image"),
            desk.vault(),
        );
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

    /// A copy of the book, to be made.
    pub fn copy_of_book(&self, name: &str) -> Copy {
        Copy::of(self.desk.data_dir(), name)
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
    pub fn provider(&self, dice: &mut ChaCha8Rng, tally: &mut Tally) {
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

    pub async fn withdraw_prepared(&self) {
        for (id, own) in self.book() {
            if own.state == OperationState::Prepared {
                let id: OperationId = id.parse().unwrap();
                self.desk().withdraw(id).await.unwrap();
            }
        }
    }

    /// Starts again from what the program left, where it ended.
    pub async fn after_a_crash(&mut self, tally: &mut Tally) {
        let ended_at = self.crash.take();
        self.wire.log(|log| log.step_is_over(ended_at.is_some()));
        let Some(point) = ended_at else {
            return;
        };
        tally.hit("crash", point);
        self.desk.end().await;
        self.crash.restore();
        self.desk.set_vault(self.crash.keyring());
        self.desk.restart().await;
    }

    /// Nothing goes wrong any more, and three days pass with lookups.
    pub async fn heal(&mut self, tally: &mut Tally) {
        self.withdraw_prepared().await;
        for _ in 0..24 {
            self.desk.advance_ms(3 * HOUR_MS);
            for order in 0..ORDERS {
                self.desk.look_up(&reference(order)).await.unwrap();
            }
            self.look_up_all_told().await;
        }
        self.end_told(tally).await;
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
