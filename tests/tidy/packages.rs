//! Owns which packages of others may be in the lock file, for every platform.

use super::licences::is_allowed;
use super::repository::{assert_none, assert_only, files, root};
use cargo_metadata::semver::{Version, VersionReq};
use cargo_metadata::{CargoOpt, Metadata, MetadataCommand};
use std::sync::LazyLock;

/// Packages that must not come in by any way, and what stands in their place.
const BANNED: &[(&str, &str)] = &[
    (
        "openssl-sys",
        "TLS is rustls with ring; switch the feature that brings it off",
    ),
    (
        "native-tls",
        "TLS is rustls with ring; switch the feature that brings it off",
    ),
    (
        "aws-lc-sys",
        "rustls uses ring; switch default features off where it comes in",
    ),
    (
        "aws-lc-rs",
        "rustls uses ring; switch default features off where it comes in",
    ),
];

/// A licence beyond the usual ones, for one package, with the reason.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("cssparser", "MPL-2.0", HTML_OF_TAURI),
    ("cssparser-macros", "MPL-2.0", HTML_OF_TAURI),
    ("dtoa-short", "MPL-2.0", HTML_OF_TAURI),
    ("option-ext", "MPL-2.0", "below `dirs`, used unchanged"),
    ("selectors", "MPL-2.0", HTML_OF_TAURI),
];

const HTML_OF_TAURI: &str = "Tauri reads the window's pages with it; used unchanged";

/// What cargo says about this workspace and everything below it.
pub fn metadata() -> &'static Metadata {
    static METADATA: LazyLock<Metadata> = LazyLock::new(|| {
        MetadataCommand::new()
            .manifest_path(root().join("Cargo.toml"))
            .features(CargoOpt::AllFeatures)
            .other_options(["--locked".to_owned(), "--offline".to_owned()])
            .exec()
            .unwrap_or_else(|error| {
                panic!(
                    "cargo cannot describe the workspace: {error}\n\
                     if packages are missing, run `make setup`; \
                     if Cargo.lock is behind, run `cargo metadata` and commit it"
                )
            })
    });
    &METADATA
}

#[test]
fn every_package_has_a_licence_we_may_ship() {
    let faults: Vec<String> = metadata()
        .packages
        .iter()
        .filter_map(|package| licence_fault(&package.name, package.license.as_deref(), EXCEPTIONS))
        .collect();
    assert_none(&faults);
}

#[test]
fn no_banned_package_comes_in() {
    let faults: Vec<String> = metadata()
        .packages
        .iter()
        .filter_map(|package| ban_fault(&package.name))
        .collect();
    assert_none(&faults);
}

#[test]
fn tauri_stays_at_its_second_version() {
    let faults: Vec<String> = metadata()
        .workspace_packages()
        .iter()
        .flat_map(|package| &package.dependencies)
        .filter_map(|used| tauri_fault(&used.name, &used.req))
        .collect();
    assert_none(&faults);
}

#[test]
fn the_lock_file_is_committed() {
    assert!(
        files().iter().any(|file| file.path == "Cargo.lock"),
        "Cargo.lock:1: is missing or ignored; a release is built from exactly these versions"
    );
}

#[test]
fn a_licence_beyond_the_list_is_found() {
    let exceptions = &[("cssparser", "MPL-2.0", "unmodified")][..];
    let found: Vec<String> = [
        ("fine", Some("MIT OR GPL-3.0-only")),
        ("copyleft", Some("MPL-2.0")),
        ("cssparser", Some("MPL-2.0")),
    ]
    .into_iter()
    .filter_map(|(name, licence)| licence_fault(name, licence, exceptions))
    .collect();

    assert_only(&found, "copyleft", "`MPL-2.0`");
    let found: Vec<String> = licence_fault("silent", None, exceptions)
        .into_iter()
        .collect();
    assert_only(&found, "silent", "states no licence");
}

#[test]
fn a_banned_package_is_found() {
    assert!(ban_fault("aws-lc-rs").is_some());
    assert!(
        ban_fault("openssl-probe").is_none(),
        "it only looks for certificate files"
    );
}

#[test]
fn a_requirement_that_lets_a_third_tauri_in_is_found() {
    check("tauri", "2", false);
    check("tauri-specta", "=2.0.0-rc.26", false);
    check("tauri", "*", true);
    check("tauri-plugin-dialog", ">=2", true);
    check("tower", "*", false);

    #[track_caller]
    fn check(name: &str, requirement: &str, is_fault: bool) {
        let requirement = VersionReq::parse(requirement).expect("a requirement");
        assert_eq!(
            tauri_fault(name, &requirement).is_some(),
            is_fault,
            "{name} {requirement}"
        );
    }
}

fn licence_fault(
    name: &str,
    licence: Option<&str>,
    exceptions: &[(&str, &str, &str)],
) -> Option<String> {
    let Some(licence) = licence else {
        return Some(format!("{name}: states no licence; find another package"));
    };
    let excepted = exceptions
        .iter()
        .any(|(package, allowed, _)| *package == name && *allowed == licence);
    (!excepted && !is_allowed(licence)).then(|| {
        format!(
            "{name}: `{licence}` is not on the list; find another package, or add it to ALLOWED \
             (tests/tidy/licences.rs) or EXCEPTIONS (tests/tidy/packages.rs) with its reason"
        )
    })
}

fn ban_fault(name: &str) -> Option<String> {
    let (_, instead) = BANNED.iter().find(|(banned, _)| *banned == name)?;
    Some(format!(
        "{name}: is banned; {instead} (`cargo tree -i {name}` shows where)"
    ))
}

fn tauri_fault(name: &str, requirement: &VersionReq) -> Option<String> {
    let admits_third = requirement.matches(&Version::new(3, 0, 0));
    (name.starts_with("tauri") && admits_third)
        .then(|| format!("{name}: `{requirement}` would let version 3 in; write \"2\""))
}
