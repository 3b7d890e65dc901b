//! Owns writing a table as an XLSX workbook: as many sheets as its rows need, then the totals.

mod escapes;
mod guard;
mod looks;
mod names;
mod number;
mod sheet;

use crate::{Cell, Column, Form, SheetError};
use guard::guarded;
use looks::Looks;
use names::Names;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use sheet::Sheet;
use std::io::{BufWriter, Write};
use std::path::Path;

/// The longest text a cell holds, in UTF-16 code units, which is how Excel counts.
pub const MAX_CELL_CHARS: usize = 32_767;

/// How many columns Excel has.
const MAX_COLUMNS: usize = 16_384;

/// How much is gathered before it is written.
const BUFFER_BYTES: usize = 256 * 1024;

/// Of 1 to 9: packs in half the time of the usual 6, for files an eighth larger.
const COMPRESSION: u8 = 3;

/// Where a sheet ends and the next one begins.
#[derive(Clone, Copy)]
struct Limits {
    /// Rows of a sheet, with its header.
    rows: u32,
    /// Bytes of a sheet before it is compressed. Beyond 4 GiB the archive would need an extension
    /// that not every program reads.
    bytes: u64,
}

const LIMITS: Limits = Limits {
    rows: 1_048_576,
    bytes: 7 << 29,
};

/// What the last sheet of a workbook says of the whole.
#[derive(Clone, Copy, Debug)]
pub struct Totals<'a> {
    /// The name of the sheet.
    pub title: &'a str,
    /// Its rows, whose first cell is bold. Without rows there is no such sheet.
    pub rows: &'a [Vec<Cell<'a>>],
}

/// Writes a table as XLSX, row by row; memory does not grow with the rows.
///
/// Text is always text: what would run as a formula carries Excel's quote prefix, and its value
/// stays as it was. A number beyond the 15 digits that Excel keeps, and a moment beyond its
/// calendar, are written as text. The same rows give the same bytes.
pub struct XlsxWriter {
    workbook: Workbook,
    title: String,
    columns: Vec<OwnColumn>,
    looks: Looks,
    names: Names,
    limits: Limits,
    /// The sheet being written; `None` once a write failed.
    sheet: Option<Box<Sheet>>,
    rows: u64,
}

/// A column that outlives its caller's.
struct OwnColumn {
    header: String,
    form: Form,
    width: u16,
}

impl XlsxWriter {
    /// Begins a workbook whose sheets are named `title`, `title 2` and so on, made to fit Excel's
    /// rules for names.
    ///
    /// Rows wait in temporary files in `scratch_folder`, which are gone with the writer.
    ///
    /// # Errors
    ///
    /// [`SheetError::Columns`] without a column or with too many, [`SheetError::TooLong`] for a
    /// header, and [`SheetError::Io`] when the folder cannot be written to.
    pub fn begin(
        scratch_folder: &Path,
        title: &str,
        columns: &[Column<'_>],
    ) -> Result<Self, SheetError> {
        Self::begin_within(LIMITS, scratch_folder, title, columns)
    }

    fn begin_within(
        limits: Limits,
        scratch_folder: &Path,
        title: &str,
        columns: &[Column<'_>],
    ) -> Result<Self, SheetError> {
        if columns.is_empty() || columns.len() > MAX_COLUMNS {
            return Err(SheetError::Columns(columns.len()));
        }
        let headers: Vec<Cell<'_>> = columns.iter().map(|c| Cell::Text(c.header)).collect();
        refuse_long_texts(0, &[], &headers)?;
        let mut workbook = Workbook::new();
        guarded(|| {
            // The time of writing would make every file another.
            let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
            workbook.set_zip_compression_level(COMPRESSION);
            workbook.set_tempdir(scratch_folder)?;
            Ok(())
        })?;
        let own = |column: &Column<'_>| OwnColumn {
            header: column.header.to_owned(),
            form: column.form,
            width: column.width,
        };
        let mut writer = Self {
            workbook,
            title: title.to_owned(),
            columns: columns.iter().map(own).collect(),
            looks: Looks::plain(),
            names: Names::default(),
            limits,
            sheet: None,
            rows: 0,
        };
        writer.sheet = Some(writer.new_sheet()?);
        Ok(writer)
    }

    /// Writes one row, with one cell for each column.
    ///
    /// # Errors
    ///
    /// [`SheetError::Ragged`] and [`SheetError::TooLong`], after which another row may follow, and
    /// [`SheetError::Io`], after which nothing can.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), SheetError> {
        if cells.len() != self.columns.len() {
            return Err(SheetError::Ragged {
                row: self.rows + 1,
                expected: self.columns.len(),
                found: cells.len(),
            });
        }
        refuse_long_texts(self.rows + 1, &self.columns, cells)?;
        let mut sheet = self.take_sheet()?;
        if sheet.is_full(self.limits) {
            self.close(*sheet)?;
            sheet = self.new_sheet()?;
        }
        guarded(|| sheet.row(cells, &self.looks))?;
        self.sheet = Some(sheet);
        self.rows += 1;
        Ok(())
    }

    /// Puts the workbook together: all sheets, then the totals.
    ///
    /// # Errors
    ///
    /// [`SheetError::Io`], whether it comes from the scratch folder or from `to`, and
    /// [`SheetError::TooLong`] and [`SheetError::Columns`] for the totals.
    pub fn finish(mut self, totals: Totals<'_>, to: impl Write + Send) -> Result<(), SheetError> {
        let sheet = self.take_sheet()?;
        self.close(*sheet)?;
        if !totals.rows.is_empty() {
            self.add_totals(totals)?;
        }
        let mut to = BufWriter::with_capacity(BUFFER_BYTES, to);
        guarded(|| self.workbook.save_to_writer(&mut to))?;
        Ok(to.flush()?)
    }

    fn take_sheet(&mut self) -> Result<Box<Sheet>, SheetError> {
        self.sheet
            .take()
            .ok_or_else(|| SheetError::Xlsx("an earlier row could not be written".to_owned()))
    }

    fn new_sheet(&mut self) -> Result<Box<Sheet>, SheetError> {
        let name = self.names.next(&self.title);
        guarded(|| {
            let mut sheet = Sheet::begin(&mut self.workbook, &name)?;
            sheet.header(&self.columns)?;
            Ok(Box::new(sheet))
        })
    }

    fn close(&mut self, sheet: Sheet) -> Result<(), SheetError> {
        let worksheet = guarded(|| sheet.filtered(self.columns.len()))?;
        self.workbook.push_worksheet(worksheet);
        Ok(())
    }

    fn add_totals(&mut self, totals: Totals<'_>) -> Result<(), SheetError> {
        for (row, cells) in (1..).zip(totals.rows) {
            if cells.len() > MAX_COLUMNS {
                return Err(SheetError::Columns(cells.len()));
            }
            refuse_long_texts(row, &[], cells)?;
        }
        let name = self.names.next(totals.title);
        let worksheet = guarded(|| {
            let mut sheet = Sheet::begin(&mut self.workbook, &name)?;
            sheet.totals(totals.rows, &self.looks)?;
            Ok(sheet.unfiltered())
        })?;
        self.workbook.push_worksheet(worksheet);
        Ok(())
    }
}

/// Refuses a text that no cell can hold: cut short, it would be another text.
fn refuse_long_texts(
    row: u64,
    columns: &[OwnColumn],
    cells: &[Cell<'_>],
) -> Result<(), SheetError> {
    let is_long = |cell: &Cell<'_>| match cell {
        Cell::Text(text) => {
            text.len() > MAX_CELL_CHARS && text.encode_utf16().count() > MAX_CELL_CHARS
        }
        Cell::Empty | Cell::Integer(_) | Cell::Decimal { .. } | Cell::Moment(_) => false,
    };
    let Some(at) = cells.iter().position(is_long) else {
        return Ok(());
    };
    let column = match columns.get(at) {
        Some(column) => column.header.clone(),
        None => (at + 1).to_string(),
    };
    Err(SheetError::TooLong { row, column })
}

#[cfg(test)]
mod tests;
