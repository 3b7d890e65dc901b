//! Owns the way from how an order is paid into the written structs.

use super::*;
use counterfoil_domain::order::{Gateway, GatewayPayment, LinkPayment, PaymentSetting};

/// The parts of the parameters that say how an order is paid.
#[derive(Default)]
pub(super) struct WirePayment<'a> {
    pub(super) r#type: Option<&'a str>,
    pub(super) configuration: Option<&'a str>,
    pub(super) preferred_methods: Option<[WireMethod<'a>; 1]>,
    pub(super) setting: Option<WireSetting<'a>>,
}

/// `payment_type` stands beside payment links and the older UPI alone (legacy UPI; payment links).
pub(super) fn of(payment: &PaymentSetting) -> WirePayment<'_> {
    const UPI: Option<&str> = Some("upi");
    match payment {
        PaymentSetting::PaymentGateway(payment) => WirePayment {
            setting: Some(WireSetting::PaymentGateway {
                payment_gateway: gateway(payment),
            }),
            ..WirePayment::default()
        },
        PaymentSetting::UpiIntentLink(payment) => WirePayment {
            setting: Some(WireSetting::UpiIntentLink {
                upi_intent_link: WireUpiLink {
                    link: &payment.upi_link,
                },
            }),
            ..WirePayment::default()
        },
        PaymentSetting::UpiConfiguration(payment) => WirePayment {
            r#type: UPI,
            configuration: Some(&payment.upi_configuration_name),
            preferred_methods: methods(payment.preferred_payment_method.as_deref()),
            setting: None,
        },
        PaymentSetting::PaymentLink(payment) => WirePayment {
            r#type: UPI,
            setting: Some(WireSetting::PaymentLink {
                payment_link: link(payment),
            }),
            ..WirePayment::default()
        },
    }
}

fn gateway(payment: &GatewayPayment) -> WireGateway<'_> {
    let has_razorpay = payment.receipt.is_some() || !payment.notes.is_empty();
    let notes_of = |gateway: Gateway| {
        (payment.gateway == gateway && !payment.notes.is_empty()).then_some(&payment.notes)
    };
    WireGateway {
        r#type: payment.gateway.word(),
        configuration_name: &payment.configuration_name,
        razorpay: (payment.gateway == Gateway::Razorpay && has_razorpay).then_some(WireRazorpay {
            receipt: payment.receipt.as_deref(),
            notes: &payment.notes,
        }),
        payu: notes_of(Gateway::Payu),
        billdesk: notes_of(Gateway::Billdesk),
        zaakpay: notes_of(Gateway::Zaakpay),
        preferred_payment_methods: methods(payment.preferred_payment_method.as_deref()),
        enabled_payment_options: payment.enabled_payment_option.as_deref().map(|word| [word]),
    }
}

fn link(payment: &LinkPayment) -> WirePaymentLink<'_> {
    WirePaymentLink {
        uri: &payment.payment_link,
        success_url: payment.success_url.as_deref(),
        cancel_url: payment.cancel_url.as_deref(),
    }
}

fn methods(method: Option<&str>) -> Option<[WireMethod<'_>; 1]> {
    method.map(|method| [WireMethod { method }])
}
