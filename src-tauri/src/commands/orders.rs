//! Owns what the window may ask about orders.

use crate::{
    ipc_error::IpcError,
    shell::Shell,
    view::{
        number::Integer,
        orders::{FoundView, OrderPageView, PageStart, read_cursor},
        panel::{ExchangeLineView, ExchangeView, LookedUpView, OrderView},
        start::EnvironmentView,
        today::ListSpanView,
    },
};
use counterfoil_domain::ids::OrderId;
use counterfoil_store::{PAGE_ROWS_MAX, Page};
use tauri::State;

/// A page of orders, newest first; of all, or of a part of a list.
#[tauri::command]
#[specta::specta]
pub async fn order_list(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
    span: Option<ListSpanView>,
    start: PageStart,
    rows: u32,
) -> Result<OrderPageView, IpcError> {
    let (desk, rows) = (shell.desk().await?, rows.min(PAGE_ROWS_MAX));
    if let Some(span) = span {
        let span = span.read(environment);
        let page = match start {
            PageStart::Index(index) => {
                let index = u64::try_from(index.get()).unwrap_or(0);
                desk.listed_orders_at(span, index, rows).await?
            }
            PageStart::After(cursor) => {
                let after = read_cursor(&cursor);
                desk.listed_orders(span, Page { after, rows }).await?
            }
        };
        return Ok(OrderPageView::listed(page, rows));
    }
    let lines = match start {
        PageStart::Index(index) => {
            let index = u64::try_from(index.get()).unwrap_or(0);
            desk.orders_at(environment.into(), index, rows).await?
        }
        PageStart::After(cursor) => {
            let after = read_cursor(&cursor);
            desk.orders(environment.into(), Page { after, rows })
                .await?
        }
    };
    Ok(OrderPageView::of(lines, rows))
}

/// How many orders there are; of all, or in a part of a list.
#[tauri::command]
#[specta::specta]
pub async fn order_count(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
    span: Option<ListSpanView>,
) -> Result<Integer, IpcError> {
    let desk = shell.desk().await?;
    let count = match span {
        Some(span) => desk.list_sum(span.read(environment)).await?.rows,
        None => desk.count_orders(environment.into()).await?,
    };
    Ok(count.into())
}

/// Orders that fit what was typed or pasted.
#[tauri::command]
#[specta::specta]
pub async fn order_find(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
    text: String,
) -> Result<Vec<FoundView>, IpcError> {
    let found = shell.desk().await?.find(environment.into(), &text).await?;
    Ok(found.into_iter().map(FoundView::from).collect())
}

/// Everything known about one order.
#[tauri::command]
#[specta::specta]
pub async fn order_show(shell: State<'_, Shell>, order_id: String) -> Result<OrderView, IpcError> {
    let shown = shell.desk().await?.show_order(read(&order_id)?).await?;
    Ok(shown.into())
}

/// Asks the provider for the payment of an order, now.
#[tauri::command]
#[specta::specta]
pub async fn order_look_up(
    shell: State<'_, Shell>,
    order_id: String,
) -> Result<LookedUpView, IpcError> {
    let id = read(&order_id)?;
    let looked_up = shell
        .looking_up(shell.desk().await?.look_up_order(id))
        .await?;
    Ok(looked_up.into())
}

/// The raw requests and answers of an order, newest first, without their bodies.
#[tauri::command]
#[specta::specta]
pub async fn exchange_list(
    shell: State<'_, Shell>,
    order_id: String,
) -> Result<Vec<ExchangeLineView>, IpcError> {
    let rows = shell.desk().await?.exchanges(read(&order_id)?).await?;
    Ok(rows.into_iter().map(ExchangeLineView::from).collect())
}

/// One raw body.
#[tauri::command]
#[specta::specta]
pub async fn exchange_show(
    shell: State<'_, Shell>,
    order_id: String,
    exchange_id: String,
) -> Result<ExchangeView, IpcError> {
    let unknown = |_| IpcError::unknown_id("exchange");
    let id = exchange_id.parse().map_err(unknown)?;
    let exchange = shell.desk().await?.exchange(read(&order_id)?, id).await?;
    Ok(exchange.into())
}

pub(super) fn read(id: &str) -> Result<OrderId, IpcError> {
    id.parse().map_err(|_| IpcError::unknown_id("order"))
}
