//! Owns `counterfoil activity`.

use crate::{
    args::ActivityCommand,
    exit::{Code, Failure},
    output::Output,
    session::Session,
    views::{ActivityView, VerifiedView},
    words,
};
use counterfoil_desk::ActivityAsked;

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: ActivityCommand,
    output: Output,
) -> Result<Code, Failure> {
    let desk = session.open_to_read().await?;
    match command {
        ActivityCommand::List {
            rows,
            before,
            deed,
            order,
        } => {
            let order = match order {
                Some(reference) => Some(desk.order_with_reference(&reference, None).await?.id),
                None => None,
            };
            let asked = ActivityAsked {
                deed,
                order,
                ..ActivityAsked::default()
            };
            let lines = desk.activity(asked, before, rows).await?;
            let view: Vec<_> = lines.iter().map(ActivityView::from).collect();
            output.print(&view, || words::activity::list(&lines));
            Ok(Code::Done)
        }
        ActivityCommand::Verify => {
            let verified = desk.verify_activity().await?;
            output.print(&VerifiedView::from(&verified), || {
                words::activity::verified(&verified)
            });
            Ok(if verified.holds() {
                Code::Done
            } else {
                Code::Book
            })
        }
    }
}
