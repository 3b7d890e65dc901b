//! Owns the form that the tests begin from.

use crate::order::form::*;

/// A form with everything in it, written the way a form writes itself.
pub(in crate::order::form) fn filled() -> OrderForm {
    OrderForm {
        customer_phone: "+91 99000 00042".to_owned(),
        reference_id: "KP-2291".to_owned(),
        payment: FormPayment {
            configuration_name: "kaveri-live-rzp".to_owned(),
            receipt: "INV-2291".to_owned(),
            notes: vec![note("channel", "desk"), note("store", "mysuru-02")],
            preferred_app: "phonepe".to_owned(),
            enabled_option: "upi".to_owned(),
            ..FormPayment::default()
        },
        expires_in_minutes: Some(30),
        expiry_text: "Prices are held for half an hour".to_owned(),
        body_text: "Your Kaveri order is ready.".to_owned(),
        footer_text: "Kaveri Provisions, Mysuru".to_owned(),
        header_media_id: "1188223344556677".to_owned(),
        quick_pay: true,
        callback_data: "req-7f3c1a".to_owned(),
        goods: Goods::Physical,
        address: FormAddress {
            name: "Meera Iyer".to_owned(),
            address_line1: "14, Third Cross".to_owned(),
            address_line2: "Near the water tank".to_owned(),
            city: "Mysuru".to_owned(),
            state: "Karnataka".to_owned(),
            postal_code: "570001".to_owned(),
        },
        items: vec![
            item("Filter coffee 500 g", "2", "450.00", "399.00"),
            item("Jaggery 1 kg", "1", "125.00", ""),
        ],
        origin: FormOrigin {
            country_of_origin: "India".to_owned(),
            importer_name: "Kaveri Provisions LLP".to_owned(),
            address_line1: "7 Mill Road".to_owned(),
            address_line2: "Yard B".to_owned(),
            city: "Mysuru".to_owned(),
            zone_code: "KA".to_owned(),
            postal_code: "570002".to_owned(),
        },
        tax: charge("46.15", "GST 5%"),
        shipping: charge("60.00", "Courier"),
        discount: charge("50.00", "Festival offer"),
        discount_program: "DASARA".to_owned(),
        ..OrderForm::default()
    }
}

pub(in crate::order::form) fn item(
    name: &str,
    quantity: &str,
    price: &str,
    sale_price: &str,
) -> FormItem {
    FormItem {
        name: name.to_owned(),
        quantity: quantity.to_owned(),
        price: price.to_owned(),
        sale_price: sale_price.to_owned(),
        ..FormItem::default()
    }
}

pub(in crate::order::form) fn note(name: &str, text: &str) -> FormNote {
    FormNote {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

pub(in crate::order::form) fn charge(amount: &str, description: &str) -> FormCharge {
    FormCharge {
        amount: amount.to_owned(),
        description: description.to_owned(),
    }
}
