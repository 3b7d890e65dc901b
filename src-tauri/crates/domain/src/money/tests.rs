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
    check(&format!("{}5", "0".repeat(39)), Ok(500));
    check(&format!("{}5", "0".repeat(40)), Err(MoneyError::TooLarge));
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

    #[track_caller]
    fn check(text: &str, expected: Result<i64, MoneyError>) {
        let read = Money::parse(text, Currency::Brl);
        assert_eq!(read.map(Money::minor), expected, "{text}");
    }
}

#[test]
fn rupees_as_they_are_pasted() {
    for text in [
        "₹ 450",
        "₹450",
        "Rs 450",
        "Rs. 450",
        "Rs.450",
        "rs450",
        "RS. 450.00",
        "INR 450",
        "inr450",
        "450 INR",
        "450INR",
        "450 Rs.",
        "450 ₹",
        "450/-",
        "450 /-",
        "Rs. 450/-",
        "₹450 INR",
        "\u{a0}₹\u{202f}450\u{2009}",
        "\u{3000}₹\u{3000}450\u{3000}",
        "INR\u{a0}450\u{a0}/-",
        "450\u{3000}INR\n",
    ] {
        assert_eq!(Money::parse(text, Currency::Inr), Ok(inr(45_000)), "{text}");
    }
    for text in ["1,23,456.7", "₹1,23,456.70", "1,23,456.7 INR"] {
        let read = Money::parse(text, Currency::Inr);
        assert_eq!(read, Ok(inr(12_345_670)), "{text}");
    }
    let read = Money::parse("₹1,23,456/-", Currency::Inr);
    assert_eq!(read, Ok(inr(12_345_600)));
}

#[test]
fn reais_as_they_are_pasted() {
    for text in [
        "R$ 12,5", "R$12,50", "r$ 12,5", "BRL 12,5", "12,5 BRL", "12,50 R$", "brl12,5",
    ] {
        assert_eq!(Money::parse(text, Currency::Brl), Ok(brl(1_250)), "{text}");
    }
    let read = Money::parse("\u{3000}R$\u{a0}1.234,56\u{202f}", Currency::Brl);
    assert_eq!(read, Ok(brl(123_456)));
}

#[test]
fn another_currency_is_refused_as_that() {
    for text in [
        "$5",
        "$ 5",
        "5$",
        "US$ 5",
        "A$5",
        "USD 5",
        "usd 5",
        "5 USD",
        "5.00USD",
        "€5",
        "5 €",
        "€ 1.234,56",
        "EUR 5",
        "£5",
        "¥5",
        "￥5",
        "₩5",
        "₨ 5",
        "₹ $5",
        "$-5",
        "$",
    ] {
        other(text, Currency::Inr);
        other(text, Currency::Brl);
    }
    for text in ["R$ 5", "R$ 1.234,56", "BRL 5", "5 brl", "INR 5 USD"] {
        other(text, Currency::Inr);
    }
    for text in ["₹5", "Rs 5", "Rs. 5", "rs5", "Rs 5/-", "INR 5", "5 inr"] {
        other(text, Currency::Brl);
    }
    assert_eq!(
        MoneyError::OtherCurrency(Currency::Inr).to_string(),
        "the amount is in another currency than INR"
    );

    #[track_caller]
    fn other(text: &str, meant: Currency) {
        let refused = Err(MoneyError::OtherCurrency(meant));
        assert_eq!(Money::parse(text, meant), refused, "{text}");
    }
}

#[test]
fn what_could_mean_two_amounts_is_neither() {
    use MoneyError::{NotANumber, Signed, TooLarge, TooManyDecimals, WrongGrouping};

    rupees("1.005", TooManyDecimals);
    rupees("10.999", TooManyDecimals);
    rupees("1.000", TooManyDecimals);
    rupees("1.234", TooManyDecimals);
    rupees("Rs. 1.234/-", TooManyDecimals);
    rupees("1,23", WrongGrouping);
    rupees("12,34", WrongGrouping);
    rupees("1,234,567", WrongGrouping);
    rupees("1.234,56", NotANumber);
    rupees("Rs .5", NotANumber);
    rupees("450 500", NotANumber);
    rupees("450/500", NotANumber);
    rupees("450-500", NotANumber);
    rupees("₹450 ₹500", NotANumber);
    rupees("1 rs 50", NotANumber);
    rupees("4₹50", NotANumber);
    rupees("450/-/-", NotANumber);
    rupees("450 only", NotANumber);
    rupees("1e3", NotANumber);
    rupees("1E+3", NotANumber);
    rupees("0x1F", NotANumber);
    rupees("0xCAD", NotANumber);
    rupees("₹१२३", NotANumber);
    rupees("４５０", NotANumber);
    rupees("٤٥٠", NotANumber);
    rupees("4\u{200b}50", NotANumber);
    rupees("Rs. -5", Signed);
    rupees("-5/-", Signed);
    rupees("INR +5", Signed);
    rupees("INR 90071992547409.92", TooLarge);
    reais("1,234.56", NotANumber);
    reais("1.23", WrongGrouping);
    reais("0,005", TooManyDecimals);
    reais("5/-", NotANumber);
    reais("5R$5", NotANumber);
    reais("R$ -5", Signed);
    reais("90071992547409,92 BRL", TooLarge);

    #[track_caller]
    fn rupees(text: &str, expected: MoneyError) {
        let read = Money::parse(text, Currency::Inr);
        assert_eq!(read, Err(expected), "{text}");
    }

    #[track_caller]
    fn reais(text: &str, expected: MoneyError) {
        let read = Money::parse(text, Currency::Brl);
        assert_eq!(read, Err(expected), "{text}");
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
    fn a_name_of_the_currency_changes_no_amount(
        minor in 0..=MAX_MINOR,
        currency in any_currency(),
        blank in prop::sample::select(vec!["", " ", "\u{a0}", "\u{202f}", "\u{3000}"]),
    ) {
        let money = Money::new(minor, currency).unwrap();
        let shown = money.to_string();
        let digits = shown.trim_start_matches(['₹', 'R', '$', ' ']);
        let code = currency.code();
        for text in [
            format!("{code}{blank}{digits}"),
            format!("{blank}{digits}{blank}{code}{blank}"),
            format!("{shown}{blank}{code}"),
        ] {
            prop_assert_eq!(Money::parse(&text, currency), Ok(money), "{}", text);
        }
    }

    #[test]
    fn what_is_shown_is_no_amount_of_another_currency(minor in 0..=MAX_MINOR) {
        let refused = |currency| Err(MoneyError::OtherCurrency(currency));
        let (rupees, reais) = (inr(minor).to_string(), brl(minor).to_string());
        prop_assert_eq!(Money::parse(&rupees, Currency::Brl), refused(Currency::Brl));
        prop_assert_eq!(Money::parse(&reais, Currency::Inr), refused(Currency::Inr));
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
