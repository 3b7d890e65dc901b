//! Owns the columns of every export: their names, what they hold and what they mean. `docs/exports.md`
//! says the same; a test compares them.

use super::ExportKind;

/// The version of all columns together. It grows whenever one is added, renamed or means something
/// else; their order within a version is fixed.
pub const COLUMNS_VERSION: u32 = 1;

/// A column of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// What that means.
    pub meaning: &'static str,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text, ids among it: never a number, however many digits it has.
    Text,
    /// One of the program's own words.
    Word,
    /// A phone number, E.164 digits without the plus sign.
    Phone,
    /// An amount in the currency of its row; minor units in the book, two decimals in a file.
    Amount,
    /// An amount that is not summed: its rows are not all money, or stand for one amount together.
    UnsummedAmount,
    /// A whole number.
    Count,
    /// A moment; UTC in the book, the zone of the export in a file.
    Moment,
    /// Milliseconds since 1970, UTC.
    Milliseconds,
    /// The 32 bytes of a SHA-256; hexadecimal in a file.
    Hash,
}

impl Holds {
    /// What a reader of the file is told.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Word => "word",
            Self::Phone => "digits, as text",
            Self::Amount | Self::UnsummedAmount => "amount, two decimals",
            Self::Count => "whole number",
            Self::Moment => "date and time in the zone of the export",
            Self::Milliseconds => "milliseconds since 1970, UTC",
            Self::Hash => "SHA-256, hexadecimal",
        }
    }
}

const fn column(name: &'static str, holds: Holds, meaning: &'static str) -> Column {
    Column {
        name,
        holds,
        meaning,
    }
}

const ENVIRONMENT: Column = column("environment", Holds::Word, "`live` or `sandbox`");
const ACCOUNT: Column = column("account", Holds::Text, "The account's name today");
const ORDER_ID: Column = column("order_id", Holds::Text, "Counterfoil's id of the order");
const REFERENCE_ID: Column = column(
    "reference_id",
    Holds::Text,
    "The merchant's name for the order, as sent",
);
const PHONE: Column = column("customer_phone", Holds::Phone, "Who was asked to pay");
const NAME: Column = column(
    "customer_name",
    Holds::Text,
    "Their name, if the order had one",
);
const CURRENCY: Column = column(
    "currency",
    Holds::Word,
    "ISO 4217 code of every amount in the row",
);
const CONFIGURATION: Column = column(
    "configuration",
    Holds::Text,
    "The payment configuration, as sent",
);
const PHONE_NUMBER_ID: Column = column(
    "phone_number_id",
    Holds::Text,
    "The phone number id the order was sent from",
);
const RECEIPT: Column = column(
    "receipt",
    Holds::Text,
    "The receipt number given to the gateway",
);
const NOTES: Column = column("notes", Holds::Text, "The notes given to the gateway, JSON");
const GATEWAY_ORDER_ID: Column = column(
    "gateway_order_id",
    Holds::Text,
    "The gateway's id of the order that was paid",
);
const GATEWAY_PAYMENT_ID: Column = column(
    "gateway_payment_id",
    Holds::Text,
    "The gateway's id of the payment",
);
const GATEWAY_REFUND_ID: Column = column(
    "gateway_refund_id",
    Holds::Text,
    "The gateway's id of the refund, once a lookup has shown it",
);
const ORDER_TOTAL: Column = column(
    "order_total",
    Holds::UnsummedAmount,
    "What the order asked for",
);
const AT_UTC_MS: Column = column(
    "at_utc_ms",
    Holds::Milliseconds,
    "The moment that puts the row into the period",
);

const ORDERS: &[Column] = &[
    ENVIRONMENT,
    ACCOUNT,
    ORDER_ID,
    REFERENCE_ID,
    column(
        "status",
        Holds::Word,
        "Where the order stands at the moment of the export",
    ),
    column(
        "created_at",
        Holds::Moment,
        "When the order was first prepared",
    ),
    column("expires_at", Holds::Moment, "When it can no longer be paid"),
    PHONE,
    NAME,
    CURRENCY,
    column("total", Holds::Amount, "What the order asks for"),
    column("captured", Holds::Amount, "What came, by our own lookups"),
    column(
        "captured_at",
        Holds::Moment,
        "When it came, by the provider",
    ),
    column(
        "refunded",
        Holds::Amount,
        "What went back, by our own lookups",
    ),
    column(
        "refund_pending",
        Holds::Amount,
        "What is on its way back, by our own lookups",
    ),
    column("net", Holds::Amount, "What came less what went back"),
    column("send_state", Holds::Word, "Where its last send stands"),
    column(
        "message_id",
        Holds::Text,
        "The WhatsApp message id of its last send",
    ),
    column("payment_state", Holds::Word, "Where its payment stands"),
    column("attempts", Holds::Count, "Attempts to pay that were seen"),
    column(
        "failure",
        Holds::Text,
        "The gateway's words for the last failed attempt",
    ),
    GATEWAY_PAYMENT_ID,
    column(
        "order_status",
        Holds::Word,
        "What the customer was told last",
    ),
    column(
        "cancel_state",
        Holds::Word,
        "Where a cancel stands, if there is one",
    ),
    CONFIGURATION,
    PHONE_NUMBER_ID,
    AT_UTC_MS,
];

const PAYMENTS: &[Column] = &[
    ENVIRONMENT,
    ACCOUNT,
    ORDER_ID,
    REFERENCE_ID,
    column(
        "attempt",
        Holds::Count,
        "Which attempt of its order, from 1",
    ),
    column("status", Holds::Word, "How the attempt ended, if it did"),
    column(
        "provider_status",
        Holds::Text,
        "The provider's own word for that",
    ),
    column(
        "at",
        Holds::Moment,
        "When it began; where nobody says so, when it last changed or the \
         order was created",
    ),
    column(
        "succeeded_at",
        Holds::Moment,
        "When it succeeded, by the provider",
    ),
    CURRENCY,
    column(
        "amount",
        Holds::UnsummedAmount,
        "What it moved or was to move, by its own account; empty where \
         answers do not say or contradict each other",
    ),
    column("came", Holds::Amount, "The same, where it succeeded"),
    column(
        "method",
        Holds::Text,
        "How the customer paid, in the provider's word",
    ),
    column("failure", Holds::Text, "The gateway's words for a failure"),
    GATEWAY_ORDER_ID,
    GATEWAY_PAYMENT_ID,
    PHONE,
    ORDER_TOTAL,
    RECEIPT,
    NOTES,
    CONFIGURATION,
    AT_UTC_MS,
];

const REFUNDS: &[Column] = &[
    ENVIRONMENT,
    ACCOUNT,
    ORDER_ID,
    REFERENCE_ID,
    column(
        "operation_id",
        Holds::Text,
        "Counterfoil's id of the refund; empty where somebody else \
         made it",
    ),
    GATEWAY_REFUND_ID,
    column("made_by", Holds::Word, "`desk` or `elsewhere`"),
    column(
        "status",
        Holds::Word,
        "Where the refund stands at the moment of the export",
    ),
    column(
        "at",
        Holds::Moment,
        "When it was prepared here, or made elsewhere",
    ),
    column(
        "went_back_at",
        Holds::Moment,
        "When the money went back, by the provider",
    ),
    CURRENCY,
    column(
        "amount",
        Holds::UnsummedAmount,
        "What goes back; empty where answers contradict each other",
    ),
    column(
        "went_back",
        Holds::Amount,
        "What went back, by our own lookups",
    ),
    column("speed", Holds::Word, "The speed that was asked for"),
    column("reason", Holds::Word, "Why, as chosen here"),
    column("reason_text", Holds::Text, "Why, as typed here"),
    column(
        "refusal_code",
        Holds::Text,
        "The provider's code where it declined",
    ),
    column(
        "refusal_words",
        Holds::Text,
        "The provider's words, or what was seen instead of an \
         answer",
    ),
    GATEWAY_PAYMENT_ID,
    PHONE,
    NAME,
    CONFIGURATION,
    AT_UTC_MS,
];

const MOVEMENTS: &[Column] = &[
    ENVIRONMENT,
    ACCOUNT,
    column("movement", Holds::Word, "`payment` or `refund`"),
    column(
        "at",
        Holds::Moment,
        "When the money moved, by the provider; where it does not say, when \
         a lookup first showed it",
    ),
    REFERENCE_ID,
    CURRENCY,
    column("gross", Holds::Amount, "What came; empty for a refund"),
    column(
        "refund",
        Holds::Amount,
        "What went back, above nothing; empty for a payment",
    ),
    column(
        "net",
        Holds::Amount,
        "Signed: above nothing came in, below went out",
    ),
    GATEWAY_ORDER_ID,
    GATEWAY_PAYMENT_ID,
    GATEWAY_REFUND_ID,
    RECEIPT,
    NOTES,
    CONFIGURATION,
    PHONE_NUMBER_ID,
    ORDER_TOTAL,
    PHONE,
    NAME,
    ORDER_ID,
    AT_UTC_MS,
];

const OPERATIONS: &[Column] = &[
    ENVIRONMENT,
    ACCOUNT,
    column(
        "operation_id",
        Holds::Text,
        "Counterfoil's id of the operation",
    ),
    column("kind", Holds::Word, "What it does outside"),
    column("status", Holds::Word, "Where it stands"),
    ORDER_ID,
    REFERENCE_ID,
    CURRENCY,
    column(
        "amount",
        Holds::UnsummedAmount,
        "What goes back; refunds only",
    ),
    column(
        "prepared_at",
        Holds::Moment,
        "When it was written to the book",
    ),
    column("in_flight_at", Holds::Moment, "When it left"),
    column("outcome_at", Holds::Moment, "When its answer was written"),
    column(
        "settled_at",
        Holds::Moment,
        "When it was proven, decided or withdrawn",
    ),
    column(
        "outcome_code",
        Holds::Text,
        "The provider's code where it declined",
    ),
    column(
        "outcome_words",
        Holds::Text,
        "The provider's words, or what was seen instead of an \
         answer",
    ),
    column(
        "provider_id",
        Holds::Text,
        "The provider's id for what it made",
    ),
    column(
        "judgement",
        Holds::Word,
        "What a person decided, where evidence could not",
    ),
    column("decision_reason", Holds::Text, "Why they decided so"),
    column(
        "request_hash",
        Holds::Hash,
        "Of the bytes that left or would have",
    ),
    AT_UTC_MS,
];

const ACTIVITY: &[Column] = &[
    ENVIRONMENT,
    column(
        "number",
        Holds::Count,
        "The line's number in the book, from 1",
    ),
    column("at", Holds::Moment, "When"),
    column("made_by", Holds::Word, "`person` or `desk`"),
    column("deed", Holds::Word, "What it is about"),
    column("words", Holds::Text, "What was done"),
    ACCOUNT,
    ORDER_ID,
    REFERENCE_ID,
    column("operation_id", Holds::Text, "The operation it is about"),
    column(
        "evidence_hash",
        Holds::Hash,
        "Of what a change of state rests on",
    ),
    column("hash", Holds::Hash, "Of the line before and of this one"),
    AT_UTC_MS,
];

impl ExportKind {
    /// The columns of its rows, in their order.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Orders => ORDERS,
            Self::Payments => PAYMENTS,
            Self::Refunds => REFUNDS,
            Self::Movements => MOVEMENTS,
            Self::Operations => OPERATIONS,
            Self::Activity => ACTIVITY,
        }
    }
}
