//! Claims about single cells: what they hold and how they look.

use super::*;

#[test]
fn numbers_and_moments_are_real() {
    let decimal = |units, digits| Cell::Decimal { units, digits };
    let rows: [&[Cell<'_>]; 1] = [&[
        Cell::Integer(-7),
        decimal(-1_250, 2),
        decimal(1, 9),
        Cell::Moment(DAY),
        Cell::Text("plain"),
    ]];
    let book = Bench::new().book(&rows, NO_TOTALS);
    let sheet = sheet(&book, 1);

    let check = |cell: &str, value: &str, format: &str| {
        assert!(cell.contains(value), "{cell}");
        assert!(!cell.contains("t="), "{cell}");
        let look = look(&book, cell);
        assert!(look.contains(format), "{look}");
    };
    check(&cell(&sheet, "A2"), "<v>-7</v>", "formatCode=\"0\"");
    check(&cell(&sheet, "B2"), "<v>-12.5</v>", "formatCode=\"0.00\"");
    check(
        &cell(&sheet, "C2"),
        "<v>0.000000001</v>",
        "formatCode=\"0.000000000\"",
    );
    check(
        &cell(&sheet, "D2"),
        "<v>46346.999999988424</v>",
        "formatCode=\"yyyy-mm-dd hh:mm:ss.000\"",
    );
    let text = cell(&sheet, "E2");
    assert!(
        text.ends_with("t=\"inlineStr\"><is><t>plain</t></is>"),
        "{text}"
    );
}

#[test]
fn a_cell_looks_like_itself_in_any_column() {
    let bench = Bench::new();
    let column = |header, form| Column {
        header,
        form,
        width: 20,
    };
    let columns = [
        column("whole", Form::Integer),
        column("amount", Form::Decimal),
        column("when", Form::Moment),
    ];
    let two = Cell::Decimal {
        units: 5,
        digits: 2,
    };
    let three = Cell::Decimal {
        units: 5,
        digits: 3,
    };
    let mut writer = bench.begin(&columns);
    writer
        .row(&[Cell::Integer(1), two, Cell::Moment(DAY)])
        .unwrap();
    writer.row(&[two, three, Cell::Integer(2)]).unwrap();
    writer
        .row(&[Cell::Moment(DAY), Cell::Text("a"), two])
        .unwrap();
    let book = finished(writer, NO_TOTALS);
    let sheet = sheet(&book, 1);

    for (at, format) in [
        ("A2", "0"),
        ("B2", "0.00"),
        ("C2", "yyyy-mm-dd hh:mm:ss.000"),
        ("A3", "0.00"),
        ("B3", "0.000"),
        ("C3", "0"),
        ("A4", "yyyy-mm-dd hh:mm:ss.000"),
        ("C4", "0.00"),
    ] {
        let look = look(&book, &cell(&sheet, at));
        let expected = format!("formatCode=\"{format}\"");
        assert!(look.contains(&expected), "{at}: {look}");
    }
    assert!(cell(&sheet, "B4").ends_with("<t>a</t></is>"));
}

#[test]
fn what_a_spreadsheet_would_round_is_text() {
    let rows: [&[Cell<'_>]; 1] = [&[
        Cell::Integer(i64::MIN),
        Cell::Decimal {
            units: 1_234_567_890_123_456,
            digits: 2,
        },
        Cell::Moment(Moment { year: 1899, ..DAY }),
        Cell::Moment(Moment {
            year: 10_000,
            ..DAY
        }),
        Cell::Moment(Moment { month: 13, ..DAY }),
    ]];
    let book = Bench::new().book(&rows, NO_TOTALS);
    let sheet = sheet(&book, 1);

    for (at, text) in [
        ("A2", "-9223372036854775808"),
        ("B2", "12345678901234.56"),
        ("C2", "1899-11-20 23:59:59.999"),
        ("D2", "10000-11-20 23:59:59.999"),
        ("E2", "2026-13-20 23:59:59.999"),
    ] {
        let cell = cell(&sheet, at);
        assert!(cell.contains("t=\"inlineStr\""), "{cell}");
        assert!(cell.ends_with(&format!("<t>{text}</t></is>")), "{cell}");
    }
}

#[test]
fn what_would_run_keeps_its_value_and_gets_a_prefix() {
    let rows: [&[Cell<'_>]; 1] = [&[
        Cell::Text("=HYPERLINK(\"http://a.b\")"),
        Cell::Text("'quoted'"),
        Cell::Text("http://a.b"),
        Cell::Text("007"),
    ]];
    let book = Bench::new().book(&rows, NO_TOTALS);
    let sheet = sheet(&book, 1);

    for (at, text) in [("A2", "=HYPERLINK(\"http://a.b\")"), ("B2", "'quoted'")] {
        let cell = cell(&sheet, at);
        assert!(cell.ends_with(&format!("<t>{text}</t></is>")), "{cell}");
        let look = look(&book, &cell);
        assert!(look.contains("quotePrefix=\"1\""), "{look}");
    }
    for (at, text) in [("C2", "http://a.b"), ("D2", "007")] {
        let expected = format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is>");
        assert_eq!(cell(&sheet, at), expected);
    }
    assert!(!sheet.contains("<f>"), "no cell is a formula");
    assert!(!sheet.contains("hyperlink"), "no cell is a link");
}

#[test]
fn characters_beyond_xml_are_escaped_so_that_they_come_back() {
    check("a\u{1}b", "a_x0001_b");
    check("\r\n", "_x000D_\n");
    check("_x0041_", "_x005F_x0041_");
    check("<&>\"", "&lt;&amp;&gt;\"");
    check("\u{ffff}", "_xFFFF_");
    check("_x0041\u{1}", "_x005F_x0041_x0001_");
    check("_x0041\0x", "_x005F_x0041_x0000_x");
    check("_x005F_\u{1f}", "_x005F_x005F__x001F_");
    check("__x\u{1}", "__x005F_x_x0001_");
    check("😀 \u{202e}אב", "😀 \u{202e}אב");
    check(" a", " a");

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let book = Bench::new().book(&[&[Cell::Text(text)]], NO_TOTALS);
        let cell = cell(&sheet(&book, 1), "A2");
        let (_, found) = cell.split_once("<t").unwrap();
        let (space, found) = found.split_once('>').unwrap();
        assert_eq!(found.split("</t>").next().unwrap(), expected);
        let is_kept = space.contains("preserve");
        assert_eq!(is_kept, text.ends_with('\n') || text.starts_with(' '));
        assert_eq!(unescaped(expected), text);
    }

    /// What a reader makes of it.
    fn unescaped(xml: &str) -> String {
        let (mut text, mut rest) = (String::new(), xml);
        while let Some(first) = rest.chars().next() {
            let code = rest.strip_prefix("_x").and_then(|code| code.get(..5));
            let code = code.and_then(|code| code.strip_suffix('_'));
            let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
            let taken = code.map_or(first.len_utf8(), |_| 7);
            text.push(code.map_or(first, |code| char::from_u32(code).unwrap()));
            rest = &rest[taken..];
        }
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    }
}

#[test]
fn a_text_too_long_for_a_cell_is_refused_and_leaves_nothing() {
    let bench = Bench::new();
    let mut writer = bench.begin(&columns(2));
    let fits = "x".repeat(MAX_CELL_CHARS);
    let long = "😀".repeat(MAX_CELL_CHARS / 2 + 1);

    writer.row(&[Cell::Text("1"), Cell::Text(&fits)]).unwrap();
    let error = writer
        .row(&[Cell::Text("2"), Cell::Text(&long)])
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "row 2, column `second`: the text is longer than 32767 characters"
    );
    let error = writer.row(&[Cell::Empty]).unwrap_err();
    assert_eq!(error.to_string(), "row 2 has 1 cells under 2 columns");
    writer.row(&[Cell::Text("3"), Cell::Empty]).unwrap();

    let sheet = sheet(&finished(writer, NO_TOTALS), 1);
    assert!(cell(&sheet, "A3").ends_with("<t>3</t></is>"));
}
