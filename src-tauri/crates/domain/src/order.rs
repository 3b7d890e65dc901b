//! Owns the order a merchant sends: what a draft may say, what it adds up to, and the proof that
//! it may leave. Today that is every Indian order that Meta documents.

mod addresses;
mod bill;
mod checked;
mod draft;
mod envelope;
mod expiration;
mod form;
mod items;
mod limits;
mod payment;
mod rules;
mod settings;
mod totals;

pub use bill::{Bill, BillCharge, BillLine};
pub use checked::{Order, OrderCheck};
pub use draft::{
    Beneficiary, Charge, Discount, Expiration, HeaderImage, ImporterAddress, ItemDraft, OrderDraft,
};
pub use expiration::leaves_time_to_pay;
pub use form::{
    FormAddress, FormCharge, FormCheck, FormFinding, FormItem, FormNote, FormOrigin, FormPayment,
    Goods, MAX_FORM_ITEMS, MAX_RECALLED, OrderForm, RecalledCustomer, RecalledItem,
    recalled_customers, recalled_importers, recalled_items,
};
pub use limits::MAX_NOTES;
pub use payment::{
    Gateway, GatewayPayment, LinkPayment, PaymentSetting, UpiConfigurationPayment, UpiIntentPayment,
};
pub use totals::Totals;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
