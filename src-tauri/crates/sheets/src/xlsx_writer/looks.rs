//! Owns how cells look: number formats, bold, and the prefix that keeps text from running.

use crate::Form;
use rust_xlsxwriter::Format;

/// The most decimals that get a number format of their own.
pub const MAX_DIGITS: u8 = 9;

/// How a moment reads.
const MOMENT: &str = "yyyy-mm-dd hh:mm:ss.000";

/// The formats of one weight.
pub struct Looks {
    /// Plain text needs none.
    pub text: Option<Format>,
    /// Text that stays text when somebody edits it.
    pub disarmed: Format,
    /// Numbers, by their decimals.
    pub decimals: [Format; MAX_DIGITS as usize + 1],
    /// Dates with times.
    pub moment: Format,
}

impl Looks {
    /// Looks for most cells.
    pub fn plain() -> Self {
        Self::over(None)
    }

    /// Looks for headers.
    pub fn bold() -> Self {
        Self::over(Some(Format::new().set_bold()))
    }

    fn over(text: Option<Format>) -> Self {
        let base = text.clone().unwrap_or_default();
        let decimals = std::array::from_fn(|digits| match digits {
            0 => base.clone().set_num_format("0"),
            _ => base
                .clone()
                .set_num_format(format!("0.{}", "0".repeat(digits))),
        });
        Self {
            text,
            disarmed: base.clone().set_quote_prefix(),
            decimals,
            moment: base.set_num_format(MOMENT),
        }
    }

    /// The look of a whole column, which its cells have when they bring none.
    pub fn of_column(&self, form: Form) -> Option<&Format> {
        match (form, usual_digits(form)) {
            (Form::Moment, _) => Some(&self.moment),
            (_, Some(digits)) => Some(&self.decimals[usize::from(digits)]),
            (_, None) => None,
        }
    }
}

/// The decimals that the look of a column is made for.
pub fn usual_digits(form: Form) -> Option<u8> {
    match form {
        Form::Integer => Some(0),
        Form::Decimal => Some(2),
        Form::Text | Form::Moment => None,
    }
}
