//! Owns the functions that statements may call: rules of the domain that a row is asked about, so that
//! SQL repeats none of them.

use counterfoil_domain::{
    account::ProviderId,
    cancel::CancelStanding,
    decision::Judgement,
    fulfilment::Late,
    operation::OperationState,
    order_state::PaymentState,
    payment_mode::PaymentMode,
    refund::{KnownOfRefund, RefundStanding},
    refund_status::RefundStatus,
    standing::{KnownOfStanding, Standing},
};
use rusqlite::{
    Connection,
    functions::{Context, FunctionFlags},
};

/// Lets statements of this connection call them.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    // `order_standing(send, payment, expires_at_ms, cancel, late, provider, payment_mode, now_ms)`:
    // where an order stands.
    register_pure(connection, "order_standing", 8, |given| {
        let known = KnownOfStanding {
            send: word(given, 0, OperationState::from_word)?,
            payment: word(given, 1, PaymentState::from_word)?.unwrap_or(PaymentState::NotKnown),
            expires_at_ms: given.get(2)?,
            cancel: word(given, 3, CancelStanding::from_word)?,
            late: word(given, 4, Late::from_word)?,
            has_lookup: match (
                word(given, 5, ProviderId::from_word)?,
                word(given, 6, PaymentMode::from_word)?,
            ) {
                (Some(provider), Some(mode)) => provider.capabilities(mode).lookup,
                _ => false,
            },
        };
        Ok(Standing::of(&known, given.get(7)?).word())
    })?;
    // `refund_standing(state, record, judgement, is_released)`: where a refund stands; without a
    // state it was made elsewhere. One that nobody knows the end of stays unknown, however probable
    // it is that it did not happen.
    register_pure(connection, "refund_standing", 4, |given| {
        let record = word(given, 1, RefundStatus::from_word)?;
        let standing = match word(given, 0, OperationState::from_word)? {
            Some(state) => RefundStanding::of_own(&KnownOfRefund {
                state,
                record,
                judgement: word(given, 2, Judgement::from_word)?,
                is_released: given.get(3)?,
                is_doubtful: false,
            }),
            None => record.map_or(RefundStanding::Unknown, RefundStanding::of_others),
        };
        Ok(standing.word())
    })
}

fn register_pure(
    connection: &Connection,
    name: &str,
    arguments: i32,
    says: impl Fn(&Context<'_>) -> rusqlite::Result<&'static str> + Send + 'static,
) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function(name, arguments, flags, move |given| says(given))
}

/// Reads an argument that is one of our words, or null.
fn word<T>(
    given: &Context<'_>,
    index: usize,
    read: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    let value = given.get_raw(index);
    let Some(text) = value.as_str_or_null()? else {
        return Ok(None);
    };
    match read(text) {
        Some(known) => Ok(Some(known)),
        None => {
            let words = format!("`{text}` is no word of ours");
            let kind = value.data_type();
            Err(rusqlite::Error::FromSqlConversionFailure(
                index,
                kind,
                words.into(),
            ))
        }
    }
}
