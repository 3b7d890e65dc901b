//! Owns finding every line of the crate that prepares a statement.

use super::Place;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Every line of the crate that prepares a statement on a table of the book.
pub(super) fn places_in_the_sources() -> BTreeSet<Place> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut places = BTreeSet::new();
    for path in rust_files(&sources) {
        let file = path
            .strip_prefix(&sources)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        if file.ends_with("tests.rs") || file.starts_with("db") {
            continue;
        }
        for (line, text) in (1..).zip(fs::read_to_string(&path).unwrap().lines()) {
            if text.contains(".prepare(") && !text.contains("connection.prepare(") {
                places.insert((file.clone(), line));
            }
        }
    }
    places
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(rust_files(&path)),
            false => files.push(path),
        }
    }
    files
}
