//! Owns the building of Cloud API bodies that may be sent.

use serde_json::{Value, json};

/// The payment configuration that bodies name unless told otherwise.
pub const CONFIGURATION: &str = "desk-razorpay";

/// A payment configuration of PayU.
pub const PAYU: &str = "desk-payu";

/// A payment configuration that collects by UPI.
pub const UPI: &str = "desk-upi";

/// An `order_details` body with one line of digital goods.
#[derive(Clone, Debug)]
pub struct OrderBody {
    reference_id: String,
    phone: String,
    total_minor: i64,
    configuration: String,
    expires_at_s: Option<i64>,
}

impl OrderBody {
    /// Bills ₹499.00 to a customer who pays at once.
    pub fn new(reference_id: &str) -> Self {
        Self {
            reference_id: reference_id.to_owned(),
            phone: "919900000001".to_owned(),
            total_minor: 49_900,
            configuration: CONFIGURATION.to_owned(),
            expires_at_s: None,
        }
    }

    /// Bills someone else. The sandbox takes the last two digits for what the customer does.
    pub fn phone(self, phone: &str) -> Self {
        Self {
            phone: phone.to_owned(),
            ..self
        }
    }

    /// Bills another amount, in paise.
    pub fn total_minor(self, total_minor: i64) -> Self {
        Self {
            total_minor,
            ..self
        }
    }

    /// Names another payment configuration.
    pub fn configuration(self, configuration: &str) -> Self {
        Self {
            configuration: configuration.to_owned(),
            ..self
        }
    }

    /// Can be paid until then, in seconds UTC.
    pub fn expires_at_s(self, expires_at_s: i64) -> Self {
        Self {
            expires_at_s: Some(expires_at_s),
            ..self
        }
    }

    /// The reference id it names.
    pub fn reference_id(&self) -> &str {
        &self.reference_id
    }

    /// The body as a tree, to be spoilt by a test.
    pub fn json(&self) -> Value {
        let total = json!({ "value": self.total_minor, "offset": 100 });
        let mut order = json!({
            "status": "pending",
            "items": [item(&total)],
            "subtotal": total,
            "tax": { "value": 0, "offset": 100 },
        });
        if let Some(at_s) = self.expires_at_s {
            order["expiration"] = json!({
                "timestamp": at_s.to_string(),
                "description": "The offer ends then.",
            });
        }
        json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": self.phone,
            "type": "interactive",
            "interactive": {
                "type": "order_details",
                "body": { "text": "Your membership is due." },
                "action": {
                    "name": "review_and_pay",
                    "parameters": {
                        "reference_id": self.reference_id,
                        "type": "digital-goods",
                        "payment_settings": [{
                            "type": "payment_gateway",
                            "payment_gateway": {
                                "type": "razorpay",
                                "configuration_name": self.configuration,
                            },
                        }],
                        "currency": "INR",
                        "total_amount": total.clone(),
                        "order": order,
                    },
                },
            },
        })
    }

    /// The body as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        self.json().to_string().into_bytes()
    }
}

fn item(amount: &Value) -> Value {
    json!({
        "name": "Membership, one year",
        "amount": amount,
        "quantity": 1,
        "country_of_origin": "India",
        "importer_name": "Kaveri Provisions LLP",
        "importer_address": {
            "address_line1": "7 Mill Road",
            "city": "Mysuru",
            "postal_code": "570002",
            "country_code": "IN",
        },
    })
}
