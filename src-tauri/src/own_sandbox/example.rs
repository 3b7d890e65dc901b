//! Owns the order that a newcomer finds in the form: complete, so that one key sends it.

use super::CONFIGURATION;
use crate::view::compose::{ChargeForm, ItemForm, OrderForm, OriginForm, PaymentForm};

/// Fills a fresh form with an order to a simulated customer who pays after a few seconds.
pub fn example(fresh: OrderForm) -> OrderForm {
    OrderForm {
        customer_phone: "+91 99000 00002".to_owned(),
        payment: PaymentForm {
            configuration_name: CONFIGURATION.to_owned(),
            ..fresh.payment
        },
        body_text: "Hello Meera, your Kaveri order is packed. Please check the bill and pay here."
            .to_owned(),
        footer_text: "Kaveri Provisions, Mysuru".to_owned(),
        items: vec![
            item("Filter coffee, 500 g", "2", "450.00", "399.00"),
            item("Palm jaggery, 1 kg", "1", "125.00", ""),
        ],
        origin: OriginForm {
            country_of_origin: "India".to_owned(),
            importer_name: "Kaveri Provisions LLP".to_owned(),
            address_line1: "7 Mill Road".to_owned(),
            address_line2: String::new(),
            city: "Mysuru".to_owned(),
            zone_code: "KA".to_owned(),
            postal_code: "570002".to_owned(),
        },
        tax: charge("46.15", "GST 5%"),
        shipping: charge("60.00", "Courier"),
        discount: charge("50.00", "Festival offer"),
        ..fresh
    }
}

fn item(name: &str, quantity: &str, price: &str, sale_price: &str) -> ItemForm {
    ItemForm {
        name: name.to_owned(),
        quantity: quantity.to_owned(),
        price: price.to_owned(),
        sale_price: sale_price.to_owned(),
        retailer_id: String::new(),
        image_link: String::new(),
        origin: None,
    }
}

fn charge(amount: &str, description: &str) -> ChargeForm {
    ChargeForm {
        amount: amount.to_owned(),
        description: description.to_owned(),
    }
}
