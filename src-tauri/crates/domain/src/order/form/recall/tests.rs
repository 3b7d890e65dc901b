//! What is offered of earlier orders, in which order, and that nothing odd breaks it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::order::draft::ImporterAddress;

#[test]
fn a_name_fits_by_the_beginnings_of_its_words() {
    check("", true);
    check("fil", true);
    check("COF", true);
    check("cof fil", true);
    check("filter coffee 500 g", true);
    check("500", true);
    check("arom", true);
    check("offee", false);
    check("filter tea", false);
    check(&"f".repeat(101), false);

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let drafts = [draft(&[item(
            "Filter coffee (500 g), aroma-sealed",
            45_000,
        )])];
        assert_eq!(
            !recalled_items(text, &drafts).is_empty(),
            expected,
            "{text}"
        );
    }
}

#[test]
fn a_word_of_another_script_is_found_whole_and_in_part() {
    let drafts = [draft(&[item("पनीर क्यूब", 9_000), item("قهوة عربية", 9_000)])];

    for text in ["पनी", "क्यू", "قه"] {
        assert_eq!(recalled_items(text, &drafts).len(), 1, "{text}");
    }
    assert_eq!(recalled_items("यूब", &drafts), [], "the middle of a word");
}

#[test]
fn an_item_is_offered_once_at_its_newest_price_and_the_most_used_first() {
    let drafts = [
        draft(&[item("Palm jaggery", 24_000)]),
        draft(&[item("Filter coffee", 48_000), item("Fig jam", 9_900)]),
        draft(&[item("FILTER  coffee", 45_000)]),
        draft(&[item("\u{200b}Filter coffee\u{202e}", 40_000)]),
    ];

    assert_eq!(
        prices(&recalled_items("", &drafts)),
        [
            "Filter coffee 480.00",
            "Palm jaggery 240.00",
            "Fig jam 99.00"
        ]
    );
    assert_eq!(
        prices(&recalled_items("f", &drafts)),
        ["Filter coffee 480.00", "Fig jam 99.00"]
    );
}

#[test]
fn an_item_of_another_place_in_the_catalogue_is_another_item() {
    let of = |id: &str, minor| ItemDraft {
        retailer_id: Some(id.to_owned()),
        ..item("Filter coffee", minor)
    };
    let drafts = [draft(&[of("FC-500", 45_000), of("FC-250", 24_000)])];

    let found = recalled_items("coffee", &drafts);

    let ids: Vec<_> = found
        .iter()
        .map(|one| one.row.retailer_id.as_str())
        .collect();
    assert_eq!(ids, ["FC-500", "FC-250"]);
}

#[test]
fn an_item_brings_everything_but_its_quantity() {
    let whole = ItemDraft {
        retailer_id: Some("FC-500".to_owned()),
        image_link: Some("https://img.example.in/coffee.jpg".to_owned()),
        sale_amount_minor: Some(1_234_567),
        quantity: Some(12),
        ..imported("Filter coffee", "Nilgiri Pantry", "14 Bedford Road")
    };

    let found = recalled_items("filter", &[draft(&[whole])]);

    let origin = FormOrigin {
        country_of_origin: "India".to_owned(),
        importer_name: "Nilgiri Pantry".to_owned(),
        address_line1: "14 Bedford Road".to_owned(),
        city: "Coonoor".to_owned(),
        postal_code: "643101".to_owned(),
        ..FormOrigin::default()
    };
    let row = FormItem {
        name: "Filter coffee".to_owned(),
        quantity: String::new(),
        price: "20,000.00".to_owned(),
        sale_price: "12,345.67".to_owned(),
        retailer_id: "FC-500".to_owned(),
        image_link: "https://img.example.in/coffee.jpg".to_owned(),
        origin: Some(origin),
    };
    let billed = Money::new(1_234_567, CURRENCY);
    assert_eq!(found, [RecalledItem { row, billed }]);
}

#[test]
fn an_amount_of_another_currency_is_not_offered() {
    let foreign = OrderDraft {
        currency: "BRL".to_owned(),
        ..draft(&[imported("Café", "Importadora", "Rua 1")])
    };

    assert_eq!(recalled_items("", [&foreign]), []);
    assert_eq!(recalled_importers("", [&foreign]), []);
}

#[test]
fn no_more_is_offered_than_a_person_takes_in() {
    let items: Vec<_> = (0..50).map(|n| item(&format!("Item {n}"), 100)).collect();

    assert_eq!(recalled_items("", &[draft(&items)]).len(), MAX_RECALLED);
}

#[test]
fn an_importer_is_offered_once_with_its_newest_address() {
    let drafts = [
        draft(&[imported("Coffee", "Nilgiri Pantry", "22 Lake View")]),
        draft(&[imported("Coffee", "nilgiri pantry", "14 Bedford Road")]),
        draft(&[
            imported("Oil", "Kaveri Traders", "3 Fort Road"),
            item("Jam", 100),
        ]),
    ];

    let found = recalled_importers("", &drafts);

    let said: Vec<_> = found
        .iter()
        .map(|one| (one.importer_name.as_str(), one.address_line1.as_str()))
        .collect();
    let expected = [
        ("Nilgiri Pantry", "22 Lake View"),
        ("Kaveri Traders", "3 Fort Road"),
    ];
    assert_eq!(said, expected);
    assert_eq!(recalled_importers("trad", &drafts).len(), 1);
}

#[test]
fn a_customer_is_found_by_the_number_or_by_the_name() {
    let rows = || {
        [
            ("919900000142", None),
            ("919845000103", Some("Ravi Kumar")),
            ("919900000142", Some("Asha Menon")),
            ("919900000142", Some("Asha M")),
            ("14155550123", Some("Ann Menon")),
        ]
        .map(|(digits, name)| (Phone::parse(digits).unwrap(), name.map(str::to_owned)))
    };
    let found = |text: &str| -> Vec<String> {
        let known = recalled_customers(text, rows()).into_iter();
        known
            .map(|one| format!("{} {}", one.typed, one.name.unwrap_or_default()))
            .collect()
    };
    let asha = "+91 99000 00142 Asha Menon";
    let ann = "+14155550123 Ann Menon";

    assert_eq!(found("99"), [asha]);
    assert_eq!(found("+91 9"), [asha, "+91 98450 00103 Ravi Kumar"]);
    assert_eq!(found("0142"), [asha]);
    assert_eq!(found("menon"), [asha, ann]);
    assert_eq!(found("kumar ra"), ["+91 98450 00103 Ravi Kumar"]);
    assert_eq!(found("1 (415)"), [ann]);
    assert_eq!(found("").len(), 3);
    assert!(found("99000 00142").is_empty(), "it stands there already");
    assert!(found("7").is_empty());
    assert!(found("nobody").is_empty());
}

#[test]
fn what_is_odd_breaks_nothing() {
    let odd = [
        "<script>alert(1)</script>".to_owned(),
        "\u{202e}\u{200b}".repeat(4_500),
        "ꙮ".repeat(9_000),
        "a ".repeat(4_500),
        String::new(),
    ];
    let drafts = [draft(&odd.clone().map(|name| item(&name, 100)))];

    assert_eq!(recalled_items("script", &drafts)[0].row.name, odd[0]);
    assert_eq!(recalled_items("ꙮꙮ", &drafts)[0].row.name, odd[2]);
    assert_eq!(recalled_items(&odd[3], &drafts), [], "nobody types that");
}

fn draft(items: &[ItemDraft]) -> OrderDraft {
    OrderDraft {
        currency: "INR".to_owned(),
        items: items.to_vec(),
        ..OrderDraft::default()
    }
}

fn item(name: &str, amount_minor: i64) -> ItemDraft {
    ItemDraft {
        name: name.to_owned(),
        amount_minor: Some(amount_minor),
        quantity: Some(1),
        ..ItemDraft::default()
    }
}

fn imported(name: &str, importer: &str, line: &str) -> ItemDraft {
    ItemDraft {
        country_of_origin: Some("India".to_owned()),
        importer_name: Some(importer.to_owned()),
        importer_address: Some(ImporterAddress {
            address_line1: line.to_owned(),
            city: "Coonoor".to_owned(),
            postal_code: "643101".to_owned(),
            country_code: "IN".to_owned(),
            ..ImporterAddress::default()
        }),
        ..item(name, 2_000_000)
    }
}

fn prices(found: &[RecalledItem]) -> Vec<String> {
    let rows = found.iter().map(|one| &one.row);
    rows.map(|row| format!("{} {}", row.name, row.price))
        .collect()
}
