//! Owns one sheet of a workbook: its header, its rows, and how its cells are written.

use super::escapes::{are_ambiguous, bytes_in_xml, disambiguated};
use super::looks::{Looks, usual_digits};
use super::number::exact;
use super::{Limits, MAX_COLUMNS, OwnColumn};
use crate::formula::is_dangerous;
use crate::{Cell, DecimalMark, Form, Moment, figures};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// About how many bytes of XML a cell takes without its text, and not less.
const CELL_BYTES: u64 = 64;

/// About how many bytes of XML a row takes without its cells, and not less.
const ROW_BYTES: u64 = 32;

/// The widest column that Excel shows, in characters.
const MAX_WIDTH: u16 = 255;

/// The widest and the narrowest column of totals, in characters.
const TOTALS_WIDTH: std::ops::RangeInclusive<u16> = 12..=60;

/// A sheet that is being written.
pub struct Sheet {
    worksheet: Worksheet,
    /// What the columns hold, if they have a look. A cell with that look brings none of its own,
    /// because the library compares looks field by field.
    forms: Vec<Form>,
    next_row: u32,
    bytes: u64,
}

impl Sheet {
    /// Begins a sheet without any rows.
    pub fn begin(workbook: &mut Workbook, name: &str) -> Result<Self, XlsxError> {
        let mut worksheet = workbook.new_worksheet_with_constant_memory()?;
        worksheet.set_name(name)?;
        Ok(Self {
            worksheet,
            forms: Vec::new(),
            next_row: 0,
            bytes: 0,
        })
    }

    /// Writes the header, which stays in sight.
    pub fn header(&mut self, columns: &[OwnColumn]) -> Result<(), XlsxError> {
        let looks = Looks::plain();
        for (at, column) in (0..).zip(columns) {
            let width = column.width.clamp(1, MAX_WIDTH);
            self.worksheet.set_column_width(at, width)?;
            if let Some(format) = looks.of_column(column.form) {
                self.worksheet.set_column_format(at, format)?;
            }
        }
        self.forms = columns.iter().map(|column| column.form).collect();
        self.worksheet.set_freeze_panes(1, 0)?;

        let bold = Looks::bold();
        for (at, column) in (0..).zip(columns) {
            self.cell(at, Cell::Text(&column.header), &bold)?;
        }
        self.next_row += 1;
        Ok(())
    }

    /// Whether the next row belongs on another sheet.
    pub fn is_full(&self, limits: Limits) -> bool {
        self.next_row >= limits.rows || self.bytes >= limits.bytes
    }

    /// Writes one row.
    pub fn row(&mut self, cells: &[Cell<'_>], looks: &Looks) -> Result<(), XlsxError> {
        for (at, cell) in (0..).zip(cells) {
            self.cell(at, *cell, looks)?;
        }
        self.next_row += 1;
        self.bytes += ROW_BYTES;
        Ok(())
    }

    /// Writes rows whose first cell is bold.
    pub fn totals(&mut self, rows: &[Vec<Cell<'_>>], looks: &Looks) -> Result<(), XlsxError> {
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        for (at, column) in (0..).zip(0..columns.min(MAX_COLUMNS)) {
            let cells = rows.iter().filter_map(|row| row.get(column));
            self.worksheet.set_column_width(at, width_of(cells))?;
        }
        let bold = Looks::bold();
        for row in rows {
            for (at, cell) in (0..).zip(row) {
                let looks = if at == 0 { &bold } else { looks };
                self.cell(at, *cell, looks)?;
            }
            self.next_row += 1;
        }
        Ok(())
    }

    /// Ends the sheet, with a filter over all of it.
    pub fn filtered(mut self, columns: usize) -> Result<Worksheet, XlsxError> {
        let last_column = u16::try_from(columns - 1).expect("columns were counted at the start");
        self.worksheet
            .autofilter(0, 0, self.next_row - 1, last_column)?;
        Ok(self.worksheet)
    }

    /// Ends the sheet as it is.
    pub fn unfiltered(self) -> Worksheet {
        self.worksheet
    }

    fn cell(&mut self, column: u16, cell: Cell<'_>, looks: &Looks) -> Result<(), XlsxError> {
        self.bytes += CELL_BYTES;
        match cell {
            Cell::Empty => Ok(()),
            Cell::Text(text) => self.text(column, text, looks),
            Cell::Integer(number) => self.number(column, number, 0, looks),
            Cell::Decimal { units, digits } => self.number(column, units, digits, looks),
            Cell::Moment(moment) => self.moment(column, moment, looks),
        }
    }

    fn number(
        &mut self,
        column: u16,
        units: i64,
        digits: u8,
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        let Some(number) = exact(units, digits) else {
            let push = |text: &mut Vec<u8>| {
                figures::push_decimal(text, units, digits, DecimalMark::Point);
            };
            return self.figure_as_text(column, push, looks);
        };
        let (sheet, row) = (&mut self.worksheet, self.next_row);
        let form = self.forms.get(usize::from(column));
        if form.and_then(|form| usual_digits(*form)) == Some(digits) {
            sheet.write_number(row, column, number)?;
        } else {
            let format = &looks.decimals[usize::from(digits)];
            sheet.write_number_with_format(row, column, number, format)?;
        }
        Ok(())
    }

    fn moment(&mut self, column: u16, moment: Moment, looks: &Looks) -> Result<(), XlsxError> {
        let Some(datetime) = datetime(moment) else {
            let push = |text: &mut Vec<u8>| {
                figures::push_moment(text, moment, DecimalMark::Point);
            };
            return self.figure_as_text(column, push, looks);
        };
        let (sheet, row) = (&mut self.worksheet, self.next_row);
        if self.forms.get(usize::from(column)) == Some(&Form::Moment) {
            sheet.write_datetime(row, column, &datetime)?;
        } else {
            sheet.write_datetime_with_format(row, column, &datetime, &looks.moment)?;
        }
        Ok(())
    }

    fn figure_as_text(
        &mut self,
        column: u16,
        push: impl FnOnce(&mut Vec<u8>),
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        let mut text = Vec::new();
        push(&mut text);
        self.text(column, &String::from_utf8_lossy(&text), looks)
    }

    fn text(&mut self, column: u16, text: &str, looks: &Looks) -> Result<(), XlsxError> {
        self.bytes += bytes_in_xml(text);
        let (sheet, row) = (&mut self.worksheet, self.next_row);
        let format = if is_dangerous(text) {
            Some(&looks.disarmed)
        } else {
            looks.text.as_ref()
        };
        // The library leaves the escapes of a rich text to its caller, and of plain text to itself.
        if are_ambiguous(text) {
            let plain = Format::default();
            let format = format.unwrap_or(&plain);
            let parts = [(&plain, disambiguated(text))];
            let parts = parts
                .each_ref()
                .map(|(format, text)| (*format, text.as_str()));
            sheet.write_rich_string_with_format(row, column, &parts, format)?;
        } else if let Some(format) = format {
            sheet.write_string_with_format(row, column, text, format)?;
        } else {
            sheet.write_string(row, column, text)?;
        }
        Ok(())
    }
}

/// The moment as Excel's calendar has it, which begins in 1900 and ends with 9999.
fn datetime(moment: Moment) -> Option<ExcelDateTime> {
    let year = u16::try_from(moment.year).ok()?;
    if !(1900..=9999).contains(&year) || !moment.is_real() {
        return None;
    }
    let Moment {
        hour,
        minute,
        second,
        millisecond,
        ..
    } = moment;
    ExcelDateTime::from_ymd(year, moment.month, moment.day)
        .and_then(|date| date.and_hms_milli(hour.into(), minute, second, millisecond))
        .ok()
}

fn width_of<'a>(cells: impl Iterator<Item = &'a Cell<'a>>) -> u16 {
    let chars = |cell: &Cell<'_>| match cell {
        Cell::Empty => 0,
        Cell::Text(text) => text.chars().count(),
        Cell::Integer(_) | Cell::Decimal { .. } => 20,
        Cell::Moment(_) => 24,
    };
    let widest = cells.map(chars).max().unwrap_or_default() + 2;
    u16::try_from(widest)
        .unwrap_or(u16::MAX)
        .clamp(*TOTALS_WIDTH.start(), *TOTALS_WIDTH.end())
}
