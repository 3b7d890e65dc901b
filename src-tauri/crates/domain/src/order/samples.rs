//! Owns the drafts that the tests begin from.

use super::*;

/// The moment the tests call now: 2027-01-01T00:00:00Z.
pub(super) const NOW_MS: i64 = 1_798_761_600_000;

/// An order with everything in it that an order can have without a catalogue.
pub(super) fn full() -> OrderDraft {
    OrderDraft {
        customer_phone: "919900000042".to_owned(),
        opaque_callback_data: some("req-7f3c1a"),
        header_image: Some(HeaderImage {
            id: some("1188223344556677"),
            link: None,
        }),
        body_text: "Your Kaveri order is ready.".to_owned(),
        footer_text: some("Kaveri Provisions, Mysuru"),
        reference_id: "KP-2291.a_1".to_owned(),
        goods_type: "physical-goods".to_owned(),
        beneficiaries: vec![beneficiary()],
        payment: payment(),
        currency: "INR".to_owned(),
        declared_total_minor: Some(97_915),
        quick_pay: true,
        catalog_id: None,
        expiration: Some(Expiration {
            timestamp: "1798765200".to_owned(),
            description: "Prices are held for an hour".to_owned(),
        }),
        items: vec![
            ItemDraft {
                sale_amount_minor: Some(39_900),
                image_link: some("https://img.example.in/coffee.jpg"),
                ..item(45_000, 2)
            },
            item(12_500, 1),
        ],
        declared_subtotal_minor: Some(92_300),
        tax: Some(Charge {
            amount_minor: Some(4_615),
            description: some("GST 5%"),
        }),
        shipping: Some(Charge {
            amount_minor: Some(6_000),
            description: some("Courier"),
        }),
        discount: Some(Discount {
            amount_minor: Some(5_000),
            description: some("Festival offer"),
            program_name: some("DASARA"),
        }),
    }
}

/// An order with one line and only what every order needs.
pub(super) fn small() -> OrderDraft {
    OrderDraft {
        customer_phone: "919900000042".to_owned(),
        body_text: "Membership renewal".to_owned(),
        reference_id: "MEM-88017".to_owned(),
        goods_type: "digital-goods".to_owned(),
        payment: PaymentSetting::PaymentGateway(GatewayPayment {
            configuration_name: "club-rzp".to_owned(),
            ..GatewayPayment::default()
        }),
        currency: "INR".to_owned(),
        items: vec![item(129_900, 1)],
        tax: Some(Charge {
            amount_minor: Some(0),
            description: None,
        }),
        ..OrderDraft::default()
    }
}

pub(super) fn item(amount_minor: i64, quantity: i64) -> ItemDraft {
    ItemDraft {
        name: "Filter coffee 500 g".to_owned(),
        amount_minor: Some(amount_minor),
        quantity: Some(quantity),
        country_of_origin: some("India"),
        importer_name: some("Kaveri Provisions LLP"),
        importer_address: Some(ImporterAddress {
            address_line1: "7 Mill Road".to_owned(),
            address_line2: some("Yard B"),
            city: "Mysuru".to_owned(),
            zone_code: some("KA"),
            postal_code: "570002".to_owned(),
            country_code: "IN".to_owned(),
        }),
        ..ItemDraft::default()
    }
}

pub(super) fn beneficiary() -> Beneficiary {
    Beneficiary {
        name: "Meera Iyer".to_owned(),
        address_line1: "14, Third Cross".to_owned(),
        address_line2: some("Near the water tank"),
        city: "Mysuru".to_owned(),
        state: "Karnataka".to_owned(),
        country: "India".to_owned(),
        postal_code: "570001".to_owned(),
    }
}

fn payment() -> PaymentSetting {
    PaymentSetting::PaymentGateway(GatewayPayment {
        configuration_name: "kaveri-live-rzp".to_owned(),
        gateway: Gateway::Razorpay,
        receipt: some("INV-2291"),
        notes: [("store".to_owned(), "mysuru-02".to_owned())].into(),
        preferred_payment_method: some("phonepe"),
        enabled_payment_option: some("upi"),
    })
}

/// How the draft is paid, if that is through a gateway.
pub(super) fn gateway(draft: &mut OrderDraft) -> &mut GatewayPayment {
    match &mut draft.payment {
        PaymentSetting::PaymentGateway(payment) => payment,
        other => panic!("{other:?} is not paid through a gateway"),
    }
}

/// An order for each way to pay, each with everything that way can say.
pub(super) fn of_every_mode() -> Vec<OrderDraft> {
    let notes = |gateway: Gateway| {
        let names = gateway.note_names().unwrap_or(&["store"]);
        names
            .iter()
            .map(|name| ((*name).to_owned(), "mysuru-02".to_owned()))
            .collect()
    };
    let gateways = Gateway::ALL.map(|gateway| {
        PaymentSetting::PaymentGateway(GatewayPayment {
            configuration_name: "kaveri".to_owned(),
            gateway,
            receipt: gateway.has_receipt().then(|| "INV-2291".to_owned()),
            notes: notes(gateway),
            preferred_payment_method: some("phonepe"),
            enabled_payment_option: some("web"),
        })
    });
    let others = [
        PaymentSetting::UpiIntentLink(UpiIntentPayment {
            upi_link: UPI_LINK.to_owned(),
        }),
        PaymentSetting::UpiConfiguration(UpiConfigurationPayment {
            upi_configuration_name: "kaveri-vpa-1".to_owned(),
            preferred_payment_method: some("gpay"),
        }),
        PaymentSetting::PaymentLink(LinkPayment {
            payment_link: "https://rzp.io/i/Kv81xQ".to_owned(),
            success_url: some("https://kaveri.example.in/paid"),
            cancel_url: some("https://kaveri.example.in/cancelled"),
        }),
    ];
    let settings = gateways.into_iter().chain(others);
    settings
        .map(|payment| OrderDraft { payment, ..small() })
        .collect()
}

/// A link that pays the order of [`small`].
pub(super) const UPI_LINK: &str =
    "upi://pay?pa=club.psp@exbank&pn=Lake%20Club&mc=7997&purpose=00&tr=MEM-88017";

pub(super) fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}
