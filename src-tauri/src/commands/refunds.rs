//! Owns what the window may ask about refunds, and what it may do about them.

use super::{operations, orders};
use crate::{
    ipc_error::IpcError,
    shell::Shell,
    view::{
        money,
        refunds::{
            DecisionAskedView, RefundAskedView, RefundPageView, RefundPlanView, RefundProofView,
            RefundStageView, RefundedView,
        },
        start::EnvironmentView,
    },
};
use counterfoil_desk::{DecisionAsked, Preference, RefundAsked};
use counterfoil_domain::money::Money;
use tauri::State;

/// At most `rows` refunds from this place of the list on, or of one part of it.
#[tauri::command]
#[specta::specta]
pub async fn refund_list(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
    stage: Option<RefundStageView>,
    index: u32,
    rows: u32,
) -> Result<RefundPageView, IpcError> {
    let desk = shell.desk().await?;
    let stage = stage.map(Into::into);
    let page = desk
        .refunds(environment.into(), stage, u64::from(index), rows)
        .await?;
    Ok(page.into())
}

/// What a refund of the amount that was typed, and typed again, would come to, as far as the book
/// knows.
#[tauri::command]
#[specta::specta]
pub async fn refund_plan(
    shell: State<'_, Shell>,
    order_id: String,
    typed: String,
    again: String,
) -> Result<RefundPlanView, IpcError> {
    let desk = shell.desk().await?;
    let order = orders::read(&order_id)?;
    Ok(desk.plan_refund(order, &typed, &again).await?.into())
}

/// Looks the payment up, and asks for the refund once.
#[tauri::command]
#[specta::specta]
pub async fn refund_start(
    shell: State<'_, Shell>,
    asked: RefundAskedView,
) -> Result<RefundedView, IpcError> {
    let amount = money::read(asked.amount)?;
    let typed = asked.typed_again.as_deref();
    let refunded = shell
        .desk()
        .await?
        .start_refund(RefundAsked {
            order: orders::read(&asked.order_id)?,
            intent: Some(asked.intent),
            amount,
            speed: asked.speed.into(),
            reason: asked.reason.into(),
            reason_text: asked.note,
            typed_again: typed.and_then(|typed| Money::parse(typed, amount.currency()).ok()),
        })
        .await?;
    Ok(RefundedView::from(&refunded))
}

/// What lookups showed before a refund of ours, and show now.
#[tauri::command]
#[specta::specta]
pub async fn refund_proof(
    shell: State<'_, Shell>,
    operation_id: String,
) -> Result<RefundProofView, IpcError> {
    let desk = shell.desk().await?;
    let id = operations::read(&operation_id)?;
    Ok(desk.refund_proof(id).await?.into())
}

/// Settles an operation by a person's word.
#[tauri::command]
#[specta::specta]
pub async fn operation_decide(
    shell: State<'_, Shell>,
    asked: DecisionAskedView,
) -> Result<(), IpcError> {
    let asked = DecisionAsked {
        operation: operations::read(&asked.operation_id)?,
        judgement: asked.judgement.into(),
        checked: asked.checked.into(),
        reason: asked.reason,
    };
    shell.desk().await?.decide(asked).await?;
    Ok(())
}

/// Notes that a person has seen the alarms about an order.
#[tauri::command]
#[specta::specta]
pub async fn alarms_acknowledge(shell: State<'_, Shell>, order_id: String) -> Result<(), IpcError> {
    let desk = shell.desk().await?;
    Ok(desk.acknowledge_alarms(orders::read(&order_id)?).await?)
}

/// Lets a person type refunds above this amount once more from now on.
#[tauri::command]
#[specta::specta]
pub async fn refund_limit_choose(
    shell: State<'_, Shell>,
    typed: String,
    currency: money::CurrencyView,
) -> Result<(), IpcError> {
    let limit = Money::parse(&typed, currency.into()).map_err(|error| IpcError::InputRefused {
        words: error.to_string(),
    })?;
    let chosen = Preference::RefundLimit(limit);
    Ok(shell.desk().await?.prefer(chosen).await?)
}
