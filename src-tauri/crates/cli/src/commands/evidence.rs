//! Owns `counterfoil evidence`.

use crate::{
    args::EvidenceCommand,
    exit::{Code, Failure},
    input,
    output::Output,
    session::{self, Session},
    views::{RebuiltView, WebhookView},
    words,
};
use counterfoil_desk::Desk;
use counterfoil_domain::account::Account;

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: EvidenceCommand,
    output: Output,
) -> Result<Code, Failure> {
    match command {
        EvidenceCommand::Import {
            account,
            signature,
            file,
        } => {
            let body = input::body(&file)?;
            let lent = match signature {
                Some(_) => session.borrow_credentials()?,
                None => None,
            };
            session::working(session, |desk| async move {
                let account = session::chosen_account(&desk, account.as_deref()).await?;
                session::lend_token(&desk, &account, lent).await?;
                import(&desk, &account, signature.as_deref(), body, output).await
            })
            .await
        }
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

async fn import(
    desk: &Desk,
    account: &Account,
    signature: Option<&str>,
    body: Vec<u8>,
    output: Output,
) -> Result<Code, Failure> {
    let taken = desk.take_webhook(account, body, signature).await?;
    let view = WebhookView::of(&taken);
    output.print(&view, || words::evidence::taken(&view));
    Ok(Code::Done)
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
