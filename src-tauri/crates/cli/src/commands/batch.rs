//! Owns `counterfoil batch`.

use crate::{
    args::{BatchCommand, BatchStart, ListOptions},
    exit::{Code, Failure},
    output::Output,
    session::{self, Session},
    views::{BatchListView, BatchView},
    words,
};
use counterfoil_desk::{BatchAsked, Credentials, Desk, ListSpan};
use counterfoil_domain::{
    batch::{BATCH_ORDERS_MAX, BatchMessage, BatchOrderState, BatchState},
    ids::{BatchId, OrderId},
    order_list::OrderList,
    order_status::{OrderStatus, StatusRoute},
};
use std::time::Duration;

/// How often the batch is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: BatchCommand,
    output: Output,
) -> Result<Code, Failure> {
    match command {
        BatchCommand::Start(asked) => {
            let token = session.borrow_token()?;
            session::working(session, |desk| start(desk, asked, token, output)).await
        }
        BatchCommand::Resume { id, account } => {
            let (id, token) = (read_id(&id)?, session.borrow_token()?);
            session::working(session, |desk| async move {
                lend(&desk, account.as_deref(), token).await?;
                desk.resume_batch(id).await?;
                follow(&desk, id, output).await
            })
            .await
        }
        BatchCommand::End { id } => {
            let id = read_id(&id)?;
            session::working(session, |desk| async move {
                desk.end_batch(id).await?;
                follow(&desk, id, output).await
            })
            .await
        }
        BatchCommand::List(options) => list(session, &options, output).await,
    }
}

async fn start(
    desk: Desk,
    asked: BatchStart,
    token: Option<Credentials>,
    output: Output,
) -> Result<Code, Failure> {
    lend(&desk, asked.account.as_deref(), token).await?;
    let orders = chosen(&desk, &asked).await?;
    let status = asked
        .status
        .map_or(OrderStatus::Canceled, OrderStatus::from);
    let note = asked.words.note.clone();
    let language = asked.words.language.clone();
    let fallback = asked.or_template.map(|name| StatusRoute::Template {
        name,
        language,
        variables: Vec::new(),
    });
    let message = BatchMessage::new(status, note.as_deref(), asked.words.into(), fallback)
        .map_err(|fault| Failure::usage(fault.words()))?;
    let id = desk
        .start_batch(BatchAsked {
            message,
            orders,
            by_person: true,
        })
        .await?;
    follow(&desk, id, output).await
}

async fn lend(
    desk: &Desk,
    account: Option<&str>,
    token: Option<Credentials>,
) -> Result<(), Failure> {
    if token.is_some() {
        let account = session::chosen_account(desk, account).await?;
        session::lend_token(desk, &account, token).await?;
    }
    Ok(())
}

/// The orders that are meant.
async fn chosen(desk: &Desk, asked: &BatchStart) -> Result<Vec<OrderId>, Failure> {
    if !asked.expired && !asked.not_told {
        let mut orders = Vec::new();
        for reference in &asked.orders {
            let order = desk.order_with_reference(reference, asked.account.as_deref());
            orders.push(order.await?.id);
        }
        return Ok(orders);
    }
    let environment = session::chosen_environment(desk, asked.environment).await?;
    let (list, to_ms) = match asked.expired {
        true => (OrderList::Unpaid, desk.today(environment).await?.now_ms),
        false => (OrderList::NotTold, i64::MAX),
    };
    let span = ListSpan {
        environment,
        list,
        from_ms: i64::MIN,
        to_ms,
    };
    let mut orders = desk.listed_ids(span, BATCH_ORDERS_MAX).await?;
    orders.truncate(BATCH_ORDERS_MAX);
    Ok(orders)
}

/// Waits until a batch stands still, telling how far it is.
async fn follow(desk: &Desk, id: BatchId, output: Output) -> Result<Code, Failure> {
    let mut told = 0;
    let shown = loop {
        let shown = desk.batch(id).await?;
        if shown.batch.state != BatchState::Running {
            break shown;
        }
        let done = shown.total() - shown.count(BatchOrderState::Waiting);
        if done > told {
            output.progress(&format!("{done} of {}", shown.total()));
            told = done;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    };
    output.print(&BatchView::from(&shown), || words::batch::batch(&shown));
    Ok(match shown.batch.state {
        BatchState::Paused => Code::NothingHappened,
        _ if shown.count(BatchOrderState::Unknown) > 0 => Code::Unknown,
        BatchState::Running | BatchState::Ended => Code::Done,
    })
}

async fn list(session: &Session, options: &ListOptions, output: Output) -> Result<Code, Failure> {
    let desk = session.open_to_read().await?;
    let environment = session::chosen_environment(&desk, options.environment).await?;
    let rows = desk
        .batches(environment, session::chosen_page(options)?)
        .await?;
    let view = BatchListView::of(environment, &rows, options.rows);
    output.print(&view, || words::batch::batch_list(environment, &rows));
    Ok(Code::Done)
}

fn read_id(text: &str) -> Result<BatchId, Failure> {
    text.parse()
        .map_err(|_| Failure::usage(format!("`{text}` is not the id of a batch")))
}
