//! Owns who may depend on whom.

use super::packages::metadata;
use super::repository::{assert_none, assert_only, root};
use cargo_metadata::Package;
use std::path::Path;

/// What each crate may use of this workspace. A new crate needs a row and a reason for being one.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("providers", &["domain"]),
    ("store", &["domain"]),
    ("vault", &["domain"]),
    // It knows cells, not what they say.
    ("sheets", &[]),
    // It reads the wire with types of its own, so that no mistake passes on both sides.
    ("sandbox", &[]),
    ("desk", &["domain", "providers", "store", "vault", "sheets"]),
    (
        "cli",
        &[
            "domain",
            "providers",
            "store",
            "vault",
            "desk",
            "sandbox",
            "sheets",
        ],
    ),
    // The simulator runs inside the window's program, for whoever tries it without an account.
    (
        "src-tauri",
        &[
            "domain",
            "providers",
            "store",
            "vault",
            "desk",
            "sandbox",
            "sheets",
        ],
    ),
    (
        "tests",
        &[
            "domain",
            "providers",
            "store",
            "vault",
            "desk",
            "cli",
            "sandbox",
            "sheets",
        ],
    ),
];

/// What only some crates may use, because hiding it is why they exist. `*` stands for any letters;
/// `tests` is there for the baselines that benchmarks compare with.
const RESERVED: &[(&str, &[&str])] = &[
    ("rusqlite*", &["store", "tests"]),
    ("reqwest*", &["providers", "tests"]),
    ("keyring*", &["vault"]),
    ("*-keyring-store", &["vault"]),
    ("secret-service*", &["vault"]),
    ("tauri*", &["src-tauri"]),
    ("specta*", &["src-tauri"]),
    ("csv*", &["sheets", "tests"]),
    ("rust_xlsxwriter", &["sheets"]),
];

/// A crate by its folder, with everything its manifest names for any target, test or build.
struct Crate {
    name: String,
    of_ours: Vec<String>,
    of_others: Vec<String>,
}

#[test]
fn crates_use_only_the_crates_the_table_allows() {
    assert_none(&faults_in_edges(&crates()));
}

#[test]
fn what_a_crate_hides_is_used_by_that_crate_alone() {
    assert_none(&faults_in_reserved(&crates()));
}

#[test]
fn a_crate_that_uses_more_is_found() {
    let domain = example("domain", &["store"], &[]);
    let desk = example("desk", &["domain", "store"], &[]);
    let stray = example("stray", &[], &[]);

    let faults = faults_in_edges(&[domain, desk]);
    assert_only(
        &faults,
        "src-tauri/crates/domain/Cargo.toml",
        "must not depend on `store`",
    );
    let faults = faults_in_edges(&[stray]);
    assert_only(&faults, "src-tauri/crates/stray/Cargo.toml", "has no row");
}

#[test]
fn a_reserved_package_elsewhere_is_found() {
    let rightful = example(
        "vault",
        &[],
        &["keyring-core", "zbus-secret-service-keyring-store"],
    );
    let faults = faults_in_reserved(&[rightful, example("desk", &[], &["rusqlite_migration"])]);
    assert_only(
        &faults,
        "src-tauri/crates/desk/Cargo.toml",
        "`rusqlite_migration`",
    );

    let faults = faults_in_reserved(&[example("cli", &[], &["apple-native-keyring-store"])]);
    assert_only(
        &faults,
        "src-tauri/crates/cli/Cargo.toml",
        "belongs to vault",
    );
}

fn faults_in_edges(crates: &[Crate]) -> Vec<String> {
    let mut faults = Vec::new();
    for user in crates {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == user.name) else {
            faults.push(format!(
                "{}: has no row in MAY_USE (tests/tidy/crates.rs); say there what it may depend on",
                manifest(&user.name)
            ));
            continue;
        };
        for used in &user.of_ours {
            if !allowed.contains(&used.as_str()) {
                faults.push(format!(
                    "{}: must not depend on `{used}`; pass what it needs in from above",
                    manifest(&user.name)
                ));
            }
        }
    }
    faults
}

fn faults_in_reserved(crates: &[Crate]) -> Vec<String> {
    let mut faults = Vec::new();
    for user in crates {
        for (pattern, owners) in RESERVED {
            for used in user.of_others.iter().filter(|used| fits(used, pattern)) {
                if !owners.contains(&user.name.as_str()) {
                    faults.push(format!(
                        "{}: `{used}` belongs to {}; ask that crate for what is needed",
                        manifest(&user.name),
                        owners.join(" and ")
                    ));
                }
            }
        }
    }
    faults
}

fn fits(name: &str, pattern: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => name.ends_with(end),
        (_, Some(start)) => name.starts_with(start),
        _ => name == pattern,
    }
}

fn manifest(name: &str) -> String {
    match name {
        "tests" | "src-tauri" => format!("{name}/Cargo.toml"),
        _ => format!("src-tauri/crates/{name}/Cargo.toml"),
    }
}

fn crates() -> Vec<Crate> {
    metadata()
        .workspace_packages()
        .into_iter()
        .map(crate_of)
        .collect()
}

fn crate_of(package: &Package) -> Crate {
    let folder = package
        .manifest_path
        .parent()
        .expect("a manifest lies in a folder");
    let mut found = Crate {
        name: name_of(folder.as_std_path()),
        of_ours: Vec::new(),
        of_others: Vec::new(),
    };
    for used in &package.dependencies {
        match &used.path {
            Some(path) => found.of_ours.push(name_of(path.as_std_path())),
            None => found.of_others.push(used.name.clone()),
        }
    }
    found
}

fn name_of(folder: &Path) -> String {
    let inside = folder.strip_prefix(root()).unwrap_or(folder);
    let name = inside.strip_prefix("src-tauri/crates").unwrap_or(inside);
    name.display().to_string()
}

fn example(name: &str, of_ours: &[&str], of_others: &[&str]) -> Crate {
    let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect();
    Crate {
        name: name.to_owned(),
        of_ours: owned(of_ours),
        of_others: owned(of_others),
    }
}
