//! Owns the ways in which countries and programs want their CSV.

/// How a CSV file is written. Line ends are always CRLF and the text is always UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvForm {
    /// Whether the file begins with a byte order mark.
    pub bom: Bom,
    /// What stands between two fields.
    pub separator: Separator,
    /// What stands before decimals and milliseconds.
    pub decimal: DecimalMark,
}

/// A byte order mark, without which Excel reads UTF-8 as a code page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bom {
    /// The file begins with the mark.
    Yes,
    /// The file begins with its header.
    No,
}

/// What stands between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`, which Excel expects where the comma is the decimal mark.
    Semicolon,
}

/// What stands before decimals and milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    /// `.`
    Point,
    /// `,`
    Comma,
}

/// U+FEFF in UTF-8.
pub(crate) const BOM: [u8; 3] = *b"\xEF\xBB\xBF";

impl Separator {
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }
}

impl DecimalMark {
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }
}
