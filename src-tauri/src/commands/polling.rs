//! Owns what the window may ask about looking payments up by itself, and about the figures of the
//! day that come of it.

use crate::{
    ipc_error::IpcError,
    shell::Shell,
    view::{
        polling::PollingView,
        start::EnvironmentView,
        today::{ListSpanView, TodayView},
    },
};
use counterfoil_desk::JOB_ORDERS_MAX;
use counterfoil_domain::ids::OrderId;
use tauri::State;

/// The figures of the day.
#[tauri::command]
#[specta::specta]
pub async fn today_show(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
) -> Result<TodayView, IpcError> {
    Ok(shell.desk().await?.today(environment.into()).await?.into())
}

/// How looking payments up goes.
#[tauri::command]
#[specta::specta]
pub async fn polling_show(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
) -> Result<PollingView, IpcError> {
    let shown = shell.desk().await?.polling(environment.into()).await?;
    Ok(shown.into())
}

/// Pauses looking payments up by itself, or goes on.
#[tauri::command]
#[specta::specta]
pub async fn polling_pause(shell: State<'_, Shell>, pauses: bool) -> Result<(), IpcError> {
    Ok(shell.desk().await?.pause_polling(pauses).await?)
}

/// Lets each business account make so many calls an hour.
#[tauri::command]
#[specta::specta]
pub async fn polling_allow(shell: State<'_, Shell>, calls_per_hour: u32) -> Result<(), IpcError> {
    Ok(shell.desk().await?.allow_calls(calls_per_hour).await?)
}

/// Tries again now what was left alone because it failed.
#[tauri::command]
#[specta::specta]
pub async fn polling_retry(shell: State<'_, Shell>) -> Result<(), IpcError> {
    shell.desk().await?.retry_polling().await;
    Ok(())
}

/// Looks these orders up, before what is due.
#[tauri::command]
#[specta::specta]
pub async fn orders_look_up(
    shell: State<'_, Shell>,
    order_ids: Vec<String>,
) -> Result<(), IpcError> {
    let read = |id: &String| id.parse().map_err(|_| IpcError::unknown_id("order"));
    let orders: Vec<OrderId> = order_ids.iter().map(read).collect::<Result<_, _>>()?;
    Ok(shell.desk().await?.look_up_orders(orders).await?)
}

/// Looks up everything in a part of a list, before what is due.
#[tauri::command]
#[specta::specta]
pub async fn list_look_up(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
    span: ListSpanView,
) -> Result<(), IpcError> {
    let desk = shell.desk().await?;
    let orders = desk
        .listed_ids(span.read(environment), JOB_ORDERS_MAX)
        .await?;
    Ok(desk.look_up_orders(orders).await?)
}

/// Looks up no more of what a person asked for.
#[tauri::command]
#[specta::specta]
pub async fn look_up_cancel(shell: State<'_, Shell>) -> Result<(), IpcError> {
    shell.desk().await?.cancel_look_up_orders().await;
    Ok(())
}
