//! Owns what a person may do with operations: see them, go on with a prepared one, or withdraw it.

use crate::{
    actions::{Actions, Situation},
    complaints::complaint_about,
    desk::Desk,
    effects::{Effect, InFlight},
    error::DeskError,
    events::DeskEvent,
    lists::relist,
    lookups,
    orders::sendable,
    sends::Sent,
};
use counterfoil_domain::{
    account::Environment,
    ids::OperationId,
    money::Money,
    operation::{OperationKind, OperationState},
    order_state::PaymentState,
    phone::Phone,
};
use counterfoil_providers::meta::{Complaint, Target};
use counterfoil_store::{
    Cursor, Db, OperationEventRow, OperationRow, Page, StoreError, Tx, UnresolvedOperationRow,
};
use fail::fail_point;

/// An operation nobody knows the end of, with what a person needs to judge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnresolvedRow {
    /// The operation.
    pub operation: OperationRow,
    /// What the provider said was wrong, if it did.
    pub complaint: Option<Complaint>,
    /// What the order asks for.
    pub total: Money,
    /// What a refund moves; none for every other kind.
    pub refund: Option<Money>,
    /// Who was asked.
    pub customer: Phone,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// The account's name.
    pub account_name: String,
    /// When a lookup of the order was last answered, UTC.
    pub looked_up_at_ms: Option<i64>,
    /// A lookup can show what became of it.
    pub has_lookup: bool,
    /// What a person may do.
    pub may: Actions,
}

impl UnresolvedRow {
    /// Where the next page begins.
    pub fn cursor(&self) -> Cursor {
        self.operation.cursor()
    }

    fn at(row: UnresolvedOperationRow, complaint: Option<Complaint>, now_ms: i64) -> Self {
        let is_send_at =
            |state| row.operation.kind == OperationKind::Send && row.operation.state == state;
        let situation = Situation {
            prepared: is_send_at(OperationState::Prepared).then_some(row.operation.id),
            is_on_its_way: is_send_at(OperationState::InFlight),
            may_have_left: row.may_have_left,
            is_account_in_use: row.is_account_in_use,
            has_access_token: row.has_access_token,
            has_lookup: row.has_lookup,
            payment: row.payment,
            expires_at_ms: row.expires_at_ms,
            now_ms,
        };
        Self {
            may: situation.actions(),
            has_lookup: row.has_lookup,
            operation: row.operation,
            complaint,
            total: row.total,
            refund: row.refund,
            customer: row.customer,
            customer_name: row.customer_name,
            account_name: row.account_name,
            looked_up_at_ms: row.looked_up_at_ms,
        }
    }
}

impl Desk {
    /// A page of operations, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn operations(
        &self,
        environment: Environment,
        page: Page,
    ) -> Result<Vec<OperationRow>, DeskError> {
        Ok(self
            .inner
            .store
            .read(move |db| db.operations(environment, &page))
            .await?)
    }

    /// A page of the operations nobody knows the end of, newest first, each with what a person may
    /// do about it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn unresolved(
        &self,
        environment: Environment,
        page: Page,
    ) -> Result<Vec<UnresolvedRow>, DeskError> {
        let now_ms = self.now_ms();
        let read = self.inner.store.read(move |db| {
            let rows = db.unresolved_operations(environment, &page)?.into_iter();
            rows.map(|row| {
                let complaint = complaint_about(db, &row.operation)?;
                Ok(UnresolvedRow::at(row, complaint, now_ms))
            })
            .collect()
        });
        Ok(read.await?)
    }

    /// How many operations nobody knows the end of.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn count_unresolved(&self, environment: Environment) -> Result<u64, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| db.count_unresolved(environment));
        Ok(read.await?)
    }

    /// How many operations stand in each state.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn count_operations(&self) -> Result<Vec<(OperationState, u64)>, DeskError> {
        Ok(self.inner.store.read(|db| db.count_operations()).await?)
    }

    /// The operation and its life.
    ///
    /// # Errors
    /// There is no such operation.
    pub async fn operation(
        &self,
        id: OperationId,
    ) -> Result<(OperationRow, Vec<OperationEventRow>), DeskError> {
        let read = move |db: &Db<'_>| Ok((db.operation(id)?, db.operation_events(id)?));
        Ok(self.inner.store.read(read).await?)
    }

    /// Goes on with a send or a status message that was prepared. Only a person starts this.
    ///
    /// # Errors
    /// It is no longer prepared, or a lookup has known the order meanwhile; see also
    /// [`Desk::send_order_body`].
    pub async fn send_prepared(&self, id: OperationId) -> Result<Sent, DeskError> {
        let (operation, body, account, has_lookup) = self
            .inner
            .store
            .read(move |db| {
                let operation = db.operation(id)?;
                let account = db.account(operation.account_id)?;
                let has_lookup = db.has_lookup(&db.order(operation.order_id)?)?;
                Ok((operation, db.request_body(id)?, account, has_lookup))
            })
            .await?;
        if operation.kind == OperationKind::OrderStatus {
            let told = self.send_prepared_status(id).await?;
            let (order, operation, complaint) = (told.order, told.operation, told.complaint);
            return Ok(Sent {
                order,
                operation,
                complaint,
                has_lookup,
            });
        }
        if operation.kind != OperationKind::Send || operation.state != OperationState::Prepared {
            let (from, to) = (operation.state, OperationState::InFlight);
            return Err(StoreError::IllegalMove { from, to }.into());
        }
        // The order may have expired or broken a rule since; the bytes themselves do not change.
        let payees = self.expected_payees(account.id).await?;
        sendable(Self::check_order_body(&body, self.now_ms(), &payees))?;
        let token = self.access_token(&account).await?;
        let desk = self.clone();
        let start = async move {
            fail_point!("send.prepared");
            let now_ms = desk.now_ms();
            let start = move |tx: &Tx<'_>| start_prepared(tx, id, now_ms);
            Ok(desk.inner.store.write(start).await?)
        };
        let target = Target::of(&account)?;
        let (order, operation, complaint) = self.carry_out(start, target, token).await?;
        Ok(Sent {
            order,
            operation,
            complaint,
            has_lookup,
        })
    }

    /// Withdraws an operation that was prepared and never started.
    ///
    /// # Errors
    /// It has been started.
    pub async fn withdraw(&self, id: OperationId) -> Result<OperationRow, DeskError> {
        let now_ms = self.now_ms();
        let withdrawn = self
            .inner
            .store
            .write(move |tx| {
                let why = "The operator withdrew it before anything left";
                tx.settle_operation(id, OperationState::Withdrawn, why, now_ms)?;
                let withdrawn = tx.operation(id)?;
                relist(tx, &tx.order(withdrawn.order_id)?, None, now_ms)?;
                Ok(withdrawn)
            })
            .await?;
        self.announce(DeskEvent::OrderChanged {
            order_id: withdrawn.order_id,
            environment: withdrawn.environment,
        });
        Ok(withdrawn)
    }
}

/// Puts a prepared send in flight, unless a lookup has known its order since: to send it then would
/// ask the customer twice.
fn start_prepared(
    tx: &Tx<'_>,
    operation: OperationId,
    now_ms: i64,
) -> Result<InFlight, StoreError> {
    let order = tx.order(tx.operation(operation)?.order_id)?;
    if lookups::refold(tx, &order, now_ms)?.payment != PaymentState::NotKnown {
        return Err(StoreError::AlreadyKnown {
            reference_id: order.reference_id.as_str().to_owned(),
        });
    }
    let body = tx.mark_in_flight(operation, now_ms)?;
    Ok(InFlight {
        order,
        operation,
        body,
        effect: Effect::Send,
    })
}
