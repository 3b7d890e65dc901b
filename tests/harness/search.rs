//! Owns the search for a secret: in every form it may have taken, in every place it may lie.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use flate2::read::DeflateDecoder;
use rusqlite::{Connection, OpenFlags, types::ValueRef};
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// The most that a packed value is unpacked to.
const UNPACKED_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A secret in every form it is searched for in.
pub struct Needle {
    forms: Vec<(&'static str, Vec<u8>)>,
}

impl Needle {
    /// Writes the secret in every form.
    pub fn new(secret: &str) -> Self {
        assert!(secret.len() >= 8, "a short secret is found by chance");
        let bytes = secret.as_bytes();
        let hex = hex::encode(bytes);
        let escaped = |lead: &str, hex: &str| {
            let pairs = hex.as_bytes().chunks(2);
            pairs
                .map(|pair| format!("{lead}{}", String::from_utf8_lossy(pair)))
                .collect::<String>()
        };
        let wide = |order: fn(u16) -> [u8; 2]| secret.encode_utf16().flat_map(order).collect();
        let mut forms = vec![
            ("plain", bytes.to_vec()),
            ("hex", hex.clone().into_bytes()),
            ("hex", hex.to_uppercase().into_bytes()),
            ("url-encoded", escaped("%", &hex).into_bytes()),
            (
                "url-encoded",
                escaped("%", &hex.to_uppercase()).into_bytes(),
            ),
            ("url-encoded", url_encoded(bytes)),
            ("escaped", escaped("\\u00", &hex).into_bytes()),
            ("UTF-16 LE", wide(u16::to_le_bytes)),
            ("UTF-16 BE", wide(u16::to_be_bytes)),
        ];
        for skipped in 0..3 {
            forms.push(("base64", base64(&STANDARD_NO_PAD, bytes, skipped)));
            forms.push(("base64url", base64(&URL_SAFE_NO_PAD, bytes, skipped)));
        }
        Self { forms }
    }

    /// Every form, to be planted where the search has to find it.
    pub fn forms(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.forms
            .iter()
            .map(|(name, form)| (*name, form.as_slice()))
    }

    /// The form in which some bytes hold the secret, if they do.
    pub fn found_in(&self, haystack: &[u8]) -> Option<&'static str> {
        let found = self.forms.iter().find(|(_, form)| contains(haystack, form));
        found.map(|(name, _)| *name)
    }

    /// Every file below a folder that holds the secret, with the form; also inside the packed
    /// values of every database.
    pub fn found_below(&self, folder: &Path) -> Vec<(PathBuf, &'static str)> {
        let mut found = Vec::new();
        for path in files_below(folder) {
            let bytes = fs::read(&path).expect("a file can be read");
            let in_rows = || {
                is_database(&bytes)
                    .then(|| self.found_in_rows(&path))
                    .flatten()
            };
            if let Some(form) = self.found_in(&bytes).or_else(in_rows) {
                found.push((path, form));
            }
        }
        found
    }

    /// A long value lies across pages and an answer is packed: each is searched as it was written.
    fn found_in_rows(&self, database: &Path) -> Option<&'static str> {
        let rows = rows(database);
        rows.iter()
            .find_map(|row| self.found_in(row.values.as_bytes()))
    }
}

/// One row of a database in words; what is packed is shown unpacked beside it.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Its table.
    pub table: String,
    /// Its values.
    pub values: String,
}

/// Every row of every table, in the order of the file.
pub fn rows(database: &Path) -> Vec<Row> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .expect("the database opens");
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = connection.prepare(tables).expect("the tables are listed");
    let names = statement
        .query_map([], |row| row.get::<_, String>(0))
        .expect("they are read");
    let names: Vec<String> = names
        .map(|name| name.expect("a table has a name"))
        .collect();
    names
        .into_iter()
        .flat_map(|table| rows_of(&connection, table))
        .collect()
}

fn rows_of(connection: &Connection, table: String) -> Vec<Row> {
    let mut statement = connection
        .prepare(&format!("SELECT * FROM \"{table}\""))
        .expect("a table can be read");
    let columns = statement.column_count();
    let mut found = Vec::new();
    let mut rows = statement.query([]).expect("a table can be read");
    while let Some(row) = rows.next().expect("a row can be read") {
        let value = |column| words(row.get_ref(column).expect("a column can be read"));
        let values = (0..columns).map(value).collect::<Vec<_>>().join("|");
        found.push(Row {
            table: table.clone(),
            values,
        });
    }
    found
}

fn words(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => {
            let mut unpacked = Vec::new();
            // Most blobs are not packed; then what little can be unpacked is noise.
            let _ = DeflateDecoder::new(bytes)
                .take(UNPACKED_BYTES_MAX)
                .read_to_end(&mut unpacked);
            let plain = String::from_utf8_lossy(bytes);
            format!(
                "{plain} {} {}",
                hex::encode(bytes),
                String::from_utf8_lossy(&unpacked)
            )
        }
    }
}

fn is_database(bytes: &[u8]) -> bool {
    bytes.starts_with(b"SQLite format 3\0")
}

/// Every file below a folder, in order.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let entry = entry.expect("an entry can be read");
        match entry.file_type().expect("an entry has a type") {
            kind if kind.is_dir() => files.extend(files_below(&entry.path())),
            kind if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    files.sort();
    files
}

/// What stands in any base64 text that holds the secret after `skipped` bytes of a group of three:
/// the letters at both ends also depend on what is beside it, and are left out.
fn base64(engine: &impl Engine, secret: &[u8], skipped: usize) -> Vec<u8> {
    let padded = [vec![0; skipped], secret.to_vec()].concat();
    let whole = padded.len() / 3 * 4;
    let encoded = engine.encode(&padded).into_bytes();
    let first = [0, 2, 3][skipped];
    encoded[first..whole].to_vec()
}

fn url_encoded(secret: &[u8]) -> Vec<u8> {
    url::form_urlencoded::byte_serialize(secret)
        .collect::<String>()
        .into_bytes()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else {
        return false;
    };
    let mut from = haystack;
    while let Some(at) = from.iter().position(|byte| byte == first) {
        from = &from[at + 1..];
        if from.starts_with(rest) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_in_every_form_and_nothing_else_is() {
        let secret = "token/with+odd=letters?";
        let needle = Needle::new(secret);
        for before in ["", "x", "xy", "xyz"] {
            let text = format!("{before}{secret} and more");
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for haystack in [
                text.clone().into_bytes(),
                STANDARD_NO_PAD.encode(&text).into_bytes(),
                URL_SAFE_NO_PAD.encode(&text).into_bytes(),
                hex::encode(&text).into_bytes(),
                hex::encode_upper(&text).into_bytes(),
                url_encoded(text.as_bytes()),
                wide,
            ] {
                assert!(needle.found_in(&haystack).is_some(), "{haystack:?}");
            }
        }
        assert_eq!(needle.found_in(b"token/with+odd=letter"), None);
        assert_eq!(needle.found_in(b""), None);
    }
}
