//! Claims about what goes out and comes back, over random tables in every form.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::{
    Bom, Cell, Column, CsvForm, CsvReader, CsvRow, CsvWriter, DecimalMark, Form, Moment, Separator,
    neutralised, restored,
};
use proptest::prelude::*;

/// A cell that owns its text.
#[derive(Clone, Debug)]
enum Any {
    Empty,
    Text(String),
    Integer(i64),
    Decimal(i64, u8),
    Moment(Moment),
}

impl Any {
    fn as_cell(&self) -> Cell<'_> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(text),
            Self::Integer(number) => Cell::Integer(*number),
            Self::Decimal(units, digits) => Cell::Decimal {
                units: *units,
                digits: *digits,
            },
            Self::Moment(moment) => Cell::Moment(*moment),
        }
    }

    /// Whether the row has this cell there; an empty text is no other than nothing.
    fn is_in(&self, row: &CsvRow<'_>, column: usize) -> bool {
        match self {
            Self::Empty => row.text(column).unwrap().is_empty(),
            Self::Text(text) => row.text(column).unwrap() == text,
            Self::Integer(number) => row.integer(column).unwrap() == Some(*number),
            Self::Decimal(units, digits) => row.decimal(column, *digits).unwrap() == Some(*units),
            Self::Moment(moment) => row.moment(column).unwrap() == Some(*moment),
        }
    }
}

fn texts() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '\'', '"', ',', ';', '.', '＝', '＋', '－',
        '＠', ' ', '\u{a0}', '\u{200b}', '\u{feff}', '\u{202e}', 'א', '😀', '1', 'a', '\u{1}',
    ]);
    let character = prop_oneof![3 => nasty, 1 => any::<char>()];
    prop::collection::vec(character, 0..8).prop_map(|characters| characters.into_iter().collect())
}

fn moments() -> impl Strategy<Value = Moment> {
    let date = (-9_999..=99_999, 1_u8..=12, 1_u8..=28);
    let time = (0_u8..24, 0_u8..60, 0_u8..60, 0_u16..1_000);
    (date, time).prop_map(
        |((year, month, day), (hour, minute, second, millisecond))| Moment {
            year,
            month,
            day,
            hour,
            minute,
            second,
            millisecond,
        },
    )
}

fn cells() -> impl Strategy<Value = Any> {
    prop_oneof![
        1 => Just(Any::Empty),
        4 => texts().prop_map(Any::Text),
        1 => any::<i64>().prop_map(Any::Integer),
        1 => (any::<i64>(), 0_u8..=9).prop_map(|(units, digits)| Any::Decimal(units, digits)),
        1 => moments().prop_map(Any::Moment),
    ]
}

/// Headers, and rows as wide as they are.
fn tables() -> impl Strategy<Value = (Vec<String>, Vec<Vec<Any>>)> {
    (1_usize..5).prop_flat_map(|width| {
        let row = prop::collection::vec(cells(), width);
        (
            prop::collection::vec(texts(), width),
            prop::collection::vec(row, 0..6),
        )
    })
}

fn forms() -> impl Strategy<Value = CsvForm> {
    let bom = prop::sample::select(vec![Bom::Yes, Bom::No]);
    let separator = prop::sample::select(vec![Separator::Comma, Separator::Semicolon]);
    let decimal = prop::sample::select(vec![DecimalMark::Point, DecimalMark::Comma]);
    (bom, separator, decimal).prop_map(|(bom, separator, decimal)| CsvForm {
        bom,
        separator,
        decimal,
    })
}

fn written(headers: &[String], rows: &[Vec<Any>], form: CsvForm) -> Vec<u8> {
    let column = |header| Column {
        header,
        form: Form::Text,
        width: 10,
    };
    let columns: Vec<Column<'_>> = headers.iter().map(|text| column(text.as_str())).collect();
    let mut writer = CsvWriter::begin(Vec::new(), &columns, form).unwrap();
    for row in rows {
        let cells: Vec<Cell<'_>> = row.iter().map(Any::as_cell).collect();
        writer.row(&cells).unwrap();
    }
    writer.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn what_is_disarmed_is_restored(text in texts()) {
        let disarmed = neutralised(&text);
        prop_assert_eq!(restored(&disarmed), &text);
    }

    #[test]
    fn nothing_disarmed_begins_like_a_formula(text in texts()) {
        let text = neutralised(&text);
        let is_blank = |c: char| c.is_whitespace() || "\0\u{200b}\u{feff}".contains(c);
        let shown = text.trim_start_matches(is_blank);
        prop_assert!(!shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
        prop_assert!(!text.starts_with(['\t', '\r', '\n', '\0']));
    }

    #[test]
    fn a_table_comes_back_as_it_was((headers, rows) in tables(), form in forms()) {
        let bytes = written(&headers, &rows, form);
        let mut reader = CsvReader::begin(bytes.as_slice(), form).unwrap();

        prop_assert_eq!(reader.header(), headers);
        for row in &rows {
            let found = reader.next_row().unwrap().unwrap();
            for (column, cell) in row.iter().enumerate() {
                prop_assert!(cell.is_in(&found, column), "{cell:?}");
            }
        }
        prop_assert!(reader.next_row().unwrap().is_none());
    }

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..64), form in forms()) {
        if let Ok(mut reader) = CsvReader::begin(bytes.as_slice(), form) {
            while let Ok(Some(row)) = reader.next_row() {
                let _ = (row.text(0), row.integer(0), row.decimal(0, 2), row.moment(0));
            }
        }
    }
}
