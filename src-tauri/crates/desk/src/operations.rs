//! Owns what a person may do with operations: see them, go on with a prepared one, or withdraw it.

use crate::{desk::Desk, effects::InFlight, error::DeskError, orders::sendable, sends::Sent};
use counterfoil_domain::{
    account::Environment,
    ids::OperationId,
    operation::{OperationKind, OperationState},
};
use counterfoil_providers::meta::Target;
use counterfoil_store::{Db, OperationEventRow, OperationRow, Page, StoreError};
use fail::fail_point;

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

    /// A page of the operations nobody knows the end of, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn unresolved_operations(
        &self,
        environment: Environment,
        page: Page,
    ) -> Result<Vec<OperationRow>, DeskError> {
        Ok(self
            .inner
            .store
            .read(move |db| db.unresolved_operations(environment, &page))
            .await?)
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

    /// Goes on with a send that was prepared before the program ended. Only a person starts this.
    ///
    /// # Errors
    /// It is no longer prepared; see also [`Desk::send_order_body`].
    pub async fn send_prepared(&self, id: OperationId) -> Result<Sent, DeskError> {
        let (operation, order, account) = self
            .inner
            .store
            .read(move |db| {
                let operation = db.operation(id)?;
                let order = db.order(operation.order_id)?;
                let account = db.account(operation.account_id)?;
                Ok((operation, order, account))
            })
            .await?;
        if operation.kind != OperationKind::Send || operation.state != OperationState::Prepared {
            let (from, to) = (operation.state, OperationState::InFlight);
            return Err(StoreError::IllegalMove { from, to }.into());
        }
        // The order may have expired or broken a rule since; the bytes themselves do not change.
        sendable(Self::check_order_body(
            &operation.request_body,
            self.now_ms(),
        ))?;
        let token = self.access_token(&account).await?;
        let desk = self.clone();
        let start = async move {
            fail_point!("send.prepared");
            let now_ms = desk.now_ms();
            let body = desk
                .inner
                .store
                .write(move |tx| tx.mark_in_flight(id, now_ms))
                .await?;
            Ok(InFlight {
                order,
                operation: id,
                body,
            })
        };
        self.carry_out(start, Target::of(&account)?, token).await
    }

    /// Withdraws an operation that was prepared and never started.
    ///
    /// # Errors
    /// It has been started.
    pub async fn withdraw(&self, id: OperationId) -> Result<OperationRow, DeskError> {
        let now_ms = self.now_ms();
        let written = self
            .inner
            .store
            .write(move |tx| {
                let why = "The operator withdrew it before anything left";
                tx.settle_operation(id, OperationState::Withdrawn, why, now_ms)?;
                tx.operation(id)
            })
            .await?;
        Ok(written)
    }
}
