//! Owns ending the program while it exports: there is never a file without its line in the activity or
//! without its manifest, and nothing that has a name is half written.

use crate::stage::{MAIN, Stage};
use std::{fs, path::Path};

/// Each point, with whether the line and the manifest are there.
const POINTS: [(&str, bool, bool); 3] = [
    ("export.written", false, false),
    ("export.told", true, false),
    ("export.described", true, true),
];

/// The points that are tried here.
pub fn names() -> impl Iterator<Item = String> {
    POINTS.into_iter().map(|(point, ..)| point.to_owned())
}

#[test]
fn an_export_that_is_cut_off_leaves_less_than_an_export() {
    let stage = Stage::new(21);
    let file = stage.new_order("X-1");
    assert!(
        stage
            .program
            .run(&["order", "send", &file, "--account", MAIN])
            .status
            .success()
    );
    for (nth, (point, is_told, is_described)) in POINTS.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("SANDBOX-{nth}.csv"));
        let before = told(&stage);

        let ended = stage
            .program
            .run_until(&format!("{point}:0"), &export(&path));

        assert!(ended.aborted(), "{point} was not reached: {ended:?}");
        assert_eq!(told(&stage) - before, usize::from(is_told), "{point}");
        let manifest = format!("SANDBOX-{nth}.csv.manifest.json");
        let expected: &[String] = if is_described { &[manifest] } else { &[] };
        assert_eq!(named(folder.path()), expected, "{point}");

        // What was left is not in the way of the next one.
        let again = [&export(&path)[..], &["--replace"]].concat();
        assert!(stage.program.run(&again).status.success(), "{point}");
        let verified = stage
            .program
            .run(&["export", "verify", path.to_str().unwrap()]);
        assert!(verified.status.success(), "{point}: {verified:?}");
    }
}

fn export(path: &Path) -> [&str; 6] {
    let out = path.to_str().unwrap();
    [
        "export",
        "orders",
        "--period=today",
        "--zone=IST",
        "--out",
        out,
    ]
}

/// How many lines of the activity tell of an export.
fn told(stage: &Stage) -> usize {
    let listed = stage.program.run(&["activity", "list", "--deed=export"]);
    listed.document().as_array().unwrap().len()
}

/// The names in a folder that a person sees.
fn named(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}
