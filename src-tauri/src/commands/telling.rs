//! Owns what the window may ask about telling customers where their orders stand.

use super::orders;
use crate::{
    ipc_error::IpcError,
    shell::Shell,
    view::{
        fulfilment::{LateView, OrderStatusView},
        telling::{
            CareView, MessageAskedView, PhraseView, RouteView, StatusTemplateView, ToldView,
        },
    },
};
use counterfoil_desk::{CancelAsked, Desk, Phrase, StatusAsked};
use counterfoil_domain::order_status::OrderStatus;
use tauri::State;

/// Tells a customer the status of an order, or cancels it.
#[tauri::command]
#[specta::specta]
pub async fn status_send(
    shell: State<'_, Shell>,
    order_id: String,
    asked: MessageAskedView,
) -> Result<ToldView, IpcError> {
    let (desk, order) = (shell.desk().await?, orders::read(&order_id)?);
    remember(&desk, &asked).await?;
    let (description, route) = (Some(asked.note), asked.route.into());
    let status = OrderStatus::from(asked.status);
    if status.is_cancel() {
        let cancelled = desk.cancel(CancelAsked {
            order,
            description,
            route,
            gateway_says: asked.gateway_says,
        });
        let cancelled = cancelled.await?;
        let after = cancelled.after.and_then(Result::ok);
        let is_paid = after.is_some_and(|after| after.state.payment.is_captured());
        return Ok(ToldView::of(&cancelled.sent, is_paid));
    }
    let sent = desk.send_status(StatusAsked {
        order,
        status,
        description,
        route,
    });
    Ok(ToldView::of(&sent.await?, false))
}

/// Keeps money that came late, and fulfils its order.
#[tauri::command]
#[specta::specta]
pub async fn order_fulfil(shell: State<'_, Shell>, order_id: String) -> Result<LateView, IpcError> {
    let desk = shell.desk().await?;
    Ok(desk.fulfil(orders::read(&order_id)?).await?.into())
}

/// The approved order status templates of an order's account.
#[tauri::command]
#[specta::specta]
pub async fn status_templates(
    shell: State<'_, Shell>,
    order_id: String,
) -> Result<Vec<StatusTemplateView>, IpcError> {
    let desk = shell.desk().await?;
    let found = desk.status_templates_of_order(orders::read(&order_id)?);
    Ok(found.await?.into_iter().map(Into::into).collect())
}

/// What customers were told last with a status.
#[tauri::command]
#[specta::specta]
pub async fn status_phrase(
    shell: State<'_, Shell>,
    status: OrderStatusView,
) -> Result<PhraseView, IpcError> {
    let desk = shell.desk().await?;
    Ok(desk.phrase(status.into()).await?.into())
}

/// What the desk does by itself for customers.
#[tauri::command]
#[specta::specta]
pub async fn care_show(shell: State<'_, Shell>) -> Result<CareView, IpcError> {
    Ok(shell.desk().await?.care().await?.into())
}

/// Lets the desk do this by itself for customers from now on.
#[tauri::command]
#[specta::specta]
pub async fn care_choose(shell: State<'_, Shell>, care: CareView) -> Result<(), IpcError> {
    Ok(shell.desk().await?.take_care(care.into()).await?)
}

/// What is said now is proposed the next time.
pub(super) async fn remember(desk: &Desk, asked: &MessageAskedView) -> Result<(), IpcError> {
    let status = OrderStatus::from(asked.status);
    let before = desk.phrase(status).await?;
    let mut phrase = Phrase {
        note: asked.note.clone(),
        ..before
    };
    for route in [Some(&asked.route), asked.fallback.as_ref()]
        .into_iter()
        .flatten()
    {
        match route {
            RouteView::Message { text } => phrase.text.clone_from(text),
            RouteView::Template { name, language, .. } => {
                phrase.template = Some((name.clone(), language.clone()));
            }
        }
    }
    Ok(desk.remember_phrase(status, &phrase).await?)
}
