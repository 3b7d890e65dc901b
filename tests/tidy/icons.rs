//! Owns the proof that the icons are what their drawings give, at the sizes a desktop asks for.

use super::repository::{assert_none, root};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[test]
fn every_icon_is_what_its_drawing_gives() {
    let output = check(&root().join("icons"));

    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn a_drawing_that_was_changed_alone_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(root().join("icons")).expect("icons can be listed") {
        let path = entry.expect("an icon").path();
        let name = path.file_name().expect("a file has a name");
        fs::copy(&path, folder.path().join(name)).expect("an icon can be copied");
    }
    let drawing = folder.path().join("counterfoil-small.svg");
    let text = fs::read_to_string(&drawing).expect("the drawing can be read");
    fs::write(&drawing, text.replace("#ffffff", "#ffff00")).expect("it can be written");

    let output = check(folder.path());

    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let found = said(&output);
    assert!(
        found.contains("16x16.png") && found.contains("icon.ico"),
        "{found}"
    );
    assert!(
        !found.contains("48x48.png"),
        "the other drawing is the same: {found}"
    );
}

#[test]
fn the_package_names_icons_of_the_size_their_names_say() {
    let config = fs::read_to_string(root().join("src-tauri/tauri.conf.json")).expect("a config");
    let config: serde_json::Value = serde_json::from_str(&config).expect("JSON");
    let named: Vec<&str> = config["bundle"]["icon"]
        .as_array()
        .expect("a list of icons")
        .iter()
        .filter_map(serde_json::Value::as_str)
        .collect();

    let faults: Vec<String> = named
        .iter()
        .filter_map(|path| size_fault(path, &root().join("src-tauri").join(path)))
        .collect();
    assert!(named.len() > 1, "tauri.conf.json names no icons");
    assert_none(&faults);
}

#[test]
fn a_picture_of_another_size_is_found() {
    let picture = root().join("icons/16x16.png");

    assert_eq!(size_fault("../icons/16x16.png", &picture), None);
    assert!(size_fault("../icons/32x32.png", &picture).is_some());
    assert!(size_fault("../icons/8x8.png", &root().join("icons/8x8.png")).is_some());
}

/// Only a PNG says its size in its name. It also says so in the eight bytes from the sixteenth.
fn size_fault(path: &str, file: &Path) -> Option<String> {
    let Ok(bytes) = fs::read(file) else {
        return Some(format!("{path}: is not there; run `scripts/icons`"));
    };
    let name = path.rsplit('/').next()?.strip_suffix(".png")?;
    let number = |at: usize| {
        let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    let size = format!("{}x{}", number(16)?, number(20)?);
    (size != name).then(|| format!("{path}: is {size}; run `scripts/icons`"))
}

fn check(folder: &Path) -> Output {
    Command::new(root().join("scripts/icons"))
        .arg("--check")
        .arg(folder)
        .output()
        .expect("scripts/icons can be run")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
