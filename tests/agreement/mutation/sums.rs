//! Owns what a body adds up to after a mutation, so that an amount can be judged by its own rules
//! and not only by the sums it upsets.

use crate::json::{Json, Step};

/// Writes the subtotal and the total that the amounts make now, where they can be read and added.
pub fn follow(body: &mut Json) -> Option<()> {
    let name = |name: &str| Step::Name(name.to_owned());
    let parameters = [name("interactive"), name("action"), name("parameters")];
    let (subtotal, total) = {
        let order = body.at(&parameters)?.field("order")?;
        let Json::List(items) = order.field("items")? else {
            return None;
        };
        let subtotal = items
            .iter()
            .try_fold(0_i128, |sum, item| sum.checked_add(line(item)?))?;
        let total = subtotal
            .checked_add(charge(order, "tax")?)?
            .checked_add(charge(order, "shipping")?)?
            .checked_sub(charge(order, "discount")?)?;
        (subtotal, total)
    };
    let [interactive, action, parameters] = parameters;
    let to_total = [
        interactive.clone(),
        action.clone(),
        parameters.clone(),
        name("total_amount"),
        name("value"),
    ];
    let to_subtotal = [
        interactive,
        action,
        parameters,
        name("order"),
        name("subtotal"),
        name("value"),
    ];
    *body.at_mut(&to_subtotal)? = Json::Raw(subtotal.to_string());
    *body.at_mut(&to_total)? = Json::Raw(total.to_string());
    Some(())
}

fn line(item: &Json) -> Option<i128> {
    let price = item.field("sale_amount").or_else(|| item.field("amount"))?;
    i128::from(price.field("value")?.integer()?)
        .checked_mul(item.field("quantity")?.integer()?.into())
}

/// What is not there costs nothing.
fn charge(order: &Json, name: &str) -> Option<i128> {
    match order.field(name) {
        None => Some(0),
        Some(charge) => charge.field("value")?.integer().map(i128::from),
    }
}
