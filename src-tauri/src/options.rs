//! Owns how the program is started: where the book is.

use clap::Parser;
use std::path::PathBuf;

/// The desk in a window.
#[derive(Clone, Debug, Parser)]
#[command(name = "counterfoil-desk", version)]
pub struct Options {
    /// Where the book is; the user's own data folder when left out.
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

impl Options {
    /// The data directory, as an absolute path, so that every way of naming it is the same book.
    ///
    /// # Errors
    /// The system names no data folder, or the working folder is gone.
    pub fn data_dir(&self) -> Result<PathBuf, String> {
        let named = match &self.data_dir {
            Some(folder) => folder.clone(),
            None => dirs::data_local_dir()
                .ok_or("the system names no data folder; say --data-dir DIR")?
                .join("counterfoil"),
        };
        std::fs::canonicalize(&named)
            .or_else(|_| std::path::absolute(&named))
            .map_err(|error| format!("{}: {error}", named.display()))
    }
}
