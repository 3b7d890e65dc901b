//! Owns tables of typed cells as files that are safe to open: CSV and XLSX.
//!
//! Text that a spreadsheet program would run as a formula is disarmed on the way out and given
//! back on the way in. The crate writes to what it is given; opening, syncing and renaming files
//! is the caller's matter.

mod cell;
mod csv_form;
mod csv_reader;
mod csv_writer;
mod error;
mod figures;
mod formula;
mod xlsx_writer;

pub use cell::{Cell, Column, Form, Moment};
pub use csv_form::{Bom, CsvForm, DecimalMark, Separator};
pub use csv_reader::{CsvReader, CsvRow, MAX_ROW_BYTES};
pub use csv_writer::CsvWriter;
pub use error::SheetError;
pub use formula::{neutralised, restored};
pub use xlsx_writer::{MAX_CELL_CHARS, Totals, XlsxWriter};

#[cfg(test)]
mod tests;
