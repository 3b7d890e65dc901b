//! Claims about whole workbooks: their sheets, their bytes, and the disk under them.

use super::*;

#[test]
fn the_header_is_bold_and_stays_in_sight() {
    let bench = Bench::new();
    let columns = [
        Column {
            header: "Reference",
            form: Form::Text,
            width: 30,
        },
        Column {
            header: "=Amount",
            form: Form::Decimal,
            width: 12,
        },
    ];
    let mut writer = bench.begin(&columns);
    writer.row(&[Cell::Text("INV-7"), Cell::Empty]).unwrap();
    let book = finished(writer, NO_TOTALS);

    let sheet = sheet(&book, 1);
    assert!(sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(sheet.contains("<autoFilter ref=\"A1:B2\"/>"), "{sheet}");
    assert!(
        sheet.contains("<col min=\"1\" max=\"1\" width=\"30.7109375\""),
        "{sheet}"
    );
    assert!(
        sheet.contains("<col min=\"2\" max=\"2\" width=\"12.7109375\""),
        "{sheet}"
    );
    let styles = part(&book, "xl/styles.xml");
    assert!(styles.contains("<b/>"), "{styles}");
    for at in ["A1", "B1"] {
        let look = look(&book, &cell(&sheet, at));
        assert!(look.contains("fontId=\"1\""), "{look}");
    }
    assert!(look(&book, &cell(&sheet, "B1")).contains("quotePrefix"));
}

#[test]
fn rows_beyond_a_sheet_begin_the_next_one() {
    let mut bench = Bench::new();
    bench.limits.rows = 3;
    let numbers: Vec<[Cell<'_>; 1]> = (1..=5).map(|number| [Cell::Integer(number)]).collect();
    let rows: Vec<&[Cell<'_>]> = numbers.iter().map(<[_; 1]>::as_slice).collect();
    let totals = [
        vec![Cell::Text("Sum"), Cell::Integer(15)],
        vec![Cell::Text("Rows"), Cell::Integer(5), Cell::Moment(DAY)],
    ];
    let totals = Totals {
        title: "totals",
        rows: &totals,
    };
    let book = bench.book(&rows, totals);

    let names = part(&book, "xl/workbook.xml");
    let names: Vec<&str> = names
        .split("<sheet name=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(names, ["orders", "orders 2", "orders 3", "totals"]);
    for (number, at, value) in [
        (1, "A2", "<v>1</v>"),
        (1, "A3", "<v>2</v>"),
        (2, "A2", "<v>3</v>"),
        (3, "A2", "<v>5</v>"),
        (4, "B1", "<v>15</v>"),
        (4, "B2", "<v>5</v>"),
    ] {
        let sheet = sheet(&book, number);
        assert!(cell(&sheet, at).ends_with(value), "{sheet}");
    }
    for number in 1..=3 {
        let sheet = sheet(&book, number);
        assert!(cell(&sheet, "A1").contains("first"), "{sheet}");
        assert!(sheet.contains("<autoFilter"), "{sheet}");
    }
    assert!(
        !sheet(&book, 1).contains("\"A4\""),
        "a sheet ends where it should"
    );

    let last = sheet(&book, 4);
    assert!(look(&book, &cell(&last, "A1")).contains("fontId=\"1\""));
    assert!(look(&book, &cell(&last, "B1")).contains("fontId=\"0\""));
}

#[test]
fn a_sheet_ends_before_its_file_is_too_large() {
    let mut bench = Bench::new();
    bench.limits.bytes = 10_000;
    let text = "x".repeat(6_000);
    let row: &[Cell<'_>] = &[Cell::Text(&text)];
    let book = bench.book(&[row, row, row], NO_TOTALS);

    assert!(cell(&sheet(&book, 1), "A3").contains("xxx"));
    assert!(cell(&sheet(&book, 2), "A2").contains("xxx"));
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let totals = [vec![Cell::Text("Sum"), Cell::Integer(15)]];
    let totals = Totals {
        title: "totals",
        rows: &totals,
    };
    let rows: [&[Cell<'_>]; 2] = [
        &[Cell::Text("=a"), Cell::Moment(DAY), Cell::Integer(1)],
        &[Cell::Text("b"), Cell::Empty, Cell::Integer(2)],
    ];

    let first = Bench::new().book(&rows, totals);
    for _ in 0..5 {
        assert!(first == Bench::new().book(&rows, totals));
    }
}

#[test]
fn rows_wait_in_the_scratch_folder_and_leave_nothing_there() {
    let bench = Bench::new();
    let mut writer = bench.begin(&columns(1));
    writer.row(&[Cell::Integer(1)]).unwrap();
    let book = finished(writer, NO_TOTALS);
    assert!(!book.is_empty());
    assert_eq!(bench.files(), Vec::<PathBuf>::new());

    let mut writer = bench.begin(&columns(1));
    writer.row(&[Cell::Integer(1)]).unwrap();
    drop(writer);
    assert_eq!(bench.files(), Vec::<PathBuf>::new());

    let nowhere = bench.folder.path().join("nowhere");
    let error = XlsxWriter::begin(&nowhere, "orders", &columns(1))
        .err()
        .unwrap();
    let SheetError::Io(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "it is used");
}

#[test]
fn a_full_disk_is_told_as_one() {
    /// A disk with no room behind the first bytes.
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            match taken {
                0 => Err(std::io::ErrorKind::StorageFull.into()),
                _ => Ok(taken),
            }
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let length = Bench::new().book(&[&[Cell::Integer(1)]], NO_TOTALS).len();
    for room in [0, 1, length / 2, length - 1] {
        let bench = Bench::new();
        let mut writer = bench.begin(&columns(1));
        writer.row(&[Cell::Integer(1)]).unwrap();
        let error = writer.finish(NO_TOTALS, Full(room)).unwrap_err();
        let SheetError::Io(error) = error else {
            panic!("{error}");
        };
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull, "{room}");
    }
}

#[test]
fn a_sheet_has_one_column_at_least_and_no_more_than_excel() {
    let bench = Bench::new();
    let one = columns(1)[0];
    for count in [0, MAX_COLUMNS + 1] {
        let error = XlsxWriter::begin(bench.folder.path(), "orders", &vec![one; count]);
        let error = error.err().unwrap();
        assert!(
            matches!(error, SheetError::Columns(found) if found == count),
            "{error}"
        );
    }
    let book = finished(bench.begin(&vec![one; MAX_COLUMNS]), NO_TOTALS);
    assert!(cell(&sheet(&book, 1), "XFD1").contains("first"));
}

#[test]
fn totals_are_held_to_the_same_bounds() {
    let long = "x".repeat(MAX_CELL_CHARS + 1);
    let check = |row: Vec<Cell<'_>>, expected: &str| {
        let bench = Bench::new();
        let totals = Totals {
            title: "totals",
            rows: &[row],
        };
        let finish = bench.begin(&columns(1)).finish(totals, Vec::new());
        assert_eq!(finish.unwrap_err().to_string(), expected);
    };

    check(
        vec![Cell::Text("Sum"), Cell::Text(&long)],
        "row 1, column `2`: the text is longer than 32767 characters",
    );
    check(
        vec![Cell::Empty; MAX_COLUMNS + 1],
        "a sheet cannot have 16385 columns",
    );
}
