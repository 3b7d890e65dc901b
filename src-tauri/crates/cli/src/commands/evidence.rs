//! Owns `counterfoil evidence`.

use crate::{
    args::EvidenceCommand,
    exit::{Code, Failure},
    output::Output,
    session::{self, Session},
    views::RebuiltView,
    words,
};
use counterfoil_desk::Desk;

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: EvidenceCommand,
    output: Output,
) -> Result<Code, Failure> {
    match command {
        EvidenceCommand::Rebuild { check: true } => {
            let desk = session.open_to_read().await?;
            rebuild(&desk, false, output).await
        }
        EvidenceCommand::Rebuild { check: false } => {
            session::working(
                session,
                |desk| async move { rebuild(&desk, true, output).await },
            )
            .await
        }
    }
}

async fn rebuild(desk: &Desk, mends: bool, output: Output) -> Result<Code, Failure> {
    let begun = tokio::time::Instant::now();
    let rebuilt = desk
        .rebuild_states(mends, |orders| {
            tracing::debug!(orders, "Read {orders} orders")
        })
        .await?;
    let view = RebuiltView::of(&rebuilt, mends, begun.elapsed());
    output.print(&view, || words::evidence::rebuilt(&view));
    Ok(if rebuilt.different == 0 || mends {
        Code::Done
    } else {
        Code::Other
    })
}
