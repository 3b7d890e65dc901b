//! Owns `counterfoil order tell`, `cancel` and `fulfil`.

use crate::{
    args::{Cancel, OrderName, StatusChoice, Tell, TellWords},
    exit::{Code, Failure},
    output::Output,
    session,
    views::{CancelledView, FulfilledView, ToldView},
    words,
};
use counterfoil_desk::{CancelAsked, Credentials, Desk, StatusAsked};
use counterfoil_domain::order_status::{OrderStatus, StatusRoute};
use counterfoil_store::OrderRow;

pub async fn tell(
    desk: Desk,
    asked: Tell,
    token: Option<Credentials>,
    output: Output,
) -> Result<Code, Failure> {
    let order = named(&desk, &asked.order, token).await?;
    let sent = desk
        .send_status(StatusAsked {
            order: order.id,
            status: asked.status.into(),
            description: asked.words.note.clone(),
            route: asked.words.into(),
        })
        .await?;
    output.print(&ToldView::from(&sent), || words::tell::told(&sent));
    Ok(words::operations::code_of_outcome(sent.operation.state))
}

pub async fn cancel(
    desk: Desk,
    asked: Cancel,
    token: Option<Credentials>,
    output: Output,
) -> Result<Code, Failure> {
    let order = named(&desk, &asked.order, token).await?;
    let cancelled = desk
        .cancel(CancelAsked {
            order: order.id,
            description: asked.words.note.clone(),
            route: asked.words.into(),
            gateway_says: asked.gateway_says,
        })
        .await?;
    output.print(&CancelledView::from(&cancelled), || {
        words::tell::cancelled(&cancelled)
    });
    Ok(words::operations::code_of_outcome(
        cancelled.sent.operation.state,
    ))
}

pub async fn fulfil(desk: Desk, name: OrderName, output: Output) -> Result<Code, Failure> {
    let order = named(&desk, &name, None).await?;
    let late = desk.fulfil(order.id).await?;
    let view = FulfilledView {
        reference_id: name.reference_id,
        late,
    };
    output.print(&view, || words::tell::fulfilled(&order, late));
    Ok(Code::Done)
}

/// The order of this name, whose account may ask.
async fn named(
    desk: &Desk,
    name: &OrderName,
    token: Option<Credentials>,
) -> Result<OrderRow, Failure> {
    let order = desk
        .order_with_reference(&name.reference_id, name.account.as_deref())
        .await?;
    let account = desk.account(order.account_id).await?;
    session::lend_token(desk, &account, token).await?;
    Ok(order)
}

impl From<TellWords> for StatusRoute {
    fn from(words: TellWords) -> Self {
        match words.template {
            Some(name) => Self::Template {
                name,
                language: words.language,
                variables: words.variables,
            },
            None => Self::Interactive {
                body: words.text.unwrap_or_default(),
            },
        }
    }
}

impl From<StatusChoice> for OrderStatus {
    fn from(choice: StatusChoice) -> Self {
        match choice {
            StatusChoice::Processing => Self::Processing,
            StatusChoice::PartiallyShipped => Self::PartiallyShipped,
            StatusChoice::Shipped => Self::Shipped,
            StatusChoice::Completed => Self::Completed,
        }
    }
}
