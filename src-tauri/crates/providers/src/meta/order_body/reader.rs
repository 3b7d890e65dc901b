//! Owns the table of Meta's fields: which name holds what, from the envelope down to one line.

mod order;
mod settings;

use super::cursor::{self, Cursor};
use super::tree::Node;
use counterfoil_domain::finding::{FindingCode, Findings};
use counterfoil_domain::order::{Beneficiary, HeaderImage, OrderDraft};

/// Every amount is written in hundredths, and says so.
pub(super) const OFFSET: i64 = 100;

/// No limit of its own: the size of the body is one.
const ANY_NUMBER: usize = usize::MAX;

/// Reads the whole body. `None` when it is no object.
pub(super) fn body(findings: &mut Findings, root: &Node) -> Option<OrderDraft> {
    cursor::object(findings, String::new(), root, |fields| {
        let mut draft = OrderDraft::default();
        fields.word("messaging_product", "whatsapp");
        fields.optional_word("recipient_type", "individual");
        draft.customer_phone = fields.text("to");
        fields.unsupported(&["recipient"], "to");
        fields.word("type", "interactive");
        draft.opaque_callback_data = fields.optional_text("biz_opaque_callback_data");
        fields.required_object("interactive", |fields| interactive(fields, &mut draft));
        draft
    })
}

fn interactive(fields: &mut Cursor<'_>, draft: &mut OrderDraft) {
    fields.word("type", "order_details");
    draft.header_image = fields.object("header", header).flatten();
    let body = fields.required_object("body", |fields| fields.text("text"));
    draft.body_text = body.unwrap_or_default();
    // A footer is there to hold a text: an empty one is missing it.
    draft.footer_text = fields.object("footer", |fields| fields.text("text"));
    fields.required_object("action", |fields| {
        fields.word("name", "review_and_pay");
        if let Some(Node::Text(_)) = fields.peek("parameters") {
            fields.refuse("parameters", FindingCode::ParametersIsText);
        } else {
            fields.required_object("parameters", |fields| parameters(fields, draft));
        }
    });
}

fn header(fields: &mut Cursor<'_>) -> Option<HeaderImage> {
    fields.word("type", "image");
    fields.required_object("image", |fields| HeaderImage {
        id: fields.optional_text("id"),
        link: fields.optional_text("link"),
    })
}

fn parameters(fields: &mut Cursor<'_>, draft: &mut OrderDraft) {
    draft.reference_id = fields.text("reference_id");
    draft.goods_type = fields.text("type");
    draft.beneficiaries = beneficiaries(fields);
    draft.payment = settings::payment(fields);
    draft.currency = fields.text("currency");
    draft.declared_total_minor = fields.required_object("total_amount", amount).flatten();
    fields.required_object("order", |fields| order::order(fields, draft));
}

fn beneficiaries(fields: &mut Cursor<'_>) -> Vec<Beneficiary> {
    let list = fields.objects("beneficiaries", 1..=ANY_NUMBER, |fields| Beneficiary {
        name: fields.text("name"),
        address_line1: fields.text("address_line1"),
        address_line2: fields.optional_text("address_line2"),
        city: fields.text("city"),
        state: fields.text("state"),
        country: fields.text("country"),
        postal_code: fields.text("postal_code"),
    });
    list.unwrap_or_default()
}

/// Reads `{"value": …, "offset": 100}`; what else such an object holds is for the caller to read.
fn amount(fields: &mut Cursor<'_>) -> Option<i64> {
    let value = fields.required_integer("value");
    if let Some(offset) = fields.required_integer("offset")
        && offset != OFFSET
    {
        fields.say_limit("offset", FindingCode::NotAllowed, OFFSET);
    }
    value
}
