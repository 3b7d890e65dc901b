//! Owns `counterfoil operation`.

use crate::{
    args::{ListOptions, OperationCommand},
    exit::{Code, Failure},
    output::Output,
    session::{self, Session},
    views::{OperationListView, OperationView, SentView},
    words,
};
use counterfoil_desk::{Credentials, Desk};
use counterfoil_domain::ids::OperationId;

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: OperationCommand,
    output: Output,
) -> Result<Code, Failure> {
    match command {
        OperationCommand::List {
            options,
            unresolved,
        } => list(session, &options, unresolved, output).await,
        OperationCommand::Send { id } => {
            let id = read_id(&id)?;
            let token = session.borrow_token()?;
            session::working(session, |desk| send(desk, id, token, output)).await
        }
        OperationCommand::Withdraw { id } => {
            let id = read_id(&id)?;
            session::working(session, |desk| withdraw(desk, id, output)).await
        }
    }
}

async fn list(
    session: &Session,
    options: &ListOptions,
    unresolved: bool,
    output: Output,
) -> Result<Code, Failure> {
    let desk = session.open_to_read().await?;
    let environment = session::chosen_environment(&desk, options.environment).await?;
    let page = session::chosen_page(options)?;
    let rows = if unresolved {
        let unresolved = desk.unresolved(environment, page).await?;
        unresolved.into_iter().map(|row| row.operation).collect()
    } else {
        desk.operations(environment, page).await?
    };
    let view = OperationListView::of(environment, &rows, options.rows);
    output.print(&view, || {
        words::operations::operation_list(environment, &rows, view.next.as_deref())
    });
    Ok(Code::Done)
}

async fn send(
    desk: Desk,
    id: OperationId,
    token: Option<Credentials>,
    output: Output,
) -> Result<Code, Failure> {
    let (operation, _) = desk.operation(id).await?;
    let account = desk.account(operation.account_id).await?;
    session::lend_token(&desk, &account, token).await?;
    let sent = desk.send_prepared(id).await?;
    output.print(&SentView::from(&sent), || words::orders::sent(&sent));
    Ok(words::operations::code_of_outcome(sent.operation.state))
}

async fn withdraw(desk: Desk, id: OperationId, output: Output) -> Result<Code, Failure> {
    let operation = desk.withdraw(id).await?;
    output.print(&OperationView::from(&operation), || {
        format!("Withdrew operation {id}. Nothing had left.")
    });
    Ok(Code::Done)
}

fn read_id(text: &str) -> Result<OperationId, Failure> {
    text.parse()
        .map_err(|_| Failure::usage(format!("`{text}` is not the id of an operation")))
}
