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
use counterfoil_desk::{Desk, WEBHOOK_BYTES_MAX};
use counterfoil_domain::account::Account;
use std::path::PathBuf;

/// The largest webhook that is read, in MiB.
const WEBHOOK_MIB_MAX: u64 = (WEBHOOK_BYTES_MAX >> 20) as u64;

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
            files,
        } => {
            let webhooks = read_all(&files, signature)?;
            let lent = match webhooks.iter().any(|(_, signature)| signature.is_some()) {
                true => session.borrow_credentials()?,
                false => None,
            };
            session::working(session, |desk| async move {
                let account = session::chosen_account(&desk, account.as_deref()).await?;
                session::lend_token(&desk, &account, lent).await?;
                import(&desk, &account, webhooks, output).await
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

/// The body of a webhook, and its signature where it was kept.
type Saved = (Vec<u8>, Option<String>);

/// A file that cannot be read is known before anything is taken in.
fn read_all(files: &[PathBuf], signature: Option<String>) -> Result<Vec<Saved>, Failure> {
    if let (Some(_), [_, _, ..]) = (&signature, files) {
        let words = "--signature is that of one file; lay each beside its file as FILE.signature";
        return Err(Failure::usage(words));
    }
    let read = |file: &PathBuf| {
        let body = input::body_up_to(WEBHOOK_MIB_MAX, file)?;
        let signature = match &signature {
            Some(signature) => Some(signature.clone()),
            None => input::signature_beside(file)?,
        };
        Ok((body, signature))
    };
    files.iter().map(read).collect()
}

/// Takes in one after the other. The worst end is the command's: nobody reads only the last line.
async fn import(
    desk: &Desk,
    account: &Account,
    webhooks: Vec<Saved>,
    output: Output,
) -> Result<Code, Failure> {
    let mut worst = Code::Done;
    for (body, signature) in webhooks {
        match desk.take_webhook(account, body, signature.as_deref()).await {
            Ok(taken) => {
                let view = WebhookView::of(&taken);
                output.print(&view, || words::evidence::taken(&view));
            }
            Err(error) => {
                let failure = Failure::from(error);
                output.failure(&failure);
                worst = worst.worse(failure.code());
            }
        }
    }
    Ok(worst)
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
