//! Owns the writing of a body: the exact bytes of one order, always the same ones.
//!
//! The field order of these structs is the field order of the bytes.

mod build;

use counterfoil_domain::order::Order;
use serde::Serialize;
use std::collections::BTreeMap;

/// Writes the bytes to send. The order of the fields is fixed, nothing absent is written, and
/// [`super::read`] gives the same draft back.
pub fn write(order: &Order) -> Vec<u8> {
    serde_json::to_vec(&build::message(order)).expect("texts and whole numbers always become JSON")
}

#[derive(Serialize)]
struct WireMessage<'a> {
    messaging_product: &'a str,
    recipient_type: &'a str,
    to: &'a str,
    r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    biz_opaque_callback_data: Option<&'a str>,
    interactive: WireInteractive<'a>,
}

#[derive(Serialize)]
struct WireInteractive<'a> {
    r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<WireHeader<'a>>,
    body: WireText<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<WireText<'a>>,
    action: WireAction<'a>,
}

#[derive(Serialize)]
struct WireHeader<'a> {
    r#type: &'a str,
    image: WireImage<'a>,
}

#[derive(Serialize)]
struct WireImage<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
}

#[derive(Serialize)]
struct WireText<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct WireAction<'a> {
    name: &'a str,
    parameters: WireParameters<'a>,
}

#[derive(Serialize)]
struct WireParameters<'a> {
    reference_id: &'a str,
    r#type: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beneficiaries: Vec<WireBeneficiary<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_configuration: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_payment_methods: Option<[WireMethod<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_settings: Option<[WireSetting<'a>; 1]>,
    currency: &'a str,
    total_amount: WireAmount,
    order: WireOrder<'a>,
}

#[derive(Serialize)]
struct WireBeneficiary<'a> {
    name: &'a str,
    address_line1: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_line2: Option<&'a str>,
    city: &'a str,
    state: &'a str,
    country: &'a str,
    postal_code: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum WireSetting<'a> {
    PaymentGateway { payment_gateway: WireGateway<'a> },
    UpiIntentLink { upi_intent_link: WireUpiLink<'a> },
    PaymentLink { payment_link: WirePaymentLink<'a> },
}

#[derive(Serialize)]
struct WireUpiLink<'a> {
    link: &'a str,
}

#[derive(Serialize)]
struct WirePaymentLink<'a> {
    uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    success_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancel_url: Option<&'a str>,
}

#[derive(Serialize)]
struct WireGateway<'a> {
    r#type: &'a str,
    configuration_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    razorpay: Option<WireRazorpay<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payu: Option<&'a BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    billdesk: Option<&'a BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zaakpay: Option<&'a BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_payment_methods: Option<[WireMethod<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled_payment_options: Option<[&'a str; 1]>,
}

#[derive(Serialize)]
struct WireRazorpay<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    notes: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct WireMethod<'a> {
    method: &'a str,
}

#[derive(Serialize)]
struct WireOrder<'a> {
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    catalog_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiration: Option<WireExpiration<'a>>,
    items: Vec<WireItem<'a>>,
    subtotal: WireAmount,
    tax: WireCharge<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shipping: Option<WireCharge<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    discount: Option<WireCharge<'a>>,
}

#[derive(Serialize)]
struct WireExpiration<'a> {
    timestamp: &'a str,
    description: &'a str,
}

#[derive(Serialize)]
struct WireItem<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    retailer_id: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<WireImage<'a>>,
    amount: WireAmount,
    #[serde(skip_serializing_if = "Option::is_none")]
    sale_amount: Option<WireAmount>,
    quantity: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    country_of_origin: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    importer_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    importer_address: Option<WireImporterAddress<'a>>,
}

#[derive(Serialize)]
struct WireImporterAddress<'a> {
    address_line1: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_line2: Option<&'a str>,
    city: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone_code: Option<&'a str>,
    postal_code: &'a str,
    country_code: &'a str,
}

#[derive(Serialize)]
struct WireAmount {
    value: i64,
    offset: i64,
}

#[derive(Serialize)]
struct WireCharge<'a> {
    value: i64,
    offset: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    discount_program_name: Option<&'a str>,
}
