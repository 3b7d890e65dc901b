//! Owns the way from a checked order into the written structs.

mod payment;

use super::*;
use crate::meta::order_body::reader::OFFSET;
use counterfoil_domain::order::{
    Beneficiary, Charge, Discount, Expiration, HeaderImage, ImporterAddress, ItemDraft, OrderDraft,
};

pub(super) fn message(order: &Order) -> WireMessage<'_> {
    let draft = order.draft();
    WireMessage {
        messaging_product: "whatsapp",
        recipient_type: "individual",
        to: order.customer().digits(),
        r#type: "interactive",
        biz_opaque_callback_data: draft.opaque_callback_data.as_deref(),
        interactive: WireInteractive {
            r#type: "order_details",
            header: draft.header_image.as_ref().map(header),
            body: WireText {
                text: &draft.body_text,
            },
            footer: draft.footer_text.as_deref().map(|text| WireText { text }),
            action: WireAction {
                name: "review_and_pay",
                parameters: parameters(order, draft),
            },
        },
    }
}

fn header(image: &HeaderImage) -> WireHeader<'_> {
    let image = WireImage {
        id: image.id.as_deref(),
        link: image.link.as_deref(),
    };
    WireHeader {
        r#type: "image",
        image,
    }
}

fn parameters<'a>(order: &'a Order, draft: &'a OrderDraft) -> WireParameters<'a> {
    let payment = payment::of(&draft.payment);
    WireParameters {
        reference_id: order.reference_id().as_str(),
        r#type: &draft.goods_type,
        beneficiaries: draft.beneficiaries.iter().map(beneficiary).collect(),
        payment_type: payment.r#type,
        payment_configuration: payment.configuration,
        preferred_payment_methods: payment.preferred_methods,
        payment_settings: payment.setting.map(|setting| [setting]),
        currency: order.currency().code(),
        total_amount: amount(order.total().minor()),
        order: self::order(order, draft),
    }
}

fn beneficiary(beneficiary: &Beneficiary) -> WireBeneficiary<'_> {
    WireBeneficiary {
        name: &beneficiary.name,
        address_line1: &beneficiary.address_line1,
        address_line2: beneficiary.address_line2.as_deref(),
        city: &beneficiary.city,
        state: &beneficiary.state,
        country: &beneficiary.country,
        postal_code: &beneficiary.postal_code,
    }
}

fn order<'a>(order: &'a Order, draft: &'a OrderDraft) -> WireOrder<'a> {
    WireOrder {
        status: "pending",
        r#type: draft.quick_pay.then_some("quick_pay"),
        catalog_id: draft.catalog_id.as_deref(),
        expiration: draft.expiration.as_ref().map(expiration),
        items: draft.items.iter().map(item).collect(),
        subtotal: amount(order.subtotal().minor()),
        tax: charge(draft.tax.as_ref().expect("a checked order says its tax")),
        shipping: draft.shipping.as_ref().map(charge),
        discount: draft.discount.as_ref().map(discount),
    }
}

fn expiration(expiration: &Expiration) -> WireExpiration<'_> {
    WireExpiration {
        timestamp: &expiration.timestamp,
        description: &expiration.description,
    }
}

fn item(item: &ItemDraft) -> WireItem<'_> {
    WireItem {
        retailer_id: item.retailer_id.as_deref(),
        name: &item.name,
        image: item.image_link.as_deref().map(|link| WireImage {
            id: None,
            link: Some(link),
        }),
        amount: amount(checked(item.amount_minor)),
        sale_amount: item.sale_amount_minor.map(amount),
        quantity: checked(item.quantity),
        country_of_origin: item.country_of_origin.as_deref(),
        importer_name: item.importer_name.as_deref(),
        importer_address: item.importer_address.as_ref().map(importer_address),
    }
}

fn importer_address(address: &ImporterAddress) -> WireImporterAddress<'_> {
    WireImporterAddress {
        address_line1: &address.address_line1,
        address_line2: address.address_line2.as_deref(),
        city: &address.city,
        zone_code: address.zone_code.as_deref(),
        postal_code: &address.postal_code,
        country_code: &address.country_code,
    }
}

fn charge(charge: &Charge) -> WireCharge<'_> {
    WireCharge {
        value: checked(charge.amount_minor),
        offset: OFFSET,
        description: charge.description.as_deref(),
        discount_program_name: None,
    }
}

fn discount(discount: &Discount) -> WireCharge<'_> {
    WireCharge {
        value: checked(discount.amount_minor),
        offset: OFFSET,
        description: discount.description.as_deref(),
        discount_program_name: discount.program_name.as_deref(),
    }
}

fn amount(value: i64) -> WireAmount {
    WireAmount {
        value,
        offset: OFFSET,
    }
}

fn checked(number: Option<i64>) -> i64 {
    number.expect("a checked order says every number")
}
