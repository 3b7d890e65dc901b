//! Owns writing the rows of an export as a sheet: CSV or a workbook.

use super::{
    ExportError, ExportSum,
    cells::Cells,
    facts::Fact,
    file::{self, Unfinished},
    job::{Begun, Stoppable},
    reading::{self, Part, Reading},
    totals::Totals,
};
use crate::error::DeskError;
use counterfoil_sheets::{CsvForm, CsvWriter, XlsxWriter};
use counterfoil_store::{ExportRows, LongRead};
use std::{io::Write, path::Path};

/// Writes CSV: the readers make the bytes of their parts, which are written in order. What is read as a
/// whole is written as it comes.
pub(super) fn csv(
    reads: Vec<LongRead>,
    rows: &ExportRows,
    form: CsvForm,
    place: &Path,
    cells: &Cells,
    job: &Begun,
) -> Result<(Unfinished, ExportSum), DeskError> {
    let of_sheet = ExportError::of_sheet(place);
    let file = Unfinished::beside(place)?;
    let header = CsvWriter::begin(file.handle()?, &cells.columns(), form);
    let mut to = header.and_then(CsvWriter::finish).map_err(of_sheet)?;
    let mut totals = Totals::new(rows.kind);
    match reading::begin(reads, rows, job)? {
        Reading::Parts(reads, parts) => {
            let bytes_of = |part: &Part<'_>| {
                let mut totals = Totals::new(rows.kind);
                let bytes = csv_rows(part, Vec::new(), form, cells, &mut totals, place)?;
                Ok((bytes, totals))
            };
            reading::in_parts(reads, &parts, job, bytes_of, |(bytes, part)| {
                to.write_all(&bytes).map_err(ExportError::about(place))?;
                totals.join(&part)
            })?;
        }
        Reading::Whole(read) => {
            let part = Part::whole(&read, rows, job);
            csv_rows(&part, to, form, cells, &mut totals, place)?;
        }
    }
    Ok((file, totals.sum()))
}

fn csv_rows<W: Write>(
    part: &Part<'_>,
    to: W,
    form: CsvForm,
    cells: &Cells,
    totals: &mut Totals,
    place: &Path,
) -> Result<W, DeskError> {
    let of_sheet = ExportError::of_sheet(place);
    let mut writer = CsvWriter::go_on(to, &cells.columns(), form).map_err(of_sheet)?;
    part.each_row(|row| {
        totals.add(row)?;
        Ok(cells
            .of(row, |cells| writer.row(cells))?
            .map_err(of_sheet)?)
    })?;
    Ok(writer.finish().map_err(of_sheet)?)
}

/// Writes a workbook, whose writer takes row by row. It ends with a sheet of `facts`.
pub(super) fn workbook(
    reads: Vec<LongRead>,
    rows: &ExportRows,
    title: &str,
    facts: impl FnOnce(&ExportSum) -> Vec<Fact>,
    place: &Path,
    cells: &Cells,
    job: &Begun,
) -> Result<(Unfinished, ExportSum), DeskError> {
    let of_sheet = ExportError::of_sheet(place);
    let file = Unfinished::beside(place)?;
    let mut writer =
        XlsxWriter::begin(file::folder(place), title, &cells.columns()).map_err(of_sheet)?;
    let mut totals = Totals::new(rows.kind);
    let read = match reading::begin(reads, rows, job)? {
        Reading::Parts(mut reads, _) => reads.swap_remove(0),
        Reading::Whole(read) => read,
    };
    Part::whole(&read, rows, job).each_row(|row| {
        totals.add(row)?;
        Ok(cells
            .of(row, |cells| writer.row(cells))?
            .map_err(of_sheet)?)
    })?;
    drop(read);
    let sum = totals.sum();
    let facts = facts(&sum);
    let facts: Vec<_> = facts.iter().map(Fact::cells).collect();
    let facts = counterfoil_sheets::Totals {
        title: "totals",
        rows: &facts,
    };
    let to = file.handle()?;
    writer
        .finish(facts, Stoppable { to, job })
        .map_err(of_sheet)?;
    Ok((file, sum))
}
