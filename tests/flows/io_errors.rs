//! Owns the claim that no refund leaves whose intent is not on the disk, whichever write or sync of it
//! the system refuses, and that the desk goes on without a restart.

use crate::paid_order::{PAID_MINOR, REFERENCE, asked, paid};
use counterfoil_desk::{DeskError, RefundAsked, WriteTrouble};
use counterfoil_domain::operation::{OperationKind, OperationState};
use counterfoil_store::{OperationRow, StoreError};
use counterfoil_tests::{desk::TestDesk, session::inside, wait};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The system's number for an error of the device.
const EIO: i32 = 5;

/// Compiles the library that refuses, and starts what follows with it.
const REFUSING: &str = concat!(
    "library=\"$COUNTERFOIL_TEST_INSIDE/io_errors.so\"\n",
    "cc -shared -fPIC -o \"$library\" \"",
    env!("CARGO_MANIFEST_DIR"),
    "/harness/io_errors.c\" -ldl || exit 1\n",
    "export COUNTERFOIL_IO_ERRORS=\"$COUNTERFOIL_TEST_INSIDE/plan\"\n",
    "LD_PRELOAD=\"$library\" exec \"$@\"",
);

#[test]
fn each_write_and_each_sync_of_a_refund_may_fail() {
    inside(
        "io_errors::each_write_and_each_sync_of_a_refund_may_fail",
        &["sh", "-c", REFUSING, "sh"],
        async |folder| {
            let mut refusing = Refusing::told_in(folder);
            for (call, least) in [("sync", 4), ("write", 20)] {
                let mut skip = 0;
                while one_refund(&mut refusing, call, skip).await {
                    skip += 1;
                }
                assert!(skip >= least, "only {skip} calls of {call} were refused");
            }
        },
    );
}

#[test]
fn a_disk_that_refuses_for_a_while_is_said_and_got_over() {
    inside(
        "io_errors::a_disk_that_refuses_for_a_while_is_said_and_got_over",
        &["sh", "-c", REFUSING, "sh"],
        async |folder| {
            let mut refusing = Refusing::told_in(folder);
            for call in ["sync", "write"] {
                let desk = paid().await;
                refusing.refuse(call, 0, 1_000_000);

                for intent in ["first", "second"] {
                    let error = desk.desk().start_refund(whole(&desk, intent).await).await;
                    let error = error.unwrap_err();
                    assert!(
                        matches!(error, DeskError::Store(StoreError::Database(_))),
                        "{call}: {error}"
                    );
                }
                assert!(desk.sandbox().refunds().is_empty(), "{call}: nothing left");
                let told = desk.desk().write_trouble();
                assert!(matches!(told, Some(WriteTrouble::Refused(_))), "{told:?}");

                refusing.refuse(call, 0, 0);
                wait::until("it is noticed that writing goes well", async || {
                    desk.advance_ms(5_000);
                    desk.desk().write_trouble().is_none()
                })
                .await;
                let refunded = desk.desk().start_refund(whole(&desk, "first").await).await;
                let refunded = refunded.unwrap();
                assert_eq!(refunded.operation.state, OperationState::Accepted);
                assert_eq!(desk.sandbox().refunds().len(), 1);
            }
        },
    );
}

/// Asks for a refund while one call is refused after so many; false when there were not so many.
async fn one_refund(refusing: &mut Refusing, call: &str, skip: u32) -> bool {
    let when = format!("{call} {skip}");
    let mut desk = paid().await;
    refusing.refuse(call, skip, 1);

    let first = desk.desk().start_refund(whole(&desk, "click").await).await;

    let was_hit = refusing.was_hit();
    refusing.refuse(call, 0, 0);
    let made = desk.sandbox().refunds().len();
    match &first {
        Ok(refunded) => {
            assert_eq!(made, 1, "{when}");
            assert_eq!(refunded.operation.state, OperationState::Accepted, "{when}");
        }
        Err(DeskError::OutcomeNotKept { .. }) => {}
        Err(error) => assert_eq!(made, 0, "{when}: refused, and yet it left: {error}"),
    }
    if made > 0 {
        let states = states(&desk).await;
        assert!(
            matches!(
                states.as_slice(),
                [OperationState::InFlight | OperationState::Accepted | OperationState::Unknown]
            ),
            "{when}: it left, and the book says {states:?}"
        );
    }

    // Without a restart, and as a person would: what is prepared is withdrawn, and asked for anew.
    for operation in refunds(&desk).await {
        if operation.state == OperationState::Prepared {
            desk.desk().withdraw(operation.id).await.unwrap();
        }
    }
    let intent = if first.is_ok() { "click" } else { "again" };
    let second = desk.desk().start_refund(whole(&desk, intent).await).await;
    assert_eq!(second.is_ok(), made == 0, "{when}: {second:?}");
    assert_eq!(desk.sandbox().refunds().len(), 1, "{when}: paid once");

    desk.restart().await;
    desk.advance_ms(60_000);
    desk.look_up(REFERENCE).await.unwrap();
    let left = refunds(&desk).await;
    let confirmed = left
        .iter()
        .filter(|one| one.state == OperationState::Confirmed);
    assert_eq!(confirmed.count(), 1, "{when}: {left:?}");
    was_hit
}

/// All of it, once.
async fn whole(desk: &TestDesk, intent: &str) -> RefundAsked {
    asked(desk.order(REFERENCE).await.id, PAID_MINOR, Some(intent))
}

async fn refunds(desk: &TestDesk) -> Vec<OperationRow> {
    let mut operations: Vec<_> = desk
        .show(REFERENCE)
        .await
        .operations
        .into_iter()
        .map(|(operation, _)| operation)
        .collect();
    operations.retain(|operation| operation.kind == OperationKind::Refund);
    operations
}

async fn states(desk: &TestDesk) -> Vec<OperationState> {
    let refunds = refunds(desk).await;
    refunds.iter().map(|refund| refund.state).collect()
}

/// What is told to the library that refuses.
struct Refusing {
    plan: PathBuf,
    round: u32,
}

impl Refusing {
    fn told_in(folder: &Path) -> Self {
        Self {
            plan: folder.join("plan"),
            round: 0,
        }
    }

    /// From now on so many calls are let through, and so many after them refused.
    fn refuse(&mut self, call: &str, skip: u32, fail: u32) {
        self.round += 1;
        let told = format!("{} {call} {skip} {fail} {EIO}", self.round);
        let new = self.plan.with_extension("new");
        fs::write(&new, told).unwrap();
        fs::rename(new, &self.plan).unwrap();
        let _ = fs::remove_file(self.hit());
    }

    /// Whether one was refused since.
    fn was_hit(&self) -> bool {
        self.hit().exists()
    }

    fn hit(&self) -> PathBuf {
        self.plan.with_extension("hit")
    }
}
