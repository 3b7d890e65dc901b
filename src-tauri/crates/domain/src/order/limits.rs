//! Owns the numbers and words of docs/limits.md that an order is held to.

use crate::money::MAX_MINOR;
use std::ops::RangeInclusive;

// docs/limits.md, "Envelope".
pub(super) const MAX_OPAQUE_CHARS: usize = 512;
pub(super) const MAX_BODY_CHARS: usize = 1024;
pub(super) const MAX_FOOTER_CHARS: usize = 60;

// docs/limits.md, "Goods and addresses".
pub(super) const DIGITAL_GOODS: &str = "digital-goods";
pub(super) const PHYSICAL_GOODS: &str = "physical-goods";
pub(super) const GOODS_TYPES: &[&str] = &[DIGITAL_GOODS, PHYSICAL_GOODS];
pub(super) const MAX_BENEFICIARY_NAME_CHARS: usize = 200;
pub(super) const MAX_ADDRESS_LINE_CHARS: usize = 100;
pub(super) const BENEFICIARY_COUNTRIES: &[&str] = &["India"];
pub(super) const POSTAL_CODE_DIGITS: usize = 6;

// docs/limits.md, "Payment settings".
pub(super) const MAX_CONFIGURATION_NAME_CHARS: usize = 60;
pub(super) const MAX_RECEIPT_CHARS: usize = 40;
/// The most notes of any name that come back with a payment.
pub const MAX_NOTES: usize = 15;
pub(super) const PREFERRED_METHODS: &[&str] = &[
    "gpay",
    "phonepe",
    "paytm",
    "bhim",
    "amazonpay",
    "cred",
    "mobikwik",
];
pub(super) const UPI_OPTION: &str = "upi";
pub(super) const WEB_OPTION: &str = "web";
pub(super) const PAYMENT_OPTIONS: &[&str] = &[UPI_OPTION, WEB_OPTION];

// docs/limits.md, "Amounts".
pub(super) const CURRENCIES: &[&str] = &["INR"];
pub(super) const PRICE_MINOR: RangeInclusive<i64> = 1..=MAX_MINOR;
pub(super) const CHARGE_MINOR: RangeInclusive<i64> = 0..=MAX_MINOR;
pub(super) const MAX_UPI_MINOR: i64 = 50_000_000;
pub(super) const USUAL_UPI_MINOR: i64 = 10_000_000;
pub(super) const MAX_DESCRIPTION_CHARS: usize = 60;

// docs/limits.md, "Order".
pub(super) const MAX_EXPIRATION_CHARS: usize = 120;
pub(super) const MAX_TIMESTAMP_DIGITS: usize = 12;
pub(super) const MIN_EXPIRATION_S: i64 = 300;
pub(super) const USUAL_EXPIRATION_DAYS: i64 = 30;

// docs/limits.md, "Items".
pub(super) const MAX_ITEMS_WITH_IMAGE: usize = 10;
pub(super) const MAX_ITEM_NAME_CHARS: usize = 60;
pub(super) const QUANTITIES: RangeInclusive<i64> = 1..=100;
pub(super) const MAX_ORIGIN_CHARS: usize = 100;
pub(super) const MAX_IMPORTER_NAME_CHARS: usize = 200;
pub(super) const MAX_IMPORTER_CITY_CHARS: usize = 120;
pub(super) const ZONE_CODE_LETTERS: usize = 2;
pub(super) const IMPORTER_COUNTRIES: &[&str] = &["IN"];
