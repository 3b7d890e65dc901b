//! Owns what the program is doing when it is killed.

use crate::stage::MAIN;

/// An order in a file, and what becomes of it when nothing goes wrong.
#[derive(Clone, Debug)]
pub struct Order {
    pub reference_id: String,
    pub account: &'static str,
    /// The provider knows its payment configuration; it refuses the others.
    pub configured: bool,
    pub file: String,
}

/// One command.
#[derive(Clone, Debug)]
pub enum Errand {
    /// Sends several orders, new ones and ones that were tried before.
    Send {
        account: &'static str,
        orders: Vec<Order>,
    },
    /// Looks one order up.
    LookUp(Order),
    /// Goes on with an operation that an earlier kill left prepared.
    GoOn { operation: String, order: Order },
}

/// What commands of one kind take about equally long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Send,
    SendNowhere,
    LookUp,
    GoOn,
}

impl Errand {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Send { account, .. } if *account == MAIN => Kind::Send,
            Self::Send { .. } => Kind::SendNowhere,
            Self::LookUp(_) => Kind::LookUp,
            Self::GoOn { .. } => Kind::GoOn,
        }
    }

    /// The orders it is about.
    pub fn orders(&self) -> &[Order] {
        match self {
            Self::Send { orders, .. } => orders,
            Self::LookUp(order) | Self::GoOn { order, .. } => std::slice::from_ref(order),
        }
    }

    /// What is typed.
    pub fn arguments(&self) -> Vec<&str> {
        match self {
            Self::Send { account, orders } => {
                let files = orders.iter().map(|order| order.file.as_str());
                ["order", "send", "--account", account]
                    .into_iter()
                    .chain(files)
                    .collect()
            }
            Self::LookUp(order) => vec!["order", "look-up", &order.reference_id],
            Self::GoOn { operation, .. } => vec!["operation", "send", operation],
        }
    }
}
