//! Owns `counterfoil order`.

use super::tell;
use crate::{
    args::{ListOptions, OrderCommand, OrderName},
    clock,
    exit::{Code, Failure},
    input,
    output::Output,
    session::{self, Session},
    views::{CheckView, LookUpView, OrderListView, OrderView, SentView},
    words,
};
use counterfoil_desk::{Credentials, Desk, DeskError, Exchange, ExchangeSource};
use counterfoil_domain::{ids::OrderId, upi::Vpa};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Between two lookups of a command that waits.
const LOOK_UP_AGAIN: Duration = Duration::from_secs(1);

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: OrderCommand,
    output: Output,
) -> Result<Code, Failure> {
    match command {
        OrderCommand::Check { account, file } => {
            check(session, account.as_deref(), &file, output).await
        }
        OrderCommand::Send {
            account,
            gateway_says,
            files,
        } => {
            if gateway_says.is_some() && files.len() > 1 {
                return Err(Failure::usage(
                    "--gateway-says is about one order: send one file",
                ));
            }
            let token = session.borrow_token()?;
            let bodies = read_all(&files)?;
            session::working(session, |desk| {
                send(desk, account, token, bodies, gateway_says, output)
            })
            .await
        }
        OrderCommand::List(options) => list(session, &options, output).await,
        OrderCommand::Show(order) => show(session, &order, output).await,
        OrderCommand::LookUp { order, wait } => {
            let token = session.borrow_token()?;
            session::working(session, |desk| look_up(desk, order, token, wait, output)).await
        }
        OrderCommand::Tell(asked) => {
            let token = session.borrow_token()?;
            session::working(session, |desk| tell::tell(desk, asked, token, output)).await
        }
        OrderCommand::Cancel(asked) => {
            let token = session.borrow_token()?;
            session::working(session, |desk| tell::cancel(desk, asked, token, output)).await
        }
        OrderCommand::Fulfil(name) => {
            session::working(session, |desk| tell::fulfil(desk, name, output)).await
        }
    }
}

async fn check(
    session: &Session,
    account: Option<&str>,
    file: &Path,
    output: Output,
) -> Result<Code, Failure> {
    let body = input::body(file)?;
    let payees = expected_payees(session, account).await?;
    let checked = Desk::check_order_body(&body, clock::for_desk().now_ms(), &payees);
    let view = CheckView::from(&checked);
    output.print(&view, || words::orders::check(&checked));
    Ok(if view.may_be_sent {
        Code::Done
    } else {
        Code::Findings
    })
}

/// The UPI ids that the account named expects, or the only one there is. A file can be checked
/// without any book.
async fn expected_payees(session: &Session, account: Option<&str>) -> Result<Vec<Vpa>, Failure> {
    if account.is_none() && !session.has_book() {
        return Ok(Vec::new());
    }
    let desk = session.open_to_read().await?;
    let accounts = match account {
        Some(name) => vec![desk.account_named(name).await?],
        None => desk.accounts().await?,
    };
    match accounts.as_slice() {
        [account] => Ok(desk.expected_payees(account.id).await?),
        [] | [_, _, ..] => Ok(Vec::new()),
    }
}

/// A file that cannot be read is known before anything is sent.
fn read_all(files: &[PathBuf]) -> Result<Vec<Vec<u8>>, Failure> {
    files.iter().map(|file| input::body(file)).collect()
}

/// Sends one after the other. The worst outcome is the command's: nobody reads only the last line.
async fn send(
    desk: Desk,
    account: Option<String>,
    token: Option<Credentials>,
    bodies: Vec<Vec<u8>>,
    gateway_says: Option<String>,
    output: Output,
) -> Result<Code, Failure> {
    let account = session::chosen_account(&desk, account.as_deref()).await?;
    session::lend_token(&desk, &account, token).await?;
    let mut worst = Code::Done;
    for body in &bodies {
        let sending = desk.send_order_body_knowing(&account, body, gateway_says.as_deref());
        let code = match sending.await {
            Ok(sent) => {
                let view = SentView::from(&sent);
                output.print(&view, || words::orders::sent(&sent));
                words::operations::code_of_outcome(sent.operation.state)
            }
            Err(error) => {
                let failure = Failure::from(error);
                output.failure(&failure);
                failure.code()
            }
        };
        worst = worst.worse(code);
    }
    Ok(worst)
}

async fn list(session: &Session, options: &ListOptions, output: Output) -> Result<Code, Failure> {
    let desk = session.open_to_read().await?;
    let environment = session::chosen_environment(&desk, options.environment).await?;
    let rows = desk
        .orders(environment, session::chosen_page(options)?)
        .await?;
    let view = OrderListView::of(environment, &rows, options.rows);
    output.print(&view, || {
        words::orders::order_list(environment, &rows, view.next.as_deref())
    });
    Ok(Code::Done)
}

async fn show(session: &Session, name: &OrderName, output: Output) -> Result<Code, Failure> {
    let desk = session.open_to_read().await?;
    let order = desk
        .order_with_reference(&name.reference_id, name.account.as_deref())
        .await?;
    let shown = desk.show_order(order.id).await?;
    let answers = answers(&desk, order.id).await?;
    let sources = desk.sources(order.id).await?;
    output.print(&OrderView::of(&shown, &sources, &answers), || {
        words::orders::order(&shown, &answers)
    });
    Ok(Code::Done)
}

/// The newest raw answers about an order, oldest first.
async fn answers(desk: &Desk, order: OrderId) -> Result<Vec<Exchange>, Failure> {
    let mut rows = desk.exchanges(order).await?;
    rows.retain(|row| row.source != ExchangeSource::SendRequest);
    let mut answers = Vec::new();
    for row in rows.iter().rev() {
        answers.push(desk.exchange(order, row.id).await?);
    }
    Ok(answers)
}

async fn look_up(
    desk: Desk,
    name: OrderName,
    token: Option<Credentials>,
    wait_s: u64,
    output: Output,
) -> Result<Code, Failure> {
    let order = desk
        .order_with_reference(&name.reference_id, name.account.as_deref())
        .await?;
    let account = desk.account(order.account_id).await?;
    session::lend_token(&desk, &account, token).await?;
    let until = tokio::time::Instant::now() + Duration::from_secs(wait_s);
    loop {
        let asked = desk.look_up(&order).await;
        let is_over = tokio::time::Instant::now() >= until;
        let looked_up = match asked {
            Err(error @ DeskError::NoAnswer { .. }) if !is_over => {
                output.progress(&error.to_string());
                tokio::time::sleep(LOOK_UP_AGAIN).await;
                continue;
            }
            asked => asked?,
        };
        if is_over || looked_up.state.payment.is_captured() {
            let view = LookUpView::of(&order, &looked_up);
            output.print(&view, || words::orders::looked_up(&order, &looked_up));
            let says_nothing = looked_up.says_nothing.is_some();
            return Ok(if says_nothing {
                Code::NoAnswer
            } else {
                Code::Done
            });
        }
        output.progress(&words::orders::looked_up(&order, &looked_up));
        tokio::time::sleep(LOOK_UP_AGAIN).await;
    }
}
