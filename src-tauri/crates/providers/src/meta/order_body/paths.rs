//! Owns the paths of a body: how they are written, where they are in it, and which of two findings
//! only repeats the other.

use super::tree::Node;
use counterfoil_domain::finding::{Finding, FindingCode, Findings};

/// The most characters of a foreign field name that a path shows.
const MAX_NAME_CHARS: usize = 60;

/// The fields of an amount or of what holds one; a sum without them says nothing.
const AMOUNT_FIELDS: &[&str] = &[
    "items",
    "amount",
    "sale_amount",
    "quantity",
    "tax",
    "shipping",
    "discount",
];

/// Writes the path of a field. The name may be as long as the body, the path shows its beginning.
pub(super) fn below(path: &str, name: &str) -> String {
    match path {
        "" => shown(name).to_owned(),
        path => format!("{path}.{}", shown(name)),
    }
}

/// Puts findings in the order of the body.
pub(super) fn sorted(root: &Node, mut findings: Vec<Finding>) -> Vec<Finding> {
    // Stable, so that two fields missing in one object stay in the order of the field table.
    findings.sort_by_cached_key(|finding| {
        (
            finding.code == FindingCode::MoreFindings,
            position(root, &finding.path),
        )
    });
    findings
}

/// Puts what reading found and what checking the order found into one list. Where reading already
/// said why a field is not there, "missing" is left out.
pub(super) fn merged(root: &Node, shape: Vec<Finding>, rules: Vec<Finding>) -> Vec<Finding> {
    let are_amounts_hidden = shape.iter().any(hides_an_amount);
    let rules: Vec<Finding> = rules
        .into_iter()
        .map(|finding| Finding {
            path: full_path(&finding.path),
            ..finding
        })
        .filter(|finding| match finding.code {
            FindingCode::Required | FindingCode::NoBeneficiaries => {
                !shape.iter().any(|other| explains(other, &finding.path))
            }
            FindingCode::SumMismatch
            | FindingCode::AboveUpiLimit
            | FindingCode::AboveUsualUpi
            // It may be about the total.
            | FindingCode::UpiLinkDoubt => !are_amounts_hidden,
            _ => true,
        })
        .collect();

    let mut findings = Findings::default();
    for finding in sorted(root, shape.into_iter().chain(rules).collect()) {
        findings.add(finding);
    }
    findings.into_vec()
}

/// Says whether an amount could not be read because of this finding.
pub(super) fn hides_an_amount(finding: &Finding) -> bool {
    let path = [".value", ".offset"]
        .iter()
        .find_map(|end| finding.path.strip_suffix(end))
        .unwrap_or(&finding.path);
    let path = path.split_once(".order.").map_or("", |(_, path)| path);
    let field = path.rsplit('.').next().unwrap_or_default();
    let field = field.split('[').next().unwrap_or_default();
    leaves_a_gap(finding) && AMOUNT_FIELDS.contains(&field)
}

/// Turns a path of the domain into one from the top of the body.
pub fn full_path(path: &str) -> String {
    let first = path.split(['.', '[']).next().unwrap_or_default();
    match first {
        "" | "to" | "biz_opaque_callback_data" => path.to_owned(),
        "header" | "body" | "footer" => format!("interactive.{path}"),
        _ => format!("interactive.action.parameters.{path}"),
    }
}

/// Says whether the finding is the reason why nothing could be read at the path.
fn explains(finding: &Finding, path: &str) -> bool {
    let holds = |outer: &str, inner: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
    };
    leaves_a_gap(finding) && (holds(&finding.path, path) || holds(path, &finding.path))
}

/// Of something that is there too often, the first was read.
fn leaves_a_gap(finding: &Finding) -> bool {
    !matches!(
        finding.code,
        FindingCode::DuplicateKey
            | FindingCode::UnknownField
            | FindingCode::TooMany
            | FindingCode::MoreFindings
    )
}

/// Finds where in the body a path is: the index at every level. What is missing comes after
/// everything that is there.
fn position(root: &Node, path: &str) -> Vec<usize> {
    let mut position = Vec::new();
    let (mut node, mut rest) = (root, path);
    while !rest.is_empty() {
        let Some((index, child, after)) = step(node, rest) else {
            position.push(usize::MAX);
            break;
        };
        position.push(index);
        (node, rest) = (child, after);
    }
    position
}

fn step<'n, 'p>(node: &'n Node, path: &'p str) -> Option<(usize, &'n Node, &'p str)> {
    match node {
        Node::List(list) => {
            let (index, after) = path.strip_prefix('[')?.split_once(']')?;
            let index = index.parse().ok()?;
            Some((
                index,
                list.get(index)?,
                after.strip_prefix('.').unwrap_or(after),
            ))
        }
        Node::Object(fields) => {
            // A name may hold dots itself, so the longest name that fits is the one.
            let fits = fields
                .list
                .iter()
                .enumerate()
                .filter_map(|(index, (name, child))| {
                    let after = path.strip_prefix(shown(name))?;
                    let is_whole = after.is_empty() || after.starts_with(['.', '[']);
                    is_whole.then(|| (index, child, after.strip_prefix('.').unwrap_or(after)))
                });
            fits.min_by_key(|(_, _, after)| after.len())
        }
        _ => None,
    }
}

fn shown(name: &str) -> &str {
    name.char_indices()
        .nth(MAX_NAME_CHARS)
        .map_or(name, |(end, _)| &name[..end])
}
