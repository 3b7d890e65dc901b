//! Owns what the rules look at: the files of this repository, and how a broken rule is told.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Folders that hold nothing of ours; only looked at where git cannot tell.
const FOREIGN: &[&str] = &[".git", "node_modules", "out", "target"];

/// A text file, by its path from the root with `/` between the parts.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// Makes a file that exists only for a test.
    pub fn example(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Tells whether the name ends in `.` and this.
    pub fn is_a(&self, extension: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|found| found == extension)
    }

    /// Returns the lines with their numbers, which begin at 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }
}

/// The folder that holds everything.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("`tests` lies in the root").to_owned()
}

/// Every text file that is committed or would be.
pub fn files() -> &'static [File] {
    static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
        let root = root();
        let paths = paths_by_git(&root).unwrap_or_else(|| paths_by_walk(&root, ""));
        let files: Vec<File> = paths
            .into_iter()
            .filter_map(|path| {
                let bytes = fs::read(root.join(&path)).ok()?;
                let text = String::from_utf8(bytes).ok()?;
                (!text.contains('\0')).then_some(File { path, text })
            })
            .collect();
        assert!(
            files.iter().any(|file| file.path == "tests/tidy.rs"),
            "the rules cannot find the repository at {}",
            root.display()
        );
        files
    });
    &FILES
}

/// Says where a rule is broken, and what to do about it.
pub fn fault(path: &str, line: usize, what: &str) -> String {
    format!("{path}:{line}: {what}")
}

/// Fails with every fault there is, one to a line.
#[track_caller]
pub fn assert_none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} to mend:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// Fails unless the only fault is the one at this place that says this.
#[track_caller]
pub fn assert_only(faults: &[String], place: &str, what: &str) {
    match faults {
        [one] => assert!(
            one.starts_with(place) && one.contains(what),
            "expected `{place} … {what}`, found `{one}`"
        ),
        _ => panic!("expected one fault, at {place}, found {faults:#?}"),
    }
}

fn paths_by_git(root: &Path) -> Option<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others"])
        .args(["--exclude-standard", "--deduplicate"])
        .current_dir(root)
        .output()
        .ok()?;
    let listed = String::from_utf8(output.stdout).ok()?;
    let paths: Vec<String> = listed.split_terminator('\0').map(str::to_owned).collect();
    (output.status.success() && !paths.is_empty()).then_some(paths)
}

fn paths_by_walk(root: &Path, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root.join(folder)).expect("a folder of ours can be listed");
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !FOREIGN.contains(&name.as_str()))
        .collect();
    names.sort();
    names
        .iter()
        .flat_map(|name| {
            let path = format!("{folder}{name}");
            if root.join(&path).is_dir() {
                paths_by_walk(root, &format!("{path}/"))
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn without_git_the_same_files_are_found_by_walking() {
    let Some(by_git) = paths_by_git(&root()) else {
        return;
    };
    let by_walk = paths_by_walk(&root(), "");

    let missed: Vec<&String> = by_git
        .iter()
        .filter(|path| root().join(path).is_file() && !by_walk.contains(path))
        .collect();
    assert!(missed.is_empty(), "the walk misses {missed:?}");
}
