//! Owns the table of every field that docs/limits.md names, and of those it refuses by name: where
//! it is and what it holds.

mod values;

use crate::dice::Dice;
use crate::json::{Json, Path, Step};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One of these words.
    Word(&'static [&'static str]),
    /// A filled text of at most so many characters.
    Text(usize),
    /// A filled text of any length.
    Open,
    /// A text of at most so many characters, which may be empty.
    Note,
    Digits,
    Phone,
    Reference,
    Zone,
    Link,
    UpiLink,
    Timestamp,
    /// An amount in minor units.
    Value,
    Offset,
    Quantity,
    /// An object or a list, as JSON.
    Whole(&'static str),
    /// Meta knows it, here it is refused.
    Foreign(&'static str),
}

use Shape::*;

/// Where the parameters are; `~` in the table.
const PARAMETERS: &str = "interactive.action.parameters.";

const AMOUNT: Shape = Whole(r#"{"value":100,"offset":100}"#);
const CHARGE: Shape = Whole(r#"{"value":0,"offset":100,"description":"GST 5%"}"#);
const ADDRESS: Shape = Whole(
    r#"{"address_line1":"7 Mill Road","city":"Mysuru","postal_code":"570002","country_code":"IN"}"#,
);
const BENEFICIARY: Shape = Whole(concat!(
    r#"{"name":"Meera Iyer","address_line1":"14, Third Cross","city":"Mysuru","#,
    r#""state":"Karnataka","country":"India","postal_code":"570001"}"#,
));
const METHODS: Shape = Word(&[
    "gpay",
    "phonepe",
    "paytm",
    "bhim",
    "amazonpay",
    "cred",
    "mobikwik",
]);

/// Every field; `[]` is any element and `*` any name.
pub const FIELDS: &[(&str, Shape)] = &[
    ("messaging_product", Word(&["whatsapp"])),
    ("recipient_type", Word(&["individual"])),
    ("to", Phone),
    ("recipient", Foreign(r#""IN.1349""#)),
    ("type", Word(&["interactive"])),
    ("biz_opaque_callback_data", Text(512)),
    ("interactive", Whole("{}")),
    ("interactive.type", Word(&["order_details"])),
    (
        "interactive.header",
        Whole(r#"{"type":"image","image":{"id":"1188"}}"#),
    ),
    ("interactive.header.type", Word(&["image"])),
    (
        "interactive.header.image",
        Whole(r#"{"link":"https://a.in/b.png"}"#),
    ),
    ("interactive.header.image.id", Open),
    ("interactive.header.image.link", Link),
    ("interactive.body", Whole(r#"{"text":"Please pay."}"#)),
    ("interactive.body.text", Text(1024)),
    ("interactive.footer", Whole(r#"{"text":"Thank you."}"#)),
    ("interactive.footer.text", Text(60)),
    ("interactive.action", Whole("{}")),
    ("interactive.action.name", Word(&["review_and_pay"])),
    ("interactive.action.parameters", Whole("{}")),
    ("~reference_id", Reference),
    ("~type", Word(&["digital-goods", "physical-goods"])),
    ("~payment_type", Word(&["upi"])),
    ("~payment_configuration", Text(60)),
    (
        "~preferred_payment_methods",
        Whole(r#"[{"method":"gpay"}]"#),
    ),
    (
        "~preferred_payment_methods[]",
        Whole(r#"{"method":"gpay"}"#),
    ),
    ("~preferred_payment_methods[].method", METHODS),
    ("~beneficiaries", Whole("[]")),
    ("~beneficiaries[]", BENEFICIARY),
    ("~beneficiaries[].name", Text(200)),
    ("~beneficiaries[].address_line1", Text(100)),
    ("~beneficiaries[].address_line2", Text(100)),
    ("~beneficiaries[].city", Open),
    ("~beneficiaries[].state", Open),
    ("~beneficiaries[].country", Word(&["India"])),
    ("~beneficiaries[].postal_code", Digits),
    ("~payment_settings", Whole("[]")),
    ("~payment_settings[]", Whole("{}")),
    (
        "~payment_settings[].type",
        Word(&["payment_gateway", "upi_intent_link", "payment_link"]),
    ),
    ("~payment_settings[].upi_intent_link", Whole("{}")),
    ("~payment_settings[].upi_intent_link.link", UpiLink),
    ("~payment_settings[].payment_link", Whole("{}")),
    ("~payment_settings[].payment_link.uri", Link),
    ("~payment_settings[].payment_link.success_url", Link),
    ("~payment_settings[].payment_link.cancel_url", Link),
    ("~payment_settings[].payment_gateway", Whole("{}")),
    (
        "~payment_settings[].payment_gateway.type",
        Word(&["razorpay", "payu", "billdesk", "zaakpay"]),
    ),
    (
        "~payment_settings[].payment_gateway.configuration_name",
        Text(60),
    ),
    ("~payment_settings[].payment_gateway.razorpay", Whole("{}")),
    (
        "~payment_settings[].payment_gateway.razorpay.receipt",
        Text(40),
    ),
    (
        "~payment_settings[].payment_gateway.razorpay.notes",
        Whole(r#"{"store":""}"#),
    ),
    ("~payment_settings[].payment_gateway.razorpay.notes.*", Note),
    (
        "~payment_settings[].payment_gateway.razorpay.encrypted_payment_gateway_data",
        Foreign(r#""AAAA""#),
    ),
    ("~payment_settings[].payment_gateway.payu", Whole("{}")),
    ("~payment_settings[].payment_gateway.payu.udf1", Text(255)),
    ("~payment_settings[].payment_gateway.payu.udf2", Text(255)),
    ("~payment_settings[].payment_gateway.payu.udf3", Text(255)),
    ("~payment_settings[].payment_gateway.payu.udf4", Text(255)),
    (
        "~payment_settings[].payment_gateway.payu.encrypted_payment_gateway_data",
        Foreign(r#""AAAA""#),
    ),
    ("~payment_settings[].payment_gateway.billdesk", Whole("{}")),
    (
        "~payment_settings[].payment_gateway.billdesk.additional_info1",
        Text(120),
    ),
    (
        "~payment_settings[].payment_gateway.billdesk.additional_info2",
        Text(120),
    ),
    (
        "~payment_settings[].payment_gateway.billdesk.additional_info3",
        Text(120),
    ),
    (
        "~payment_settings[].payment_gateway.billdesk.additional_info4",
        Text(120),
    ),
    (
        "~payment_settings[].payment_gateway.billdesk.additional_info5",
        Text(120),
    ),
    (
        "~payment_settings[].payment_gateway.billdesk.additional_info6",
        Text(120),
    ),
    (
        "~payment_settings[].payment_gateway.billdesk.additional_info7",
        Text(120),
    ),
    (
        "~payment_settings[].payment_gateway.billdesk.encrypted_payment_gateway_data",
        Foreign(r#""AAAA""#),
    ),
    ("~payment_settings[].payment_gateway.zaakpay", Whole("{}")),
    (
        "~payment_settings[].payment_gateway.zaakpay.extra1",
        Text(180),
    ),
    (
        "~payment_settings[].payment_gateway.zaakpay.extra2",
        Text(180),
    ),
    (
        "~payment_settings[].payment_gateway.zaakpay.encrypted_payment_gateway_data",
        Foreign(r#""AAAA""#),
    ),
    (
        "~payment_settings[].payment_gateway.preferred_payment_methods",
        Whole("[]"),
    ),
    (
        "~payment_settings[].payment_gateway.preferred_payment_methods[]",
        Whole(r#"{"method":"gpay"}"#),
    ),
    (
        "~payment_settings[].payment_gateway.preferred_payment_methods[].method",
        METHODS,
    ),
    (
        "~payment_settings[].payment_gateway.enabled_payment_options",
        Whole(r#"["web"]"#),
    ),
    (
        "~payment_settings[].payment_gateway.enabled_payment_options[]",
        Word(&["upi", "web"]),
    ),
    ("~currency", Word(&["INR"])),
    ("~total_amount", AMOUNT),
    ("~total_amount.value", Value),
    ("~total_amount.offset", Offset),
    ("~order", Whole("{}")),
    ("~order.status", Word(&["pending"])),
    ("~order.type", Word(&["quick_pay"])),
    ("~order.catalog_id", Open),
    (
        "~order.expiration",
        Whole(r#"{"timestamp":"1798765200","description":"An hour"}"#),
    ),
    ("~order.expiration.timestamp", Timestamp),
    ("~order.expiration.description", Text(120)),
    ("~order.items", Whole("[]")),
    ("~order.items[]", Whole("{}")),
    ("~order.items[].retailer_id", Open),
    ("~order.items[].name", Text(60)),
    (
        "~order.items[].image",
        Whole(r#"{"link":"https://a.in/b.png"}"#),
    ),
    ("~order.items[].image.link", Link),
    ("~order.items[].amount", AMOUNT),
    ("~order.items[].amount.value", Value),
    ("~order.items[].amount.offset", Offset),
    ("~order.items[].sale_amount", AMOUNT),
    ("~order.items[].sale_amount.value", Value),
    ("~order.items[].sale_amount.offset", Offset),
    ("~order.items[].quantity", Quantity),
    ("~order.items[].country_of_origin", Text(100)),
    ("~order.items[].importer_name", Text(200)),
    ("~order.items[].importer_address", ADDRESS),
    ("~order.items[].importer_address.address_line1", Text(100)),
    ("~order.items[].importer_address.address_line2", Text(100)),
    ("~order.items[].importer_address.city", Text(120)),
    ("~order.items[].importer_address.zone_code", Zone),
    ("~order.items[].importer_address.postal_code", Digits),
    (
        "~order.items[].importer_address.country_code",
        Word(&["IN"]),
    ),
    ("~order.subtotal", AMOUNT),
    ("~order.subtotal.value", Value),
    ("~order.subtotal.offset", Offset),
    ("~order.tax", CHARGE),
    ("~order.tax.value", Value),
    ("~order.tax.offset", Offset),
    ("~order.tax.description", Text(60)),
    ("~order.shipping", CHARGE),
    ("~order.shipping.value", Value),
    ("~order.shipping.offset", Offset),
    ("~order.shipping.description", Text(60)),
    ("~order.discount", CHARGE),
    ("~order.discount.value", Value),
    ("~order.discount.offset", Offset),
    ("~order.discount.description", Text(60)),
    ("~order.discount.discount_program_name", Text(60)),
];

/// Draws a documented field that is in the body, or could be because what holds it is.
pub fn draw(dice: &mut Dice, body: &Json) -> Option<Path> {
    let (pattern, _) = dice.pick(FIELDS);
    let mut path = Path::new();
    for name in pattern.replace('~', PARAMETERS).split('.') {
        let bare = name.trim_end_matches("[]");
        let names = match body.at(&path)? {
            Json::Object(fields) => fields,
            _ => return None,
        };
        let bare = match bare {
            "*" if names.is_empty() => "store",
            "*" => &dice.pick(names).0,
            bare => bare,
        };
        path.push(Step::Name(bare.to_owned()));
        if name.ends_with("[]") {
            let Json::List(list) = body.at(&path)? else {
                return None;
            };
            let last = list.len().checked_sub(1)?;
            path.push(Step::Index(dice.size(0..=last)));
        }
    }
    Some(path)
}

/// Finds the entry of the table that a path belongs to.
pub fn entry(path: &[Step]) -> Option<&'static (&'static str, Shape)> {
    let mut pattern = String::new();
    for step in path {
        match step {
            Step::Index(_) => pattern.push_str("[]"),
            Step::Name(_) if pattern.ends_with("razorpay.notes") => pattern.push_str(".*"),
            Step::Name(name) if pattern.is_empty() => pattern.push_str(name),
            Step::Name(name) => pattern.extend([".", name.as_str()]),
        }
    }
    let pattern = pattern.replacen(PARAMETERS, "~", 1);
    FIELDS.iter().find(|(known, _)| *known == pattern)
}
