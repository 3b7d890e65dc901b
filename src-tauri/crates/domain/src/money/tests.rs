//! Claims about amounts: what they read as, what they refuse, and that nothing drifts.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use proptest::prelude::*;

fn inr(minor: i64) -> Money {
    Money::new(minor, Currency::Inr).unwrap()
}

fn brl(minor: i64) -> Money {
    Money::new(minor, Currency::Brl).unwrap()
}

#[test]
fn amounts_read_as_their_country_writes_them() {
    check(inr(0), "₹0.00");
    check(inr(7), "₹0.07");
    check(inr(99_999), "₹999.99");
    check(inr(100_000), "₹1,000.00");
    check(inr(1_000_000), "₹10,000.00");
    check(inr(12_345_600), "₹1,23,456.00");
    check(inr(MAX_MINOR), "₹9,00,71,99,25,47,409.91");
    check(inr(-12_345_600), "-₹1,23,456.00");
    check(brl(5), "R$ 0,05");
    check(brl(123_456), "R$ 1.234,56");
    check(brl(123_456_789), "R$ 1.234.567,89");
    check(brl(-123_456), "-R$ 1.234,56");

    #[track_caller]
    fn check(money: Money, expected: &str) {
        assert_eq!(money.to_string(), expected);
    }
}

#[test]
fn typed_rupees() {
    check("1,23,456.70", Ok(12_345_670));
    check("123.4", Ok(12_340));
    check("123", Ok(12_300));
    check("₹ 500", Ok(50_000));
    check("₹500", Ok(50_000));
    check("₹\u{a0}500", Ok(50_000));
    check("  0.01 ", Ok(1));
    check("0", Ok(0));
    check("10,00,000", Ok(100_000_000));
    check("90071992547409.91", Ok(MAX_MINOR));
    check("90071992547409.92", Err(MoneyError::TooLarge));
    check("99999999999999999999999999", Err(MoneyError::TooLarge));
    check(&"9".repeat(1_000_000), Err(MoneyError::TooLarge));
    check("123.456", Err(MoneyError::TooManyDecimals));
    check("1e5", Err(MoneyError::NotANumber));
    check("NaN", Err(MoneyError::NotANumber));
    check("inf", Err(MoneyError::NotANumber));
    check("1.2.3", Err(MoneyError::NotANumber));
    check("5.", Err(MoneyError::NotANumber));
    check(".5", Err(MoneyError::NotANumber));
    check("1 000", Err(MoneyError::NotANumber));
    check("१२३", Err(MoneyError::NotANumber));
    check("R$ 5", Err(MoneyError::NotANumber));
    check("", Err(MoneyError::Empty));
    check("₹", Err(MoneyError::Empty));
    check("-5", Err(MoneyError::Signed));
    check("+5", Err(MoneyError::Signed));
    check("−5", Err(MoneyError::Signed));
    check("₹-5", Err(MoneyError::Signed));
    check("-₹5", Err(MoneyError::Signed));
    check("12,3456.00", Err(MoneyError::WrongGrouping));
    check("1234,567", Err(MoneyError::WrongGrouping));
    check("123,456", Err(MoneyError::WrongGrouping));
    check("1,,234", Err(MoneyError::WrongGrouping));
    check(",123", Err(MoneyError::WrongGrouping));
    check("12,", Err(MoneyError::WrongGrouping));

    #[track_caller]
    fn check(text: &str, expected: Result<i64, MoneyError>) {
        let read = Money::parse(text, Currency::Inr);
        assert_eq!(read.map(Money::minor), expected, "{text:.60}");
    }
}

#[test]
fn typed_reais() {
    check("R$ 1.234,56", Ok(123_456));
    check("1234,5", Ok(123_450));
    check("1.234", Ok(123_400));
    check("1234567,00", Ok(123_456_700));
    check("1234.56", Err(MoneyError::WrongGrouping));
    check("12.34,00", Err(MoneyError::WrongGrouping));
    check("1,234", Err(MoneyError::TooManyDecimals));
    check("1,234.56", Err(MoneyError::NotANumber));
    check("₹ 5", Err(MoneyError::NotANumber));

    #[track_caller]
    fn check(text: &str, expected: Result<i64, MoneyError>) {
        let read = Money::parse(text, Currency::Brl);
        assert_eq!(read.map(Money::minor), expected, "{text}");
    }
}

#[test]
fn arithmetic_refuses_instead_of_guessing() {
    assert_eq!(inr(5).checked_add(inr(7)), Some(inr(12)));
    assert_eq!(inr(5).checked_sub(inr(7)), Some(inr(-2)));
    assert_eq!(inr(5).checked_mul(3), Some(inr(15)));

    assert_eq!(inr(5).checked_add(brl(7)), None, "currencies never mix");
    assert_eq!(inr(5).checked_sub(brl(5)), None, "currencies never mix");
    assert_eq!(inr(MAX_MINOR).checked_add(inr(1)), None);
    assert_eq!(inr(-MAX_MINOR).checked_sub(inr(1)), None);
    assert_eq!(inr(MAX_MINOR).checked_mul(2), None);
    assert_eq!(inr(MAX_MINOR).checked_mul(i64::MIN), None);
    assert_eq!(Money::new(MAX_MINOR + 1, Currency::Inr), None);
    assert_eq!(Money::new(i64::MIN, Currency::Inr), None);
}

#[test]
fn codes_are_exact() {
    assert_eq!("INR".parse(), Ok(Currency::Inr));
    assert_eq!("BRL".parse(), Ok(Currency::Brl));
    for code in ["inr", "Inr", " INR", "USD", ""] {
        assert_eq!(
            code.parse::<Currency>(),
            Err(MoneyError::UnknownCurrency),
            "{code}"
        );
    }
}

#[test]
fn stored_money_keeps_its_bound() {
    let json = serde_json::to_string(&inr(97_915)).unwrap();
    assert_eq!(json, r#"{"minor":97915,"currency":"INR"}"#);
    assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), inr(97_915));

    for bad in [
        r#"{"minor":9007199254740992,"currency":"INR"}"#,
        r#"{"minor":1.5,"currency":"INR"}"#,
        r#"{"minor":1,"currency":"inr"}"#,
        r#"{"minor":1}"#,
    ] {
        assert!(serde_json::from_str::<Money>(bad).is_err(), "{bad}");
    }
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop_oneof![Just(Currency::Inr), Just(Currency::Brl)]
}

/// Amounts of every size, of which few are refused.
fn amounts() -> impl Strategy<Value = i64> {
    prop_oneof![
        -MAX_MINOR..=MAX_MINOR,
        -1_000_000..=1_000_000_i64,
        any::<i64>()
    ]
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed_back(minor in 0..=MAX_MINOR, currency in any_currency()) {
        let money = Money::new(minor, currency).unwrap();
        prop_assert_eq!(Money::parse(&money.to_string(), currency), Ok(money));
    }

    #[test]
    fn arithmetic_agrees_with_wide_integers(a in amounts(), b: i64, quantity: i64) {
        let bounded = |wide: i128| Money::new(i64::try_from(wide).ok()?, Currency::Inr);
        let (Some(x), Some(y)) = (bounded(a.into()), bounded((b >> 11).into())) else {
            return Ok(());
        };
        let (wide_x, wide_y) = (i128::from(x.minor()), i128::from(y.minor()));

        prop_assert_eq!(x.checked_add(y), bounded(wide_x + wide_y));
        prop_assert_eq!(x.checked_sub(y), bounded(wide_x - wide_y));
        prop_assert_eq!(x.checked_mul(quantity), bounded(wide_x * i128::from(quantity)));
    }

    #[test]
    fn reading_never_panics(text in "\\PC{0,50}", currency in any_currency()) {
        let _ = Money::parse(&text, currency);
    }
}
