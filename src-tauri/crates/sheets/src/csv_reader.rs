//! Owns reading CSV that this crate wrote.
//!
//! It is not a reader for anybody's CSV: every leading `'` counts as ours.

mod bounded;

use crate::csv_form::BOM;
use crate::{CsvForm, DecimalMark, Moment, SheetError, figures, restored};
use bounded::Bounded;
use csv::StringRecord;
use std::io::{Chain, Cursor, Read};

/// The longest row that is read; anything longer is a quote that never closes.
pub const MAX_ROW_BYTES: u64 = 64 * 1024 * 1024;

/// How much is read at once.
const BUFFER_BYTES: usize = 256 * 1024;

/// Reads a table back, row by row.
pub struct CsvReader<R> {
    lines: csv::Reader<Bounded<Chain<Cursor<Vec<u8>>, R>>>,
    header: Vec<String>,
    record: StringRecord,
    decimal: DecimalMark,
    rows: u64,
}

/// One row. Columns count from 0.
pub struct CsvRow<'a> {
    record: &'a StringRecord,
    header: &'a [String],
    decimal: DecimalMark,
    number: u64,
}

impl<R: Read> CsvReader<R> {
    /// Reads the header. A byte order mark is skipped, whatever the form says of it.
    ///
    /// # Errors
    ///
    /// [`SheetError::Unreadable`] without a header, and [`SheetError::Io`].
    pub fn begin(mut from: R, form: CsvForm) -> Result<Self, SheetError> {
        let start = without_bom(&mut from)?;
        let lines = csv::ReaderBuilder::new()
            .delimiter(form.separator.byte())
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER_BYTES)
            .from_reader(Bounded::over(Cursor::new(start).chain(from)));
        let mut reader = Self {
            lines,
            header: Vec::new(),
            record: StringRecord::new(),
            decimal: form.decimal,
            rows: 0,
        };
        if !reader.read_record(0)? {
            return Err(SheetError::Unreadable {
                row: 0,
                why: "there is no header".to_owned(),
            });
        }
        let header = reader.record.iter();
        reader.header = header.map(|text| restored(text).to_owned()).collect();
        Ok(reader)
    }

    /// The texts above the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Reads the next row, or `None` behind the last one.
    ///
    /// # Errors
    ///
    /// [`SheetError::Ragged`], [`SheetError::Unreadable`] for what is not UTF-8, and
    /// [`SheetError::Io`], which a row longer than [`MAX_ROW_BYTES`] is too.
    pub fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, SheetError> {
        if !self.read_record(self.rows + 1)? {
            return Ok(None);
        }
        self.rows += 1;
        if self.record.len() != self.header.len() {
            return Err(SheetError::Ragged {
                row: self.rows,
                expected: self.header.len(),
                found: self.record.len(),
            });
        }
        Ok(Some(CsvRow {
            record: &self.record,
            header: &self.header,
            decimal: self.decimal,
            number: self.rows,
        }))
    }

    fn read_record(&mut self, row: u64) -> Result<bool, SheetError> {
        self.lines.get_mut().allow(MAX_ROW_BYTES);
        let read = self.lines.read_record(&mut self.record);
        read.map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => SheetError::Io(error),
            csv::ErrorKind::Utf8 { err, .. } => SheetError::Unreadable {
                row,
                why: format!("the text is not UTF-8: {err}"),
            },
            other => SheetError::Unreadable {
                row,
                why: format!("{other:?}"),
            },
        })
    }
}

impl CsvRow<'_> {
    /// The text of a column, as it was before it was disarmed.
    ///
    /// # Errors
    ///
    /// [`SheetError::Unreadable`] if there is no such column, here and below.
    pub fn text(&self, column: usize) -> Result<&str, SheetError> {
        self.field(column).map(restored)
    }

    /// The whole number in a column, or `None` if it is empty.
    ///
    /// # Errors
    ///
    /// [`SheetError::Unreadable`] if it is something else.
    pub fn integer(&self, column: usize) -> Result<Option<i64>, SheetError> {
        self.figure(column, "a whole number", figures::integer)
    }

    /// The number in a column in units of its last decimal, or `None` if it is empty.
    ///
    /// # Errors
    ///
    /// [`SheetError::Unreadable`] if it is something else or has more decimals than `digits`.
    pub fn decimal(&self, column: usize, digits: u8) -> Result<Option<i64>, SheetError> {
        let read = |text: &str| figures::decimal(text, digits, self.decimal);
        self.figure(column, "a number", read)
    }

    /// The moment in a column, or `None` if it is empty.
    ///
    /// # Errors
    ///
    /// [`SheetError::Unreadable`] if it is something else.
    pub fn moment(&self, column: usize) -> Result<Option<Moment>, SheetError> {
        let read = |text: &str| figures::moment(text, self.decimal);
        self.figure(column, "a date with a time", read)
    }

    fn figure<T>(
        &self,
        column: usize,
        what: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, SheetError> {
        match self.field(column)? {
            "" => Ok(None),
            text => read(text).map(Some).ok_or_else(|| {
                let header = &self.header[column];
                self.unreadable(format!("column `{header}` does not hold {what}"))
            }),
        }
    }

    fn field(&self, column: usize) -> Result<&str, SheetError> {
        let missing = || self.unreadable(format!("there is no column {column}"));
        self.record.get(column).ok_or_else(missing)
    }

    fn unreadable(&self, why: String) -> SheetError {
        SheetError::Unreadable {
            row: self.number,
            why,
        }
    }
}

/// Reads the first bytes, and gives back those that are not a byte order mark.
fn without_bom(from: &mut impl Read) -> Result<Vec<u8>, SheetError> {
    let mut start = Vec::new();
    from.by_ref()
        .take(BOM.len() as u64)
        .read_to_end(&mut start)?;
    if start == BOM {
        start.clear();
    }
    Ok(start)
}

#[cfg(test)]
mod tests;
