//! Owns `counterfoil book`.

use crate::{
    args::BookCommand,
    exit::{Code, Failure},
    output::Output,
    session::{self, Session},
    views::{BackupView, BookView, RestoredView, VerifiedView},
    words,
};
use counterfoil_desk::{Desk, Seed};
use counterfoil_store::{BookFiles, OperationRow};
use serde_json::json;
use std::path::PathBuf;

/// Runs one of its commands.
pub async fn run(session: &Session, command: BookCommand, output: Output) -> Result<Code, Failure> {
    match command {
        BookCommand::Check => check(session, output).await,
        BookCommand::Backup => session::working(session, |desk| back_up(desk, output)).await,
        BookCommand::Backups => backups(session, output),
        BookCommand::Restore { file } => restore(session, file, output).await,
        BookCommand::GoOn { reason } => {
            session::working(session, |desk| go_on(desk, reason, output)).await
        }
        BookCommand::Seed { orders, seed } => {
            let seed = Seed { orders, seed };
            session::working(session, |desk| fill(desk, seed, output)).await
        }
    }
}

async fn check(session: &Session, output: Output) -> Result<Code, Failure> {
    let begun = tokio::time::Instant::now();
    let (desk, recovered) = session.open().await?;
    let ready_ms = begun.elapsed().as_millis();
    let health = desk.health().await?;
    let activity = desk.check_activity().await?;
    let lock = desk.book_lock().await?;
    let view = BookView {
        ready_ms: u64::try_from(ready_ms).unwrap_or(u64::MAX),
        version: health.version,
        complaints: health.complaints,
        became_unknown: ids(&recovered.unknown),
        withdrawn: ids(&recovered.withdrawn),
        activity: VerifiedView::from(&activity),
        locked_because: lock.map(|lock| lock.doubt),
        operations: desk.count_operations().await?,
    };
    desk.leave().await;
    output.print(&view, || {
        let (book, activity) = (
            words::book::book(&view),
            words::activity::verified(&activity),
        );
        format!("{book}\n{activity}")
    });
    Ok(
        if view.complaints.is_empty() && view.locked_because.is_none() {
            Code::Done
        } else {
            Code::Book
        },
    )
}

async fn back_up(desk: Desk, output: Output) -> Result<Code, Failure> {
    let made = desk.back_up().await?;
    output.print(&BackupView::from(&made), || {
        format!(
            "Backed the book up to {} and verified the copy.",
            made.path.display()
        )
    });
    Ok(Code::Done)
}

fn backups(session: &Session, output: Output) -> Result<Code, Failure> {
    let found = BookFiles::in_folder(session.data_dir()?).list_backups()?;
    let views: Vec<_> = found.iter().map(BackupView::from).collect();
    output.print(&views, || match found.as_slice() {
        [] => "There is no backup yet. `book backup` makes one.".to_owned(),
        found => found
            .iter()
            .map(words::book::backup)
            .collect::<Vec<_>>()
            .join("\n"),
    });
    Ok(Code::Done)
}

async fn restore(session: &Session, file: PathBuf, output: Output) -> Result<Code, Failure> {
    let restored = Desk::restore(session.options()?, file).await?;
    output.print(&RestoredView::from(&restored), || {
        words::book::restored(&restored)
    });
    Ok(Code::Done)
}

async fn go_on(desk: Desk, reason: String, output: Output) -> Result<Code, Failure> {
    desk.go_on(&reason).await?;
    output.print(&json!({ "wentOn": true }), || {
        words::book::WENT_ON.to_owned()
    });
    Ok(Code::Done)
}

async fn fill(desk: Desk, seed: Seed, output: Output) -> Result<Code, Failure> {
    let progress = |written| {
        if written % 10_000 == 0 {
            output.progress(&format!("{written} of {} orders", seed.orders));
        }
    };
    let seeded = desk.seed(seed, progress).await?;
    output.print(
        &json!({ "account": seeded.account, "orders": seeded.orders }),
        || {
            format!(
                "Made {} sandbox orders of account `{}`.",
                seeded.orders, seeded.account
            )
        },
    );
    Ok(Code::Done)
}

fn ids(operations: &[OperationRow]) -> Vec<String> {
    operations
        .iter()
        .map(|operation| operation.id.to_string())
        .collect()
}
