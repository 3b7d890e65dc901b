//! Claims about every way to pay: what is typed into a form leaves as the request that was written
//! by hand from Meta's pages, and comes back as the same form.

use super::*;
use counterfoil_domain::order::{
    FormAddress, FormCharge, FormItem, FormNote, FormOrigin, FormPayment, Gateway, Goods, OrderForm,
};
use counterfoil_domain::payment_mode::PaymentMode;

/// A form with one item, of which a payment is all that is missing.
fn simple() -> OrderForm {
    OrderForm {
        customer_phone: "+91 99000 00042".to_owned(),
        reference_id: "MEM-88017".to_owned(),
        body_text: "Membership renewal".to_owned(),
        items: vec![item("Annual membership", "1", "1,299.00", "")],
        origin: FormOrigin {
            country_of_origin: "India".to_owned(),
            importer_name: "Lake Club".to_owned(),
            address_line1: "1 Bund Road".to_owned(),
            city: "Pune".to_owned(),
            zone_code: "MH".to_owned(),
            postal_code: "411001".to_owned(),
            ..FormOrigin::default()
        },
        tax: charge("0.00", ""),
        ..OrderForm::default()
    }
}

fn item(name: &str, quantity: &str, price: &str, sale_price: &str) -> FormItem {
    FormItem {
        name: name.to_owned(),
        quantity: quantity.to_owned(),
        price: price.to_owned(),
        sale_price: sale_price.to_owned(),
        ..FormItem::default()
    }
}

fn charge(amount: &str, description: &str) -> FormCharge {
    FormCharge {
        amount: amount.to_owned(),
        description: description.to_owned(),
    }
}

/// A form that is paid through a gateway, with these notes.
fn through(gateway: Gateway, configuration: &str, notes: &[(&str, &str)]) -> OrderForm {
    OrderForm {
        payment: FormPayment {
            configuration_name: configuration.to_owned(),
            gateway,
            notes: notes
                .iter()
                .map(|(name, text)| FormNote {
                    name: (*name).to_owned(),
                    text: (*text).to_owned(),
                })
                .collect(),
            ..FormPayment::default()
        },
        ..simple()
    }
}

#[track_caller]
fn leaves_as(form: &OrderForm, expected: &str) {
    let checked = form.check(NOW_MS, &[]);
    assert_eq!(checked.findings, []);
    let order = checked.order.unwrap();
    let written = write(&order);

    let (written_json, expected): (Value, Value) = (
        serde_json::from_slice(&written).unwrap(),
        serde_json::from_str(expected).unwrap(),
    );
    assert_eq!(written_json, expected, "{written_json:#}");
    let read = check_body(&written, NOW_MS, &[]);
    assert_eq!(read.findings, []);
    let draft = read.order.unwrap().draft().clone();
    assert_eq!(draft, *order.draft(), "reading gives the same order back");
    assert_eq!(OrderForm::from_draft(&draft, NOW_MS).as_ref(), Ok(form));
}

#[test]
fn razorpay_with_everything() {
    let full = OrderForm {
        customer_phone: "+91 99000 00042".to_owned(),
        reference_id: "KP-2291.a_1".to_owned(),
        payment: FormPayment {
            receipt: "INV-2291".to_owned(),
            preferred_app: "phonepe".to_owned(),
            enabled_option: "upi".to_owned(),
            ..through(
                Gateway::Razorpay,
                "kaveri-live-rzp",
                &[("channel", "desk"), ("store", "mysuru-02")],
            )
            .payment
        },
        expires_in_minutes: Some(30),
        expiry_text: "Prices are held for 30 minutes".to_owned(),
        body_text: "Your Kaveri order is ready. Please check and pay.".to_owned(),
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
            FormItem {
                image_link: "https://img.example.in/coffee.jpg".to_owned(),
                ..item("Filter coffee 500 g", "2", "450.00", "399.00")
            },
            FormItem {
                origin: Some(FormOrigin {
                    country_of_origin: "India".to_owned(),
                    importer_name: "Kolhapur Gur Udyog".to_owned(),
                    address_line1: "3 Shivaji Path".to_owned(),
                    city: "Kolhapur".to_owned(),
                    zone_code: "MH".to_owned(),
                    postal_code: "416001".to_owned(),
                    ..FormOrigin::default()
                }),
                ..item("Jaggery 1 kg", "1", "125.00", "")
            },
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
    };

    leaves_as(&full, include_str!("modes/razorpay.json"));
}

#[test]
fn payu() {
    let notes = [
        ("udf1", "mysuru-02"),
        ("udf2", "desk"),
        ("udf3", "INV-2291"),
        ("udf4", "k"),
    ];
    let mut form = through(Gateway::Payu, "kaveri-payu", &notes);
    form.payment.preferred_app = "gpay".to_owned();

    leaves_as(&form, include_str!("modes/payu.json"));
}

#[test]
fn billdesk_above_what_upi_carries() {
    let notes = [
        ("additional_info1", "mysuru-02"),
        ("additional_info2", "desk"),
        ("additional_info3", "INV-2291"),
        ("additional_info4", "a"),
        ("additional_info5", "b"),
        ("additional_info6", "c"),
        ("additional_info7", "d"),
    ];
    let mut form = through(Gateway::Billdesk, "kaveri-bd", &notes);
    form.payment.enabled_option = "web".to_owned();
    form.items[0].price = "6,00,000.00".to_owned();

    leaves_as(&form, include_str!("modes/billdesk.json"));
}

#[test]
fn zaakpay() {
    let notes = [("extra1", "mysuru-02"), ("extra2", "INV-2291")];

    leaves_as(
        &through(Gateway::Zaakpay, "kaveri-zp", &notes),
        include_str!("modes/zaakpay.json"),
    );
}

#[test]
fn a_upi_link_leaves_unchanged() {
    let form = OrderForm {
        reference_id: "LC88017".to_owned(),
        payment: FormPayment {
            mode: PaymentMode::UpiIntentLink,
            upi_link: "upi://pay?pa=club.psp@exbank&pn=Lake%20Club&mc=7997&purpose=00&tr=LC88017"
                .to_owned(),
            ..FormPayment::default()
        },
        ..simple()
    };

    leaves_as(&form, include_str!("modes/upi_intent_link.json"));
}

#[test]
fn the_older_upi() {
    let form = OrderForm {
        payment: FormPayment {
            mode: PaymentMode::UpiConfiguration,
            upi_configuration_name: "kaveri-vpa-1".to_owned(),
            preferred_app: "gpay".to_owned(),
            ..FormPayment::default()
        },
        ..simple()
    };

    leaves_as(&form, include_str!("modes/upi_configuration.json"));
}

#[test]
fn a_payment_link() {
    let form = OrderForm {
        payment: FormPayment {
            mode: PaymentMode::PaymentLink,
            payment_link: "https://rzp.io/i/Kv81xQ".to_owned(),
            success_url: "https://kaveri.example.in/paid".to_owned(),
            cancel_url: "https://kaveri.example.in/cancelled".to_owned(),
            ..FormPayment::default()
        },
        ..simple()
    };

    leaves_as(&form, include_str!("modes/payment_link.json"));
}

#[test]
fn items_of_a_catalogue_need_no_origin() {
    let form = OrderForm {
        header_link: "https://img.example.in/club.png".to_owned(),
        catalog_id: "741258963".to_owned(),
        items: vec![FormItem {
            retailer_id: "MEMBER-Y1".to_owned(),
            ..item("Annual membership", "2", "1,299.00", "")
        }],
        origin: FormOrigin::default(),
        ..through(Gateway::Razorpay, "club-rzp", &[])
    };

    leaves_as(&form, include_str!("modes/catalogue.json"));
}
