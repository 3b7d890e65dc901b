//! Owns the table of every text of a form, with the field it is found at.

use crate::order::form::OrderForm;

/// A way to a text of the form.
pub(in crate::order::form) type TextOf = fn(&mut OrderForm) -> &mut String;

/// Every text of the form and its field.
pub(in crate::order::form) const TEXTS: &[(&str, TextOf)] = &[
    ("customerPhone", |form| &mut form.customer_phone),
    ("referenceId", |form| &mut form.reference_id),
    ("payment.configurationName", |form| {
        &mut form.payment.configuration_name
    }),
    ("expiryText", |form| &mut form.expiry_text),
    ("items[1].name", |form| &mut form.items[1].name),
    ("items[1].quantity", |form| &mut form.items[1].quantity),
    ("items[1].price", |form| &mut form.items[1].price),
    ("items[0].salePrice", |form| &mut form.items[0].sale_price),
    ("tax.amount", |form| &mut form.tax.amount),
    ("tax.description", |form| &mut form.tax.description),
    ("shipping.amount", |form| &mut form.shipping.amount),
    ("shipping.description", |form| {
        &mut form.shipping.description
    }),
    ("discount.amount", |form| &mut form.discount.amount),
    ("discount.description", |form| {
        &mut form.discount.description
    }),
    ("bodyText", |form| &mut form.body_text),
    ("footerText", |form| &mut form.footer_text),
    ("address.name", |form| &mut form.address.name),
    ("address.addressLine1", |form| {
        &mut form.address.address_line1
    }),
    ("address.addressLine2", |form| {
        &mut form.address.address_line2
    }),
    ("address.city", |form| &mut form.address.city),
    ("address.state", |form| &mut form.address.state),
    ("address.postalCode", |form| &mut form.address.postal_code),
    ("origin.countryOfOrigin", |form| {
        &mut form.origin.country_of_origin
    }),
    ("origin.importerName", |form| &mut form.origin.importer_name),
    ("origin.addressLine1", |form| &mut form.origin.address_line1),
    ("origin.addressLine2", |form| &mut form.origin.address_line2),
    ("origin.city", |form| &mut form.origin.city),
    ("origin.zoneCode", |form| &mut form.origin.zone_code),
    ("origin.postalCode", |form| &mut form.origin.postal_code),
];

/// What may be left empty in a form that is otherwise full.
pub(in crate::order::form) const MAY_BE_EMPTY: &[&str] = &[
    "expiryText",
    "items[0].salePrice",
    "tax.amount",
    "tax.description",
    "shipping.description",
    "discount.description",
    "footerText",
    "address.addressLine2",
    "origin.addressLine2",
    "origin.zoneCode",
];
