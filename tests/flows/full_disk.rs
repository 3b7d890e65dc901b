//! Owns the claim that nothing leaves that cannot be written, and that an answer that cannot is neither
//! lost nor called a failure.

use crate::paid_order::{self, PAID_MINOR, asked, pay, refund};
use counterfoil_desk::{DeskError, ExchangeSource};
use counterfoil_domain::{account::Environment, operation::OperationState, standing::Standing};
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_store::{Page, StoreError};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk, session::inside, wait};
use std::{
    fs::{self, File},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const REFERENCE: &str = "FULL-1";

/// Longer than the answer takes to come and the first attempts to write it take to fail.
const A_WHILE: Duration = Duration::from_secs(4);

/// A small disk that goes with the process that mounted it. Where the system lets nobody mount one,
/// files may be kept from growing instead, which is the same but for the words of the error.
const SMALL_DISK: &str = r#"
    export TMPDIR="$COUNTERFOIL_TEST_INSIDE/disk"
    mkdir "$TMPDIR"
    mount='mount -t tmpfs -o size=6m tmpfs "$TMPDIR"'
    if unshare --map-root-user --mount sh -c "$mount" 2>/dev/null; then
        exec unshare --map-root-user --mount sh -c "$mount"' && exec "$@"' sh "$@"
    fi
    trap "" XFSZ
    exec "$@"
"#;

#[test]
fn an_answer_that_finds_the_disk_full_is_written_when_there_is_room() {
    inside(
        "full_disk::an_answer_that_finds_the_disk_full_is_written_when_there_is_room",
        &["sh", "-c", SMALL_DISK, "sh"],
        async |folder| {
            let (desk, disk) = on_small_disk(folder).await;
            desk.next(
                Call::Send,
                [Fault::after(FaultKind::SlowDrip { interval_ms: 8 })],
            );
            let body = OrderBody::new(REFERENCE).bytes();
            let account = desk.account().await;
            let caller = tokio::spawn({
                let desk = desk.desk().clone();
                async move { desk.send_order_body(&account, &body).await }
            });
            wait::until("it is accepted", async || {
                desk.committed(REFERENCE).len() == 1
            })
            .await;

            disk.fill();
            nothing_can_be_written(&desk, &disk).await;
            wait::stays_for(A_WHILE, "on its way", async || {
                reads_as_on_its_way(&desk).await
            })
            .await;
            assert!(
                !caller.is_finished(),
                "the outcome is kept in memory and tried again"
            );
            desk.advance_ms(60_000);
            disk.make_room();

            let sent = caller.await.unwrap().unwrap();
            assert_eq!(sent.operation.state, OperationState::Accepted);
            let kept = desk.only_send(REFERENCE).await;
            assert_eq!(kept, sent.operation, "written without a restart");
            assert!(
                kept.outcome_at_ms > kept.in_flight_at_ms,
                "it was written after the wait"
            );
            let raw = desk.exchanges(REFERENCE).await;
            let sources: Vec<_> = raw.iter().map(|row| row.source).collect();
            assert_eq!(
                sources,
                [ExchangeSource::SendAnswer, ExchangeSource::SendRequest],
                "with the raw answer"
            );
            assert_eq!(desk.received(Call::Send), 1);
        },
    );
}

#[test]
fn a_refund_that_finds_the_disk_full_does_not_leave_and_one_that_left_is_kept() {
    inside(
        "full_disk::a_refund_that_finds_the_disk_full_does_not_leave_and_one_that_left_is_kept",
        &["sh", "-c", SMALL_DISK, "sh"],
        async |folder| {
            let (desk, disk) = on_small_disk(folder).await;
            pay(&desk).await;
            desk.look_up(paid_order::REFERENCE).await.unwrap();

            disk.fill();
            refund(&desk, PAID_MINOR).await.unwrap_err();
            assert!(desk.sandbox().refunds().is_empty(), "nothing left");
            let told = desk.desk().write_trouble();
            assert!(told.is_some(), "the window is told of it");
            disk.make_room();
            wait::until("it is noticed that there is room", async || {
                desk.advance_ms(5_000);
                desk.desk().write_trouble().is_none()
            })
            .await;

            desk.next(
                Call::Refund,
                [Fault::after(FaultKind::SlowDrip { interval_ms: 8 })],
            );
            let order = desk.order(paid_order::REFERENCE).await.id;
            let caller = tokio::spawn({
                let desk = desk.desk().clone();
                async move { desk.start_refund(asked(order, PAID_MINOR, None)).await }
            });
            wait::until("it is made", async || desk.sandbox().refunds().len() == 1).await;
            disk.fill();
            wait::until("the answer cannot be written", async || {
                desk.desk().write_trouble().is_some()
            })
            .await;
            let again = refund(&desk, PAID_MINOR).await;
            assert!(again.is_err(), "and it is not asked for again: {again:?}");
            disk.make_room();

            let refunded = caller.await.unwrap().unwrap();
            assert_eq!(refunded.operation.state, OperationState::Accepted);
            assert_eq!(desk.sandbox().refunds().len(), 1);
            wait::until("writing goes well", async || {
                desk.desk().write_trouble().is_none()
            })
            .await;
        },
    );
}

/// A desk whose book is on the disk that can be filled.
async fn on_small_disk(folder: &Path) -> (TestDesk, Disk) {
    let desk = TestDesk::over_http().await;
    let disk = Disk {
        mount: folder.join("disk"),
        book: desk.data_dir().to_owned(),
    };
    (desk, disk)
}

async fn nothing_can_be_written(desk: &TestDesk, disk: &Disk) {
    let id = desk.only_send(REFERENCE).await.id;
    let other = desk.send(&OrderBody::new("FULL-2")).await;
    match other {
        Err(DeskError::Store(StoreError::Full)) if disk.is_mounted() => {}
        Err(DeskError::Store(StoreError::Database(_))) if !disk.is_mounted() => {}
        other => panic!("the disk is full, and nothing leaves that was not written: {other:?}"),
    }
    assert!(desk.desk().withdraw(id).await.is_err());
    assert_eq!(
        desk.received(Call::Send),
        1,
        "what cannot be written is not sent"
    );
}

/// Wherever the order is shown, it is on its way: neither failed nor free to be sent again.
async fn reads_as_on_its_way(desk: &TestDesk) -> bool {
    let listed = desk
        .desk()
        .orders(Environment::Sandbox, Page::first(10))
        .await
        .unwrap();
    let listed: Vec<_> = listed.iter().map(|line| line.standing).collect();
    let again = desk.send(&OrderBody::new(REFERENCE)).await;
    desk.only_send(REFERENCE).await.state == OperationState::InFlight
        && listed == [Standing::Sending]
        && matches!(again, Err(DeskError::Store(_)))
}

struct Disk {
    mount: PathBuf,
    book: PathBuf,
}

impl Disk {
    fn is_mounted(&self) -> bool {
        let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
        mounts.contains(self.mount.to_str().unwrap())
    }

    fn fill(&self) {
        if !self.is_mounted() {
            let log = self.book.join("book.sqlite3-wal");
            return limit_files(&fs::metadata(log).unwrap().len().to_string());
        }
        let mut filler = File::create(self.filler()).unwrap();
        for bytes in [4096, 1] {
            let full = loop {
                if let Err(error) = filler.write_all(&vec![0; bytes]) {
                    break error;
                }
            };
            assert_eq!(full.kind(), ErrorKind::StorageFull);
        }
    }

    fn make_room(&self) {
        match self.is_mounted() {
            true => fs::remove_file(self.filler()).unwrap(),
            false => limit_files("unlimited"),
        }
    }

    fn filler(&self) -> PathBuf {
        self.mount.join("filler")
    }
}

/// Sets how long a file of this process may be.
fn limit_files(bytes: &str) {
    let (pid, limit) = (
        std::process::id().to_string(),
        format!("--fsize={bytes}:unlimited"),
    );
    assert!(
        Command::new("prlimit")
            .args(["--pid", &pid, &limit])
            .status()
            .unwrap()
            .success()
    );
}
