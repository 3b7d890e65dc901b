//! Owns what the window may ask about a new order.

use super::{accounts::read, orders};
use crate::{
    ipc_error::IpcError,
    own_sandbox::example,
    shell::Shell,
    view::{
        compose::{
            ComposeAgainView, ComposeStartView, OrderCheckView, OrderForm, OriginForm,
            RecalledCustomerView, RecalledItemView,
        },
        findings::FindingView,
        money::{self, MoneyView},
        number::Integer,
        operations::SentView,
    },
};
use tauri::State;

/// What a new order of this account begins with; the first one of the simulator is an example.
#[tauri::command]
#[specta::specta]
pub async fn compose_start(
    shell: State<'_, Shell>,
    account_id: String,
) -> Result<ComposeStartView, IpcError> {
    let id = read(&account_id)?;
    let start = shell.desk().await?.start_composing(id).await?;
    let account = shell.account(id).await?;
    let mut view = ComposeStartView::from(start);
    if account.is_own_sandbox && !account.has_orders {
        view.begin_with(example(view.fresh.clone()));
    }
    Ok(view)
}

/// What asking for the same order once more begins with.
#[tauri::command]
#[specta::specta]
pub async fn compose_again(
    shell: State<'_, Shell>,
    order_id: String,
) -> Result<ComposeAgainView, IpcError> {
    let desk = shell.desk().await?;
    let (account, form) = desk.compose_again(orders::read(&order_id)?).await?;
    Ok(ComposeAgainView {
        account_id: account.to_string(),
        form: form.into(),
    })
}

/// Keeps a draft; says when, in milliseconds UTC.
#[tauri::command]
#[specta::specta]
pub async fn draft_keep(
    shell: State<'_, Shell>,
    account_id: String,
    form: OrderForm,
) -> Result<Integer, IpcError> {
    let desk = shell.desk().await?;
    let saved_at_ms = desk.keep_draft(read(&account_id)?, &form.into()).await?;
    Ok(saved_at_ms.into())
}

/// Forgets the draft of an account.
#[tauri::command]
#[specta::specta]
pub async fn draft_discard(shell: State<'_, Shell>, account_id: String) -> Result<(), IpcError> {
    let desk = shell.desk().await?;
    Ok(desk.discard_draft(read(&account_id)?).await?)
}

/// Says what a form adds up to and what is wrong with it. Changes nothing.
#[tauri::command]
#[specta::specta]
pub async fn order_check(
    shell: State<'_, Shell>,
    account_id: String,
    form: OrderForm,
) -> Result<OrderCheckView, IpcError> {
    let (desk, id) = (shell.desk().await?, read(&account_id)?);
    let account = desk.account(id).await?;
    let checked = desk.check_form(id, &form.into()).await?;
    Ok(OrderCheckView::of(&account, checked))
}

/// Sends an order, once. Refused when the total is not the one the person was shown, and from a
/// restored book where neither the provider can be asked first nor a person says what they saw.
#[tauri::command]
#[specta::specta]
pub async fn order_send(
    shell: State<'_, Shell>,
    account_id: String,
    form: OrderForm,
    shown_total: MoneyView,
    gateway_says: Option<String>,
) -> Result<SentView, IpcError> {
    let shown = money::read(shown_total)?;
    let desk = shell.desk().await?;
    let id = read(&account_id)?;
    let sent = desk.send_form(id, form.into(), shown, gateway_says.as_deref());
    Ok(SentView::from(&sent.await?))
}

/// Turns a pasted Cloud API request into a form.
#[tauri::command]
#[specta::specta]
pub async fn request_read(shell: State<'_, Shell>, text: String) -> Result<OrderForm, IpcError> {
    let read = shell.desk().await?.read_request(&text);
    read.map(OrderForm::from)
        .map_err(|findings| IpcError::Findings {
            findings: findings.iter().map(FindingView::in_request).collect(),
        })
}

/// The customers of this account's orders that fit what was typed of a number or a name.
#[tauri::command]
#[specta::specta]
pub async fn customer_recall(
    shell: State<'_, Shell>,
    account_id: String,
    typed: String,
) -> Result<Vec<RecalledCustomerView>, IpcError> {
    let desk = shell.desk().await?;
    let found = desk.recall_customers(read(&account_id)?, typed).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// The items of this account's orders that fit what was typed of a name.
#[tauri::command]
#[specta::specta]
pub async fn item_recall(
    shell: State<'_, Shell>,
    account_id: String,
    typed: String,
) -> Result<Vec<RecalledItemView>, IpcError> {
    let desk = shell.desk().await?;
    let found = desk.recall_items(read(&account_id)?, typed).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// The importers of this account's orders that fit what was typed of a name.
#[tauri::command]
#[specta::specta]
pub async fn importer_recall(
    shell: State<'_, Shell>,
    account_id: String,
    typed: String,
) -> Result<Vec<OriginForm>, IpcError> {
    let desk = shell.desk().await?;
    let found = desk.recall_importers(read(&account_id)?, typed).await?;
    Ok(found.into_iter().map(Into::into).collect())
}
