//! Owns the JSON body of an `order_details` message: reading it strictly, checking it whole and
//! writing the exact bytes to send.
//!
//! What an order may say is the domain's business; this module knows only how Meta spells it. Its
//! JSON tree is its own because a person wants every fault of a file at once and in its order,
//! where a reply is refused at the first.

mod cursor;
mod paths;
mod reader;
mod tree;
mod writer;

pub use paths::full_path;
pub use tree::{MAX_BODY_BYTES, MAX_FIELDS};
pub use writer::write;

use counterfoil_domain::finding::{Finding, FindingCode, Findings};
use counterfoil_domain::order::{Order, OrderDraft, Totals};
use counterfoil_domain::upi::Vpa;
use tree::{Node, Unreadable};

/// What a body says, as far as it could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderBody {
    /// The order in it; missing only when the body is no JSON object at all. Beside findings it
    /// holds what could be read, with the rest left empty.
    pub draft: Option<OrderDraft>,
    /// What is wrong with the body's shape, with full paths. Whether the order itself may be sent
    /// is for [`check_body`].
    pub findings: Vec<Finding>,
}

/// What a check has to say about a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyCheck {
    /// Every finding about shape and rules, with full paths, in the order of the body.
    pub findings: Vec<Finding>,
    /// What the order adds up to, if all of its amounts could be read.
    pub totals: Option<Totals>,
    /// The order, if no finding is an error.
    pub order: Option<Order>,
}

/// Reads a whole Cloud API body: types, names and fixed words (docs/limits.md, "Envelope").
pub fn read(bytes: &[u8]) -> OrderBody {
    match tree::parse(bytes) {
        Ok(root) => read_tree(&root),
        Err(fault) => OrderBody {
            draft: None,
            findings: vec![finding(&fault)],
        },
    }
}

/// Reads a body and judges the order in it against every rule, for an account that expects `payees`
/// to be paid, as in [`OrderDraft::check`].
pub fn check_body(bytes: &[u8], now_ms: i64, payees: &[Vpa]) -> BodyCheck {
    let root = match tree::parse(bytes) {
        Ok(root) => root,
        Err(fault) => {
            return BodyCheck {
                findings: vec![finding(&fault)],
                totals: None,
                order: None,
            };
        }
    };
    let body = read_tree(&root);
    let Some(draft) = body.draft else {
        return BodyCheck {
            findings: body.findings,
            totals: None,
            order: None,
        };
    };

    let checked = draft.check(now_ms, payees);
    let are_amounts_read = !body.findings.iter().any(paths::hides_an_amount);
    let is_well_formed = !body.findings.iter().any(Finding::is_error);
    BodyCheck {
        findings: paths::merged(&root, body.findings, checked.findings),
        totals: checked.totals.filter(|_| are_amounts_read),
        order: checked.order.filter(|_| is_well_formed),
    }
}

fn read_tree(root: &Node) -> OrderBody {
    let mut findings = Findings::default();
    let draft = reader::body(&mut findings, root);
    OrderBody {
        draft,
        findings: paths::sorted(root, findings.into_vec()),
    }
}

fn finding(fault: &Unreadable) -> Finding {
    match fault {
        Unreadable::TooLarge => Finding::with_limit("", FindingCode::BodyTooLarge, MAX_BODY_BYTES),
        Unreadable::NotJson { line, column } => {
            let place = format!("line {line}, column {column}");
            Finding::with_limit("", FindingCode::NotJson, place.as_str())
        }
    }
}

#[cfg(test)]
mod tests;
