//! Owns writing a table as CSV, as fast as the disk takes it.

use crate::csv_form::BOM;
use crate::figures::{push_decimal, push_integer, push_moment};
use crate::formula::{DISARM, is_dangerous};
use crate::{Bom, Cell, Column, CsvForm, SheetError};
use std::io::Write;

/// How much is gathered before it is written.
const BUFFER_BYTES: usize = 256 * 1024;

/// Writes a table as CSV (RFC 4180), row by row; memory does not grow with the rows.
///
/// Text is [`neutralised`](crate::neutralised), numbers are not: −12.50 stays `-12.50`.
pub struct CsvWriter<W> {
    to: W,
    form: CsvForm,
    columns: usize,
    rows: u64,
    /// The bytes that cannot stand in a field without quotes.
    special: [bool; 256],
    buffer: Vec<u8>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins the file with its header.
    ///
    /// # Errors
    ///
    /// [`SheetError::Columns`] without a column.
    pub fn begin(to: W, columns: &[Column<'_>], form: CsvForm) -> Result<Self, SheetError> {
        let mut writer = Self::go_on(to, columns, form)?;
        if form.bom == Bom::Yes {
            writer.buffer.extend_from_slice(&BOM);
        }
        let header = columns.iter().map(|column| Cell::Text(column.header));
        writer.push_row(header);
        Ok(writer)
    }

    /// Goes on with a file whose header is written: these rows are a part of it.
    ///
    /// # Errors
    ///
    /// [`SheetError::Columns`] without a column.
    pub fn go_on(to: W, columns: &[Column<'_>], form: CsvForm) -> Result<Self, SheetError> {
        if columns.is_empty() {
            return Err(SheetError::Columns(0));
        }
        let mut special = [false; 256];
        for byte in [b'"', b'\r', b'\n', form.separator.byte()] {
            special[usize::from(byte)] = true;
        }
        Ok(Self {
            to,
            form,
            columns: columns.len(),
            rows: 0,
            special,
            buffer: Vec::with_capacity(BUFFER_BYTES + BUFFER_BYTES / 4),
        })
    }

    /// Writes one row, with one cell for each column.
    ///
    /// # Errors
    ///
    /// [`SheetError::Ragged`], and [`SheetError::Io`] when the rows gathered could not be written.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), SheetError> {
        if cells.len() != self.columns {
            return Err(SheetError::Ragged {
                row: self.rows + 1,
                expected: self.columns,
                found: cells.len(),
            });
        }
        self.push_row(cells.iter().copied());
        self.rows += 1;
        if self.buffer.len() >= BUFFER_BYTES {
            self.write_buffer()?;
        }
        Ok(())
    }

    /// Writes what is left, flushes, and gives back what was written to.
    ///
    /// # Errors
    ///
    /// [`SheetError::Io`].
    pub fn finish(mut self) -> Result<W, SheetError> {
        self.write_buffer()?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn write_buffer(&mut self) -> Result<(), SheetError> {
        let written = self.to.write_all(&self.buffer);
        self.buffer.clear();
        Ok(written?)
    }

    fn push_row<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) {
        let separator = self.form.separator.byte();
        let start = self.buffer.len();
        for cell in cells {
            self.push_cell(cell);
            self.buffer.push(separator);
        }
        // There is a column, so there is a separator too many.
        self.buffer.pop();
        if self.columns == 1 && self.buffer.len() == start {
            // Nothing at all would be no row.
            self.buffer.extend_from_slice(b"\"\"");
        }
        self.buffer.extend_from_slice(b"\r\n");
    }

    fn push_cell(&mut self, cell: Cell<'_>) {
        let mark = self.form.decimal;
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => self.push_text(text),
            Cell::Integer(number) => push_integer(&mut self.buffer, number),
            Cell::Decimal { units, digits: 0 } => push_integer(&mut self.buffer, units),
            Cell::Decimal { units, digits } => {
                self.push_marked(|buffer| push_decimal(buffer, units, digits, mark));
            }
            Cell::Moment(moment) => self.push_marked(|buffer| push_moment(buffer, moment, mark)),
        }
    }

    /// Writes a figure with a decimal mark, in quotes if that is the separator too.
    fn push_marked(&mut self, push: impl FnOnce(&mut Vec<u8>)) {
        let is_special = self.special[usize::from(self.form.decimal.byte())];
        if is_special {
            self.buffer.push(b'"');
        }
        push(&mut self.buffer);
        if is_special {
            self.buffer.push(b'"');
        }
    }

    fn push_text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        // Unquoted at the start of the file it would be taken for the file's own mark.
        let needs_quotes =
            bytes.iter().any(|byte| self.special[usize::from(*byte)]) || bytes.starts_with(&BOM);

        if needs_quotes {
            self.buffer.push(b'"');
        }
        if is_dangerous(text) {
            self.buffer.push(DISARM as u8);
        }
        if needs_quotes {
            for part in bytes.split_inclusive(|byte| *byte == b'"') {
                self.buffer.extend_from_slice(part);
                if part.ends_with(b"\"") {
                    self.buffer.push(b'"');
                }
            }
            self.buffer.push(b'"');
        } else {
            self.buffer.extend_from_slice(bytes);
        }
    }
}

#[cfg(test)]
mod tests;
