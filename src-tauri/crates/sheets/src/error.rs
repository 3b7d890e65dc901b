//! Owns the reasons a sheet can fail, named by whose fault it is.

use crate::MAX_CELL_CHARS;
use std::io;

/// Why a sheet was not written or not read. After a failed write the file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The disk or the stream failed; the kind tells a full disk from a broken one.
    #[error("could not write or read the sheet: {0}")]
    Io(#[from] io::Error),
    /// A row does not have one cell for each column. Rows count from 1, without the header.
    #[error("row {row} has {found} cells under {expected} columns")]
    Ragged {
        /// The row.
        row: u64,
        /// How many columns there are.
        expected: usize,
        /// How many cells the row has.
        found: usize,
    },
    /// A table needs a column, and a spreadsheet ends at 16,384 of them.
    #[error("a sheet cannot have {0} columns")]
    Columns(usize),
    /// A cell of a spreadsheet cannot hold the text. Rows count from 1, without the header, which
    /// is row 0.
    #[error("row {row}, column `{column}`: the text is longer than {MAX_CELL_CHARS} characters")]
    TooLong {
        /// The row.
        row: u64,
        /// The header of the column, or its number where there is no header.
        column: String,
    },
    /// What stands in the file is not what was expected there. Rows count from 1, without the
    /// header, which is row 0.
    #[error("row {row}: {why}")]
    Unreadable {
        /// The row.
        row: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The spreadsheet could not be put together, for a reason that lies with this program.
    #[error("could not make the spreadsheet: {0}")]
    Xlsx(String),
}
