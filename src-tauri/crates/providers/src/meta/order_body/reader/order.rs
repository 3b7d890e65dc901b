//! Owns the fields of `order`: its lines, its expiry and what is added to and taken off them.

use super::{ANY_NUMBER, amount};
use crate::meta::order_body::cursor::Cursor;
use counterfoil_domain::order::{
    Charge, Discount, Expiration, ImporterAddress, ItemDraft, OrderDraft,
};

/// Reads the order into the draft.
pub(super) fn order(fields: &mut Cursor<'_>, draft: &mut OrderDraft) {
    fields.word("status", "pending");
    draft.quick_pay = fields.optional_word("type", "quick_pay");
    draft.catalog_id = fields.optional_text("catalog_id");
    draft.expiration = fields.object("expiration", |fields| Expiration {
        timestamp: fields.text("timestamp"),
        description: fields.text("description"),
    });
    draft.items = fields
        .objects("items", 0..=ANY_NUMBER, item)
        .unwrap_or_default();
    draft.declared_subtotal_minor = fields.required_object("subtotal", amount).flatten();
    draft.tax = fields.object("tax", charge);
    draft.shipping = fields.object("shipping", charge);
    draft.discount = fields.object("discount", |fields| Discount {
        amount_minor: amount(fields),
        description: fields.optional_text("description"),
        program_name: fields.optional_text("discount_program_name"),
    });
}

fn item(fields: &mut Cursor<'_>) -> ItemDraft {
    ItemDraft {
        retailer_id: fields.optional_text("retailer_id"),
        name: fields.text("name"),
        // An image is there to hold a link: an empty one is missing it.
        image_link: fields.object("image", |fields| fields.text("link")),
        amount_minor: fields.object("amount", amount).flatten(),
        sale_amount_minor: fields.object("sale_amount", amount).flatten(),
        quantity: fields.integer("quantity"),
        country_of_origin: fields.optional_text("country_of_origin"),
        importer_name: fields.optional_text("importer_name"),
        importer_address: fields.object("importer_address", importer_address),
    }
}

fn importer_address(fields: &mut Cursor<'_>) -> ImporterAddress {
    ImporterAddress {
        address_line1: fields.text("address_line1"),
        address_line2: fields.optional_text("address_line2"),
        city: fields.text("city"),
        zone_code: fields.optional_text("zone_code"),
        postal_code: fields.text("postal_code"),
        country_code: fields.text("country_code"),
    }
}

fn charge(fields: &mut Cursor<'_>) -> Charge {
    Charge {
        amount_minor: amount(fields),
        description: fields.optional_text("description"),
    }
}
