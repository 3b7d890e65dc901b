//! Owns the baseline's SQL: what a send writes, prepared once a round.

use super::{Answer, Bare, Ids, Ready};
use crate::Outcome;
use counterfoil_desk::{Clock, SystemClock};
use rusqlite::{Connection, Statement, params};

/// Every statement of a send.
pub(super) struct Statements<'c> {
    begin: Statement<'c>,
    commit: Statement<'c>,
    order: Statement<'c>,
    operation: Statement<'c>,
    event: Statement<'c>,
    message: Statement<'c>,
    message_order: Statement<'c>,
    in_flight: Statement<'c>,
    outcome: Statement<'c>,
    message_name: Statement<'c>,
    body: Statement<'c>,
    evidence: Statement<'c>,
    line: Statement<'c>,
    list: Statement<'c>,
    poll: Statement<'c>,
}

impl<'c> Statements<'c> {
    pub(super) fn prepare(on: &'c Connection) -> Outcome<Self> {
        Ok(Self {
            begin: on.prepare("BEGIN IMMEDIATE")?,
            commit: on.prepare("COMMIT")?,
            order: on.prepare(
                "INSERT INTO orders (id, account_id, environment, phone_number_id, reference_id,
                     configuration_name, currency, total_minor, customer_phone, customer_name,
                     draft, created_at_ms, expires_at_ms)
                 VALUES (?1, ?2, 'sandbox', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?,
            operation: on.prepare(
                "INSERT INTO operations (id, account_id, environment, kind, target, order_id,
                     request_body, request_hash, state, prepared_at_ms)
                 VALUES (?1, ?2, 'sandbox', 'send', ?3, ?3, ?4, ?5, 'prepared', ?6)",
            )?,
            event: on.prepare(
                "INSERT INTO operation_events (operation_id, state, why, at_ms)
                 VALUES (?1, ?2, ?3, ?4)",
            )?,
            message: on.prepare(
                "INSERT INTO messages (id, account_id, environment, operation_id, kind,
                     created_at_ms)
                 VALUES (?1, ?2, 'sandbox', ?3, 'interactive', ?4)",
            )?,
            message_order: on
                .prepare("INSERT INTO message_orders (message_id, order_id) VALUES (?1, ?2)")?,
            in_flight: on.prepare(
                "UPDATE operations SET state = 'in_flight', in_flight_at_ms = ?2 WHERE id = ?1",
            )?,
            outcome: on.prepare(
                "UPDATE operations SET state = 'accepted', outcome_at_ms = ?2, provider_id = ?3
                 WHERE id = ?1",
            )?,
            message_name: on
                .prepare("UPDATE messages SET provider_message_id = ?2 WHERE operation_id = ?1")?,
            body: on.prepare("INSERT INTO raw_bodies (hash, body, length) VALUES (?1, ?2, ?3)")?,
            evidence: on.prepare(
                "INSERT INTO evidence (order_id, account_id, environment, operation_id, source,
                     http_status, body_hash, provider_date_ms, first_seen_at_ms)
                 VALUES (?1, ?2, 'sandbox', ?3, 'own_exchange', ?4, ?5, ?6, ?6)",
            )?,
            line: on.prepare(
                "INSERT INTO activity (number, at_ms, by_person, deed, environment, account_id,
                     order_id, operation_id, words, evidence_hash, hash)
                 VALUES ((SELECT coalesce(max(number), 0) + 1 FROM activity), ?1, 0, 'operation',
                     'sandbox', ?2, ?3, ?4, ?5, ?6, ?7)",
            )?,
            list: on.prepare(
                "INSERT INTO order_lists (order_id, list, part, environment, at_ms, currency, minor)
                 VALUES (?1, 'unpaid', '', 'sandbox', ?2, ?3, ?4)",
            )?,
            poll: on.prepare(
                "INSERT INTO polls (order_id, account_id, lane, due_at_ms, every_ms, why, since_ms,
                     silent, is_guess)
                 VALUES (?1, ?2, 1, ?3, 10000, 'sent', ?3, 0, 0)",
            )?,
        })
    }

    pub(super) fn begin(&mut self) -> Outcome<()> {
        self.begin.execute([])?;
        Ok(())
    }

    pub(super) fn commit(&mut self) -> Outcome<()> {
        self.commit.execute([])?;
        Ok(())
    }

    pub(super) fn write_order(&mut self, bare: &Bare, ready: &Ready, ids: &Ids) -> Outcome<()> {
        let order = &ready.order;
        let person = order.draft().beneficiaries.first();
        self.order.execute(params![
            ids.order,
            bare.account_id,
            bare.phone_number_id,
            order.reference_id().as_str(),
            order.configuration_name(),
            order.currency().code(),
            order.total().minor(),
            order.customer().digits(),
            person.map(|person| &person.name),
            ready.draft,
            SystemClock.now_ms(),
            order.expires_at_ms(),
        ])?;
        Ok(())
    }

    pub(super) fn prepare_operation(
        &mut self,
        bare: &Bare,
        ready: &Ready,
        ids: &Ids,
        hash: &[u8; 32],
    ) -> Outcome<()> {
        let now_ms = SystemClock.now_ms();
        self.operation.execute(params![
            ids.operation,
            bare.account_id,
            ids.order,
            &ready.request[..],
            hash,
            now_ms,
        ])?;
        self.event
            .execute(params![ids.operation, "prepared", "Prepared", now_ms])?;
        Ok(())
    }

    pub(super) fn write_message(&mut self, bare: &Bare, ids: &Ids) -> Outcome<()> {
        self.message.execute(params![
            ids.message,
            bare.account_id,
            ids.operation,
            SystemClock.now_ms(),
        ])?;
        self.message_order.execute([&ids.message, &ids.order])?;
        Ok(())
    }

    pub(super) fn mark_in_flight(&mut self, ids: &Ids) -> Outcome<()> {
        let now_ms = SystemClock.now_ms();
        self.in_flight.execute(params![ids.operation, now_ms])?;
        self.event.execute(params![
            ids.operation,
            "in_flight",
            "About to be sent",
            now_ms
        ])?;
        Ok(())
    }

    pub(super) fn record_outcome(&mut self, ids: &Ids, answer: &Answer) -> Outcome<()> {
        let now_ms = SystemClock.now_ms();
        self.outcome
            .execute(params![ids.operation, now_ms, answer.message_id])?;
        self.event.execute(params![
            ids.operation,
            "accepted",
            "The provider accepted it",
            now_ms
        ])?;
        self.message_name
            .execute([&ids.operation, &answer.message_id])?;
        Ok(())
    }

    /// Lists the order where a screen looks for it, and when it is looked up.
    pub(super) fn list(&mut self, bare: &Bare, ready: &Ready, ids: &Ids) -> Outcome<()> {
        let (now_ms, total) = (SystemClock.now_ms(), ready.order.total());
        self.list.execute(params![
            ids.order,
            now_ms,
            total.currency().code(),
            total.minor(),
        ])?;
        self.poll
            .execute(params![ids.order, bare.account_id, now_ms])?;
        Ok(())
    }

    /// Tells a step in the activity, with a hash that is as long as one.
    pub(super) fn tell(
        &mut self,
        bare: &Bare,
        ready: &Ready,
        ids: &Ids,
        state: &str,
        evidence: Option<&[u8; 32]>,
        hash: &[u8; 32],
    ) -> Outcome<()> {
        let words = format!("send of {}: {state}", ready.order.reference_id().as_str());
        self.line.execute(params![
            SystemClock.now_ms(),
            bare.account_id,
            ids.order,
            ids.operation,
            words,
            evidence,
            hash,
        ])?;
        Ok(())
    }

    pub(super) fn keep_answer(
        &mut self,
        bare: &Bare,
        ids: &Ids,
        answer: &Answer,
        hash: &[u8; 32],
    ) -> Outcome<()> {
        let body = &answer.body[..];
        let length = i64::try_from(body.len())?;
        self.body.execute(params![hash, body, length])?;
        self.evidence.execute(params![
            ids.order,
            bare.account_id,
            ids.operation,
            answer.status,
            hash,
            SystemClock.now_ms(),
        ])?;
        Ok(())
    }
}
