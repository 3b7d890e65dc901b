//! Owns the window's form, and the way between it and the domain's, field by field.

use counterfoil_domain::order::{
    self, FormAddress, FormCharge, FormItem, FormNote, FormOrigin, FormPayment, Gateway, Goods,
};
use counterfoil_domain::payment_mode::PaymentMode;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What kind of goods an order sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum GoodsView {
    /// Nothing is shipped.
    Digital,
    /// Something is shipped.
    Physical,
}

/// An order as a person types it: every typed field is text, read by the desk and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderForm {
    /// Who pays, as people write numbers.
    pub customer_phone: String,
    /// The merchant's own name for the order.
    pub reference_id: String,
    /// How it is paid.
    pub payment: PaymentForm,
    /// How long it can be paid, counted from the send; none is for ever.
    pub expires_in_minutes: Option<u32>,
    /// What the customer reads about that; blank lets the desk write it.
    pub expiry_text: String,
    /// The message.
    pub body_text: String,
    /// The small text under the message.
    pub footer_text: String,
    /// A link to the picture above the message.
    pub header_link: String,
    /// The id of an uploaded picture above the message.
    pub header_media_id: String,
    /// The bubble shows only "Pay now".
    pub quick_pay: bool,
    /// What the status webhooks echo.
    pub callback_data: String,
    /// What kind of goods.
    pub goods: GoodsView,
    /// Where shipped goods go.
    pub address: AddressForm,
    /// What is sold; a blank row is left out.
    pub items: Vec<ItemForm>,
    /// The catalogue that the items come from.
    pub catalog_id: String,
    /// Where the goods come from that do not say it themselves.
    pub origin: OriginForm,
    /// The tax; an empty amount is nothing.
    pub tax: ChargeForm,
    /// What delivery costs.
    pub shipping: ChargeForm,
    /// What is taken off.
    pub discount: ChargeForm,
    /// The program an incentivised order belongs to.
    pub discount_program: String,
}

/// A way to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PaymentModeView {
    /// Through a payment gateway linked to WhatsApp.
    PaymentGateway,
    /// By a UPI link that a gateway made.
    UpiIntentLink,
    /// To the UPI id of a payment configuration.
    UpiConfiguration,
    /// On a page of a gateway.
    PaymentLink,
}

/// A payment gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names of four companies")]
pub enum GatewayView {
    Razorpay,
    Payu,
    Billdesk,
    Zaakpay,
}

/// How an order is paid. Only the fields of the mode count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentForm {
    /// The way it is paid.
    pub mode: PaymentModeView,
    /// The name of the payment configuration whose gateway is paid through.
    pub configuration_name: String,
    /// The name of the payment configuration whose UPI id is paid.
    pub upi_configuration_name: String,
    /// The gateway behind the payment configuration.
    pub gateway: GatewayView,
    /// Razorpay's receipt number.
    pub receipt: String,
    /// What comes back in lookups.
    pub notes: Vec<NoteForm>,
    /// The UPI app offered first.
    pub preferred_app: String,
    /// The only way to pay that is offered, `upi` or `web`; blank is every way.
    pub enabled_option: String,
    /// The UPI link.
    pub upi_link: String,
    /// The link to the gateway's page.
    pub payment_link: String,
    /// Where that page leads when it was paid.
    pub success_url: String,
    /// Where it leads when it was not.
    pub cancel_url: String,
}

/// A text that comes back in lookups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteForm {
    /// Its name.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// Where shipped goods go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields of a postal address")]
pub struct AddressForm {
    pub name: String,
    pub address_line1: String,
    pub address_line2: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
}

/// One row of the items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemForm {
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: String,
    /// The price of one.
    pub price: String,
    /// The reduced price of one, if there is one.
    pub sale_price: String,
    /// The catalogue's id of it.
    pub retailer_id: String,
    /// A link to a picture of it.
    pub image_link: String,
    /// Where it comes from, if not from where the others do.
    pub origin: Option<OriginForm>,
}

/// Where the goods come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the fields of an importer and its postal address"
)]
pub struct OriginForm {
    pub country_of_origin: String,
    pub importer_name: String,
    pub address_line1: String,
    pub address_line2: String,
    pub city: String,
    pub zone_code: String,
    pub postal_code: String,
}

/// An amount and what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChargeForm {
    /// How much.
    pub amount: String,
    /// What for.
    pub description: String,
}

/// Both ways between two structs of the same fields, some of which have a type of their own on each
/// side, and between two enums of the same variants.
macro_rules! alike_both_ways {
    ($(struct $ours:ident = $theirs:path { $($field:ident),* $(; $($own:ident: $how:ident),*)? };)*
     $(enum $our_enum:ident = $their_enum:path { $($variant:ident),* };)*) => {
        $(
            impl From<$ours> for $theirs {
                fn from(form: $ours) -> Self {
                    Self {
                        $($field: form.$field,)*
                        $($($own: alike_both_ways!(@$how form.$own),)*)?
                    }
                }
            }

            impl From<$theirs> for $ours {
                fn from(form: $theirs) -> Self {
                    Self {
                        $($field: form.$field,)*
                        $($($own: alike_both_ways!(@$how form.$own),)*)?
                    }
                }
            }
        )*
        $(
            impl From<$our_enum> for $their_enum {
                fn from(one: $our_enum) -> Self {
                    match one { $($our_enum::$variant => Self::$variant,)* }
                }
            }

            impl From<$their_enum> for $our_enum {
                fn from(one: $their_enum) -> Self {
                    match one { $(<$their_enum>::$variant => Self::$variant,)* }
                }
            }
        )*
    };
    (@one $value:expr) => { $value.into() };
    (@many $value:expr) => { $value.into_iter().map(Into::into).collect() };
    (@any $value:expr) => { $value.map(Into::into) };
}

alike_both_ways! {
    struct OrderForm = order::OrderForm {
        customer_phone, reference_id, expires_in_minutes, expiry_text, body_text,
        footer_text, header_link, header_media_id, quick_pay, callback_data, catalog_id,
        discount_program;
        payment: one, goods: one, address: one, items: many, origin: one, tax: one, shipping: one,
        discount: one
    };
    struct PaymentForm = FormPayment {
        configuration_name, upi_configuration_name, receipt, preferred_app, enabled_option, upi_link, payment_link, success_url, cancel_url;
        mode: one, gateway: one, notes: many
    };
    struct NoteForm = FormNote { name, text };
    struct AddressForm = FormAddress {
        name, address_line1, address_line2, city, state, postal_code
    };
    struct ItemForm = FormItem {
        name, quantity, price, sale_price, retailer_id, image_link; origin: any
    };
    struct OriginForm = FormOrigin {
        country_of_origin, importer_name, address_line1, address_line2, city, zone_code, postal_code
    };
    struct ChargeForm = FormCharge { amount, description };
    enum GoodsView = Goods { Digital, Physical };
    enum PaymentModeView = PaymentMode {
        PaymentGateway, UpiIntentLink, UpiConfiguration, PaymentLink
    };
    enum GatewayView = Gateway { Razorpay, Payu, Billdesk, Zaakpay };
}
