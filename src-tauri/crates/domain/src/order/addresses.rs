//! Owns the rules of addresses: whom goods go to and who imported them (docs/limits.md, "Goods and
//! addresses" and "Items").

use super::draft::{Beneficiary, ImporterAddress, OrderDraft};
use super::limits::{
    BENEFICIARY_COUNTRIES, GOODS_TYPES, IMPORTER_COUNTRIES, MAX_ADDRESS_LINE_CHARS,
    MAX_BENEFICIARY_NAME_CHARS, MAX_IMPORTER_CITY_CHARS, PHYSICAL_GOODS, POSTAL_CODE_DIGITS,
    ZONE_CODE_LETTERS,
};
use crate::finding::{FindingCode, Findings};

/// Judges the kind of goods and the addresses they go to.
pub(super) fn goods(findings: &mut Findings, draft: &OrderDraft) {
    findings.word("type", &draft.goods_type, GOODS_TYPES);
    if draft.goods_type == PHYSICAL_GOODS && draft.beneficiaries.is_empty() {
        findings.say("beneficiaries", FindingCode::NoBeneficiaries);
    }
    for (index, beneficiary) in draft.beneficiaries.iter().enumerate() {
        self::beneficiary(findings, &format!("beneficiaries[{index}]"), beneficiary);
    }
}

fn beneficiary(findings: &mut Findings, path: &str, beneficiary: &Beneficiary) {
    let at = |field: &str| format!("{path}.{field}");
    let line2 = beneficiary.address_line2.as_deref();

    findings.text(at("name"), &beneficiary.name, MAX_BENEFICIARY_NAME_CHARS);
    findings.text(
        at("address_line1"),
        &beneficiary.address_line1,
        MAX_ADDRESS_LINE_CHARS,
    );
    findings.text_if_any(at("address_line2"), line2, MAX_ADDRESS_LINE_CHARS);
    findings.filled(at("city"), &beneficiary.city);
    findings.filled(at("state"), &beneficiary.state);
    findings.word(at("country"), &beneficiary.country, BENEFICIARY_COUNTRIES);
    findings.digits(
        at("postal_code"),
        &beneficiary.postal_code,
        POSTAL_CODE_DIGITS,
    );
}

/// Judges where an item's importer is.
pub(super) fn importer(findings: &mut Findings, path: &str, address: &ImporterAddress) {
    let at = |field: &str| format!("{path}.{field}");
    let line2 = address.address_line2.as_deref();

    findings.text(
        at("address_line1"),
        &address.address_line1,
        MAX_ADDRESS_LINE_CHARS,
    );
    findings.text_if_any(at("address_line2"), line2, MAX_ADDRESS_LINE_CHARS);
    findings.text(at("city"), &address.city, MAX_IMPORTER_CITY_CHARS);
    if let Some(zone_code) = &address.zone_code {
        self::zone_code(findings, at("zone_code"), zone_code);
    }
    findings.digits(at("postal_code"), &address.postal_code, POSTAL_CODE_DIGITS);
    findings.word(
        at("country_code"),
        &address.country_code,
        IMPORTER_COUNTRIES,
    );
}

fn zone_code(findings: &mut Findings, path: String, text: &str) {
    let is_letters = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if findings.filled(path.as_str(), text) && !(is_letters && text.len() == ZONE_CODE_LETTERS) {
        findings.say_limit(path, FindingCode::NotAllowed, "two letters");
    }
}
