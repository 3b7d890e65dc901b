//! Owns what the window may ask about expired orders, and about telling many customers at once.

use super::telling::remember;
use crate::{
    ipc_error::IpcError,
    shell::Shell,
    view::{
        cancels::{BatchOrderView, BatchView, CancelPlanView, ExpiredLineView},
        number::Integer,
        start::EnvironmentView,
        telling::{MessageAskedView, SumView},
        today::ListSpanView,
    },
};
use counterfoil_desk::BatchAsked;
use counterfoil_domain::{
    batch::{BATCH_ORDERS_MAX, BatchMessage},
    ids::{BatchId, OrderId},
};
use counterfoil_store::{PAGE_ROWS_MAX, Page};
use tauri::State;

/// How many batches are listed.
const BATCHES_MAX: u32 = 20;

/// At most `rows` expired orders of a part of the list of unpaid ones from this place on.
#[tauri::command]
#[specta::specta]
pub async fn expired_list(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
    span: ListSpanView,
    index: u32,
    rows: u32,
) -> Result<Vec<ExpiredLineView>, IpcError> {
    let desk = shell.desk().await?;
    let rows = rows.min(PAGE_ROWS_MAX);
    let found = desk.expired_orders(span.read(environment), u64::from(index), rows);
    Ok(found.await?.into_iter().map(Into::into).collect())
}

/// The ids of the orders in a part of a list, newest first, at most as many as one batch has.
#[tauri::command]
#[specta::specta]
pub async fn list_ids(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
    span: ListSpanView,
) -> Result<Vec<String>, IpcError> {
    let desk = shell.desk().await?;
    let mut found = desk
        .listed_ids(span.read(environment), BATCH_ORDERS_MAX)
        .await?;
    found.truncate(BATCH_ORDERS_MAX);
    Ok(found.into_iter().map(|id| id.to_string()).collect())
}

/// What would come of cancelling these orders, by lookups answered since this moment, UTC.
#[tauri::command]
#[specta::specta]
pub async fn cancel_plan(
    shell: State<'_, Shell>,
    order_ids: Vec<String>,
    since_ms: Integer,
) -> Result<CancelPlanView, IpcError> {
    let desk = shell.desk().await?;
    let plan = desk.plan_cancels(read_all(&order_ids)?, since_ms.get());
    Ok(plan.await?.into())
}

/// What these orders ask for together.
#[tauri::command]
#[specta::specta]
pub async fn orders_sum(
    shell: State<'_, Shell>,
    order_ids: Vec<String>,
) -> Result<SumView, IpcError> {
    let desk = shell.desk().await?;
    Ok(desk.sum_orders(read_all(&order_ids)?).await?.into())
}

/// Begins to tell many customers.
#[tauri::command]
#[specta::specta]
pub async fn batch_start(
    shell: State<'_, Shell>,
    order_ids: Vec<String>,
    asked: MessageAskedView,
) -> Result<String, IpcError> {
    let (desk, orders) = (shell.desk().await?, read_all(&order_ids)?);
    remember(&desk, &asked).await?;
    let fallback = asked.fallback.map(Into::into);
    let (status, note) = (asked.status.into(), Some(asked.note.as_str()));
    let message = BatchMessage::new(status, note, asked.route.into(), fallback)
        .map_err(counterfoil_desk::DeskError::from)?;
    let id = desk.start_batch(BatchAsked {
        message,
        orders,
        by_person: true,
    });
    Ok(id.await?.to_string())
}

/// The newest batches.
#[tauri::command]
#[specta::specta]
pub async fn batch_list(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
) -> Result<Vec<BatchView>, IpcError> {
    let desk = shell.desk().await?;
    let found = desk.batches(environment.into(), Page::first(BATCHES_MAX));
    Ok(found.await?.into_iter().map(Into::into).collect())
}

/// At most `rows` orders of a batch from this place on.
#[tauri::command]
#[specta::specta]
pub async fn batch_orders(
    shell: State<'_, Shell>,
    batch_id: String,
    index: u32,
    rows: u32,
) -> Result<Vec<BatchOrderView>, IpcError> {
    let desk = shell.desk().await?;
    let found = desk.batch_orders(read(&batch_id)?, index, rows.min(PAGE_ROWS_MAX));
    Ok(found.await?.into_iter().map(Into::into).collect())
}

/// Pauses a batch before its next order.
#[tauri::command]
#[specta::specta]
pub async fn batch_pause(shell: State<'_, Shell>, batch_id: String) -> Result<(), IpcError> {
    Ok(shell.desk().await?.pause_batch(read(&batch_id)?).await?)
}

/// Lets a paused batch go on.
#[tauri::command]
#[specta::specta]
pub async fn batch_resume(shell: State<'_, Shell>, batch_id: String) -> Result<(), IpcError> {
    Ok(shell.desk().await?.resume_batch(read(&batch_id)?).await?)
}

/// Ends a paused batch.
#[tauri::command]
#[specta::specta]
pub async fn batch_end(shell: State<'_, Shell>, batch_id: String) -> Result<(), IpcError> {
    Ok(shell.desk().await?.end_batch(read(&batch_id)?).await?)
}

fn read(id: &str) -> Result<BatchId, IpcError> {
    id.parse().map_err(|_| IpcError::unknown_id("batch"))
}

fn read_all(ids: &[String]) -> Result<Vec<OrderId>, IpcError> {
    ids.iter().map(|id| super::orders::read(id)).collect()
}
