//! Owns `counterfoil poll`.

use crate::{
    args::PollOptions,
    exit::{Code, Failure},
    output::Output,
    session::{self, Session},
    views::PolledView,
    words,
};
use counterfoil_desk::{Desk, PollTally, PollUntil, PollingOptions};
use counterfoil_domain::account::Environment;
use std::time::Duration;

/// How often a person is told how far it is.
const TELL_EVERY: Duration = Duration::from_secs(10);

/// Looks up what is due, once or for a while.
pub async fn run(session: &Session, options: PollOptions, output: Output) -> Result<Code, Failure> {
    let token = session.borrow_token()?;
    session::working(session, |desk| async move {
        if token.is_some() {
            let account = session::chosen_account(&desk, None).await?;
            session::lend_token(&desk, &account, token).await?;
        }
        poll(&desk, &options, output).await
    })
    .await
}

async fn poll(desk: &Desk, options: &PollOptions, output: Output) -> Result<Code, Failure> {
    let until = match options.for_ {
        Some(_) => PollUntil::Stopped,
        None => PollUntil::NothingDue,
    };
    desk.start_polling(PollingOptions {
        calls_per_hour: options.calls_per_hour,
        until,
        ..PollingOptions::default()
    })
    .await?;
    let over = async {
        match options.for_ {
            Some(span) => tokio::time::sleep(span).await,
            None => desk.polling_ended().await,
        }
    };
    tokio::select! {
        () = over => {}
        () = tell(desk, output) => {}
    }
    desk.stop_polling().await;
    let mut accounts = Vec::new();
    for environment in [Environment::Live, Environment::Sandbox] {
        accounts.extend(desk.polling(environment).await?.accounts);
    }
    let view = PolledView::of(desk.poll_tally(), &accounts);
    output.print(&view, || words::polling::polled(&view));
    Ok(if view.answered == 0 && view.unanswered > 0 {
        Code::NoAnswer
    } else {
        Code::Done
    })
}

/// Tells how far it is, as long as something comes of it.
async fn tell(desk: &Desk, output: Output) {
    let mut before = PollTally::default();
    loop {
        tokio::time::sleep(TELL_EVERY).await;
        let now = desk.poll_tally();
        if now != before {
            output.progress(&words::polling::so_far(now));
        }
        before = now;
    }
}
