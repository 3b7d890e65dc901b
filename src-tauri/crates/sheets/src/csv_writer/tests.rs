//! Claims about CSV files: what is quoted, what is disarmed, and what is refused.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{DecimalMark, Form, Moment, Separator};
use std::io;

const PLAIN: CsvForm = CsvForm {
    bom: Bom::No,
    separator: Separator::Comma,
    decimal: DecimalMark::Point,
};

fn columns<'a, const N: usize>(headers: [&'a str; N]) -> [Column<'a>; N] {
    headers.map(|header| Column {
        header,
        form: Form::Text,
        width: 10,
    })
}

fn one_row(form: CsvForm, cells: &[Cell<'_>]) -> String {
    let headers = columns(["a", "b", "c"]);
    let mut writer = CsvWriter::begin(Vec::new(), &headers[..cells.len()], form).unwrap();
    writer.row(cells).unwrap();
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    let (_, row) = text.split_once("\r\n").unwrap();
    row.to_owned()
}

#[test]
fn quotes_stand_only_where_they_are_needed() {
    check("plain", "plain");
    check("with space ", "with space ");
    check("semi;colon", "semi;colon");
    check("a,b", "\"a,b\"");
    check("say \"hi\"", "\"say \"\"hi\"\"\"");
    check("\"", "\"\"\"\"");
    check("two\nlines", "\"two\nlines\"");
    check("two\rlines", "\"two\rlines\"");
    check("=1", "'=1");
    check("=1,2", "\"'=1,2\"");
    check("\r\n", "\"'\r\n\"");
    check("\0", "'\0");
    check("\u{feff}a", "\"\u{feff}a\"");
    check("", "");

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let row = one_row(PLAIN, &[Cell::Text(text), Cell::Empty]);
        assert_eq!(row, format!("{expected},\r\n"));
    }
}

#[test]
fn each_form_has_its_marks() {
    let moment = Moment {
        year: 2026,
        month: 11,
        day: 20,
        hour: 23,
        minute: 59,
        second: 59,
        millisecond: 999,
    };
    let cells = [
        Cell::Decimal {
            units: -1_250,
            digits: 2,
        },
        Cell::Moment(moment),
        Cell::Text("a,b;c"),
    ];
    let check = |separator, decimal, expected| {
        let form = CsvForm {
            separator,
            decimal,
            ..PLAIN
        };
        assert_eq!(one_row(form, &cells), expected);
    };

    check(
        Separator::Comma,
        DecimalMark::Point,
        "-12.50,2026-11-20 23:59:59.999,\"a,b;c\"\r\n",
    );
    check(
        Separator::Comma,
        DecimalMark::Comma,
        "\"-12,50\",\"2026-11-20 23:59:59,999\",\"a,b;c\"\r\n",
    );
    check(
        Separator::Semicolon,
        DecimalMark::Comma,
        "-12,50;2026-11-20 23:59:59,999;\"a,b;c\"\r\n",
    );
    check(
        Separator::Semicolon,
        DecimalMark::Point,
        "-12.50;2026-11-20 23:59:59.999;\"a,b;c\"\r\n",
    );
}

#[test]
fn a_number_without_decimals_needs_no_quotes() {
    let form = CsvForm {
        decimal: DecimalMark::Comma,
        ..PLAIN
    };
    let whole = Cell::Decimal {
        units: -7,
        digits: 0,
    };
    assert_eq!(one_row(form, &[whole, Cell::Integer(-8)]), "-7,-8\r\n");
}

#[test]
fn a_row_of_nothing_is_still_a_line() {
    assert_eq!(one_row(PLAIN, &[Cell::Empty]), "\"\"\r\n");
    assert_eq!(one_row(PLAIN, &[Cell::Text("")]), "\"\"\r\n");
    assert_eq!(one_row(PLAIN, &[Cell::Empty, Cell::Empty]), ",\r\n");
}

#[test]
fn the_file_begins_with_its_mark_and_its_header() {
    let form = CsvForm {
        bom: Bom::Yes,
        ..PLAIN
    };
    let writer = CsvWriter::begin(Vec::new(), &columns(["id", "=a,b"]), form).unwrap();
    let bytes = writer.finish().unwrap();
    assert_eq!(bytes, "\u{feff}id,\"'=a,b\"\r\n".as_bytes());
}

#[test]
fn a_row_of_another_width_is_refused_and_leaves_nothing() {
    let mut writer = CsvWriter::begin(Vec::new(), &columns(["a", "b"]), PLAIN).unwrap();
    writer.row(&[Cell::Integer(1), Cell::Integer(2)]).unwrap();

    let error = writer.row(&[Cell::Integer(3)]).unwrap_err();
    assert_eq!(error.to_string(), "row 2 has 1 cells under 2 columns");
    assert_eq!(writer.finish().unwrap(), b"a,b\r\n1,2\r\n");

    let error = CsvWriter::begin(Vec::new(), &[], PLAIN).err().unwrap();
    assert!(matches!(error, SheetError::Columns(0)), "{error}");
}

/// A disk with no room behind the first bytes.
struct Full {
    left: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.left);
        self.left -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told_as_one() {
    let mut writer = CsvWriter::begin(Full { left: 300_000 }, &columns(["a"]), PLAIN).unwrap();
    let text = "x".repeat(1_000);
    let error = (0..1_000)
        .find_map(|_| writer.row(&[Cell::Text(&text)]).err())
        .unwrap();
    let SheetError::Io(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);

    let writer = CsvWriter::begin(Full { left: 2 }, &columns(["a"]), PLAIN).unwrap();
    assert!(
        matches!(writer.finish(), Err(SheetError::Io(_))),
        "the last bytes count too"
    );
}
