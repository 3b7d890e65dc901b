//! Owns settling what kills left behind, and a book's peaceful end.

use super::Life;
use crate::{
    autopsy::Seen,
    errand::{Errand, Order},
    oracle,
    stage::{MAIN, NOWHERE, told_state},
};
use counterfoil_domain::operation::OperationState;
use counterfoil_sandbox::{Call, FaultPlan};
use rand::RngExt;
use std::collections::BTreeSet;

impl Life<'_> {
    /// Settles some of what was left prepared: one is sent on, one withdrawn, the others stay for
    /// later starts to find.
    pub(super) fn settle_some(&mut self) {
        for seen in self.prepared() {
            match self.dice.random_range(0..6) {
                0 => self.send_on(&seen),
                1 => self.withdraw(&seen),
                _ => {}
            }
        }
    }

    fn send_on(&mut self, prepared: &Seen) {
        self.be_kind();
        let order = self.order(&prepared.reference_id);
        let expected = match (order.account, order.configured) {
            (NOWHERE, _) => OperationState::NotSent,
            (_, true) => OperationState::Accepted,
            (_, false) => OperationState::Refused,
        };
        let sent = self.stage.program.run(&["operation", "send", &prepared.id]);
        assert_eq!(
            told_state(&sent.document()["operation"]),
            expected,
            "{}",
            self.name
        );
        self.expect_moved(prepared, expected);
    }

    fn withdraw(&mut self, prepared: &Seen) {
        let withdrawn = self
            .stage
            .program
            .run(&["operation", "withdraw", &prepared.id]);
        assert_eq!(
            told_state(withdrawn.document()),
            OperationState::Withdrawn,
            "{}",
            self.name
        );
        self.expect_moved(prepared, OperationState::Withdrawn);
    }

    fn expect_moved(&mut self, operation: &Seen, to: OperationState) {
        let when = format!("book {}, {} to {}", self.name, operation.id, to.word());
        let now = self.stage.look_at_the_disk(&when);
        let mut known = self.known();
        known.insert(operation.id.clone(), to);
        oracle::assert_nothing(&oracle::kept(&known, &now, &BTreeSet::new()), &when);
        assert_eq!(known.len(), now.len(), "{when}");
        self.stage.compare(&now, &when);
        self.book = now;
    }

    /// Settles everything: what was received is confirmed, the rest stays unknown, and nothing that
    /// may have happened can be sent again.
    pub(super) fn end(mut self) {
        self.be_kind();
        for (nth, prepared) in self.prepared().iter().enumerate() {
            if nth % 2 == 0 {
                self.send_on(prepared)
            } else {
                self.withdraw(prepared)
            }
        }
        let received: BTreeSet<String> = self
            .stage
            .sandbox
            .messages()
            .into_iter()
            .map(|message| message.reference_id)
            .collect();
        let unknown = |seen: &&Seen| seen.state == OperationState::Unknown;
        for seen in self.book.clone().iter().filter(unknown) {
            let looked_up = self
                .stage
                .program
                .run(&["order", "look-up", &seen.reference_id]);
            let answered = looked_up.document()["error"].is_null();
            assert_eq!(answered, seen.account == MAIN, "{looked_up:?}");
            let proven = received.contains(&seen.reference_id);
            let to = if proven {
                OperationState::Confirmed
            } else {
                OperationState::Unknown
            };
            self.expect_moved(seen, to);
        }

        for account in [MAIN, NOWHERE] {
            self.try_all_again(account);
        }
        self.stage
            .restart(&format!("book {}, at its end", self.name));
    }

    /// Sends every order again whose send may have happened: each is refused.
    fn try_all_again(&self, account: &'static str) {
        let of_account = self.orders.iter().filter(|order| order.account == account);
        let orders: Vec<Order> = of_account
            .filter(|order| self.is_blocked(order))
            .cloned()
            .collect();
        if orders.is_empty() {
            return;
        }
        let messages = self.stage.sandbox.messages().len();
        let again = Errand::Send { account, orders };
        let ended = self.stage.program.run(&again.arguments());
        assert_eq!(ended.documents.len(), again.orders().len(), "{ended:?}");
        assert!(
            self.read_told(&again, &ended).is_empty(),
            "every order was refused"
        );
        assert_eq!(
            self.stage.sandbox.messages().len(),
            messages,
            "nothing was sent again"
        );
    }

    /// Lets the provider answer at once and without faults.
    fn be_kind(&self) {
        self.stage.answer_within(0..=0);
        self.stage.sandbox.set_faults(Call::Send, &FaultPlan::None);
    }
}
