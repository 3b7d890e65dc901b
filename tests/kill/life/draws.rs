//! Owns what is tried next: drawn from the seed and from what the book holds.

use super::Life;
use crate::{
    autopsy::Seen,
    errand::{Errand, Kind, Order},
    stage::{MAIN, NOWHERE},
};
use counterfoil_domain::operation::OperationState;
use counterfoil_sandbox::{Call, Fault, FaultKind, FaultPlan};
use counterfoil_tests::bodies::OrderBody;
use rand::RngExt;

const NEW_ORDERS: usize = 5;
const ORDERS_AGAIN: usize = 3;
/// Orders are tried again from among this many latest.
const RECENT: usize = 20;
const FAULTS_PER_MILLE: u16 = 300;

impl Life<'_> {
    pub(super) fn draw_errand(&mut self) -> Errand {
        let prepared = self.prepared();
        match self.dice.random_range(0..20) {
            0..4 if !prepared.is_empty() => {
                let nth = self.dice.random_range(0..prepared.len());
                let order = self.order(&prepared[nth].reference_id);
                Errand::GoOn {
                    operation: prepared[nth].id.clone(),
                    order,
                }
            }
            4..7 => match self.draw_open() {
                Some(order) => Errand::LookUp(order),
                None => self.draw_send(MAIN),
            },
            7..9 => self.draw_send(NOWHERE),
            _ => self.draw_send(MAIN),
        }
    }

    /// An order whose send a lookup may confirm.
    fn draw_open(&mut self) -> Option<Order> {
        let open: Vec<&Seen> = self
            .book
            .iter()
            .filter(|seen| seen.account == MAIN)
            .filter(|seen| {
                matches!(
                    seen.state,
                    OperationState::Accepted | OperationState::Unknown
                )
            })
            .collect();
        let nth = (!open.is_empty()).then(|| self.dice.random_range(0..open.len()))?;
        Some(self.order(&open[nth].reference_id))
    }

    /// Some orders that were tried before, some new ones, shuffled.
    fn draw_send(&mut self, account: &'static str) -> Errand {
        let known: Vec<Order> = self
            .orders
            .iter()
            .filter(|order| order.account == account)
            .cloned()
            .collect();
        let mut recent = known[known.len().saturating_sub(RECENT)..].to_vec();
        let mut orders = Vec::new();
        while orders.len() < ORDERS_AGAIN && !recent.is_empty() {
            orders.push(recent.swap_remove(self.dice.random_range(0..recent.len())));
        }
        for _ in 0..NEW_ORDERS {
            let order = self.new_order(account);
            orders.insert(self.dice.random_range(0..=orders.len()), order);
        }
        Errand::Send { account, orders }
    }

    fn new_order(&mut self, account: &'static str) -> Order {
        let reference_id = format!("{}-{:04}", self.name, self.orders.len() + 1);
        let configured = self.dice.random_range(0..8) > 0;
        let configuration = match configured {
            true => self.stage.sandbox.configuration(),
            false => "unheard-of",
        };
        let body = OrderBody::new(&reference_id).configuration(configuration);
        let file = self.stage.write_order(&body);
        let order = Order {
            reference_id,
            account,
            configured,
            file,
        };
        self.orders.push(order.clone());
        order
    }

    /// Some sends are refused, some get no answer although they were or were not received.
    pub(super) fn set_faults(&mut self, errand: &Errand) {
        let fault = match self.dice.random_range(0..5) {
            0 => Some(Fault::before(FaultKind::WindowClosed)),
            1 => Some(Fault::before(FaultKind::Close)),
            2 => Some(Fault::after(FaultKind::Reset)),
            _ => None,
        };
        let plan = match (fault, errand.kind()) {
            (Some(fault), Kind::Send) => FaultPlan::Sometimes {
                per_mille: FAULTS_PER_MILLE,
                fault,
            },
            _ => FaultPlan::None,
        };
        self.stage.sandbox.set_faults(Call::Send, &plan);
    }
}
