//! Owns everything that is known about one order, gathered for a person.

use crate::{
    actions::{Actions, Situation},
    complaints::complaint_about,
    desk::Desk,
    error::DeskError,
    fulfilment::{MayTell, fulfilment_of, may_tell},
    polling::{PollShown, poll_shown},
    refunds::{RefundsOfOrder, refunds_of_order},
    timeline::{TimelineEntry, timeline},
};
use counterfoil_domain::{
    account::Account,
    fulfilment::{Fulfilment, Late},
    ids::OrderId,
    operation::{OperationKind, OperationState},
    order_state::OrderState,
    standing::{KnownOfStanding, Standing},
};
use counterfoil_providers::meta::Complaint;
use counterfoil_store::{
    AlarmRow, Db, MessageReportRow, OperationEventRow, OperationRow, OrderRow, StoreError,
};

/// One order with everything known about it, save the raw bodies.
#[derive(Clone, Debug)]
pub struct OrderShown {
    /// What we billed.
    pub order: OrderRow,
    /// From which account.
    pub account: Account,
    /// What the evidence says together.
    pub state: OrderState,
    /// Where it stands, in one word.
    pub standing: Standing,
    /// The provider can be asked for the state of its payment.
    pub has_lookup: bool,
    /// When a lookup was last answered, UTC.
    pub looked_up_at_ms: Option<i64>,
    /// Its operations, oldest first, each with its life.
    pub operations: Vec<(OperationRow, Vec<OperationEventRow>)>,
    /// What the provider said was wrong with its last send, if it did.
    pub send_complaint: Option<Complaint>,
    /// What webhooks say became of its messages.
    pub reports: Vec<MessageReportRow>,
    /// What turned out otherwise.
    pub alarms: Vec<AlarmRow>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// When it is looked up next by itself, or why it is not.
    pub poll: PollShown,
    /// What a person may do.
    pub may: Actions,
    /// What its customer may be told.
    pub may_tell: MayTell,
    /// What its customer was told.
    pub fulfilment: Fulfilment,
    /// Its money came late, and nobody has decided what becomes of it.
    pub late: Option<Late>,
    /// What went back, and what may still.
    pub refunds: RefundsOfOrder,
}

impl OrderShown {
    /// Its last send, if one was ever prepared.
    pub fn last_send(&self) -> Option<&OperationRow> {
        last_send(&self.operations)
    }
}

impl Desk {
    /// Gathers everything known about an order.
    ///
    /// # Errors
    /// There is no such order.
    pub async fn show_order(&self, id: OrderId) -> Result<OrderShown, DeskError> {
        let desk = self.clone();
        let shown = self.inner.store.read(move |db| gather(db, id, &desk));
        Ok(shown.await?)
    }
}

fn gather(db: &Db<'_>, id: OrderId, desk: &Desk) -> Result<OrderShown, StoreError> {
    let now_ms = desk.now_ms();
    let order = db.order(id)?;
    let account = db.account(order.account_id)?;
    let state = db.order_state(&order)?;
    let (mut operations, mut reports) = (Vec::new(), Vec::new());
    for operation in db.operations_of_order(id)? {
        reports.extend(db.message_reports(operation.id)?);
        let events = db.operation_events(operation.id)?;
        operations.push((operation, events));
    }
    let has_lookup = db.has_lookup(&order)?;
    let send = last_send(&operations);
    let send_complaint = match send {
        Some(send) => complaint_about(db, send)?,
        None => None,
    };
    let is_at = |at| send.filter(|send| send.state == at);
    let situation = Situation {
        prepared: is_at(OperationState::Prepared).map(|send| send.id),
        is_on_its_way: is_at(OperationState::InFlight).is_some(),
        may_have_left: db.may_have_left(id)?,
        is_account_in_use: db.is_account_in_use(account.id)?,
        has_access_token: account.access_token_set_at_ms.is_some(),
        has_lookup,
        payment: state.payment,
        expires_at_ms: order.expires_at_ms,
        now_ms,
    };
    let (fulfilment, late) = fulfilment_of(db, id, order.expires_at_ms, &state)?;
    let known = KnownOfStanding {
        send: send.map(|send| send.state),
        payment: state.payment,
        expires_at_ms: order.expires_at_ms,
        has_lookup,
        cancel: fulfilment.cancel(),
        late,
    };
    Ok(OrderShown {
        standing: Standing::of(&known, now_ms),
        has_lookup,
        may_tell: may_tell(db, &order, &state)?,
        fulfilment,
        late,
        looked_up_at_ms: db.last_lookup_at_ms(id)?,
        timeline: timeline(db, &order, &operations, &reports)?,
        poll: poll_shown(db, &order, desk.provider_now(order.account_id).ms)?,
        may: situation.actions(),
        refunds: refunds_of_order(db, id, desk)?,
        alarms: db.alarms_of_order(id)?,
        send_complaint,
        order,
        account,
        state,
        operations,
        reports,
    })
}

fn last_send(operations: &[(OperationRow, Vec<OperationEventRow>)]) -> Option<&OperationRow> {
    let mut sends = operations.iter().map(|(operation, _)| operation);
    sends.rfind(|operation| operation.kind == OperationKind::Send)
}
