//! Claims about reading: what is skipped, what is refused, and where.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{Bom, Separator};

const PLAIN: CsvForm = CsvForm {
    bom: Bom::No,
    separator: Separator::Comma,
    decimal: DecimalMark::Point,
};

fn read(text: &str) -> CsvReader<&[u8]> {
    CsvReader::begin(text.as_bytes(), PLAIN).unwrap()
}

#[test]
fn a_mark_is_skipped_even_when_it_comes_byte_by_byte() {
    struct Drip<'a>(&'a [u8]);
    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let one = buffer.len().min(1);
            self.0.read(&mut buffer[..one])
        }
    }

    let text = "\u{feff}\"a,b\",'=c\r\n1,2\r\n";
    let mut reader = CsvReader::begin(Drip(text.as_bytes()), PLAIN).unwrap();

    assert_eq!(reader.header(), ["a,b", "=c"]);
    assert_eq!(reader.next_row().unwrap().unwrap().text(1).unwrap(), "2");
    assert!(reader.next_row().unwrap().is_none());
}

#[test]
fn cells_are_read_as_what_they_are_asked_for() {
    let mut reader = read("a,b,c,d\r\n-7,-12.50,2026-11-20 23:59:59.999,''=1\r\n,,,\r\n");

    let row = reader.next_row().unwrap().unwrap();
    assert_eq!(row.integer(0).unwrap(), Some(-7));
    assert_eq!(row.decimal(1, 2).unwrap(), Some(-1_250));
    assert_eq!(row.decimal(0, 2).unwrap(), Some(-700));
    assert_eq!(row.moment(2).unwrap().unwrap().millisecond, 999);
    assert_eq!(row.text(3).unwrap(), "'=1");
    assert_eq!(row.text(0).unwrap(), "-7", "a number is not disarmed");

    let row = reader.next_row().unwrap().unwrap();
    assert_eq!(row.integer(0).unwrap(), None);
    assert_eq!(row.decimal(1, 2).unwrap(), None);
    assert_eq!(row.moment(2).unwrap(), None);
    assert_eq!(row.text(3).unwrap(), "");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let mut reader = read("a,b\r\n\"two\nlines\",x\r\n1.234,y\r\n1\r\n");

    assert_eq!(reader.next_row().unwrap().unwrap().text(1).unwrap(), "x");
    let row = reader.next_row().unwrap().unwrap();
    let check = |error: SheetError, expected| assert_eq!(error.to_string(), expected);
    check(
        row.integer(1).unwrap_err(),
        "row 2: column `b` does not hold a whole number",
    );
    check(
        row.decimal(0, 2).unwrap_err(),
        "row 2: column `a` does not hold a number",
    );
    check(
        row.moment(1).unwrap_err(),
        "row 2: column `b` does not hold a date with a time",
    );
    check(row.text(2).unwrap_err(), "row 2: there is no column 2");
    check(
        reader.next_row().err().unwrap(),
        "row 3 has 1 cells under 2 columns",
    );
}

#[test]
fn bytes_that_are_not_text_are_refused() {
    let bytes: &[u8] = b"a\r\nx\r\n\xff\r\n";
    let mut reader = CsvReader::begin(bytes, PLAIN).unwrap();

    reader.next_row().unwrap().unwrap();
    let error = reader.next_row().err().unwrap();
    assert!(
        matches!(error, SheetError::Unreadable { row: 2, .. }),
        "{error}"
    );
}

#[test]
fn an_empty_file_has_no_header() {
    for text in ["", "\u{feff}", "\r\n"] {
        let error = CsvReader::begin(text.as_bytes(), PLAIN).err().unwrap();
        assert_eq!(error.to_string(), "row 0: there is no header", "{text:?}");
    }
}

#[test]
fn a_quote_that_never_closes_does_not_fill_the_memory() {
    let endless = b"a\r\n\"".chain(std::io::repeat(b'x'));
    let mut reader = CsvReader::begin(endless, PLAIN).unwrap();

    let error = reader.next_row().err().unwrap();
    let SheetError::Io(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
}
