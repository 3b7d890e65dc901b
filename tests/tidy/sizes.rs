//! Owns how long a file may be; functions have `too_many_lines`, set in `clippy.toml`.

use super::repository::{File, assert_none, assert_only, fault, files};

const SOURCE_LINES_MAX: usize = 500;
const COMPONENT_LINES_MAX: usize = 250;
/// In the first line of a longer source file, before its reason.
const EXCUSE: &str = "Long because ";

#[test]
fn files_are_short_enough_to_read() {
    assert_none(&faults(files()));
}

#[test]
fn a_long_file_is_found_unless_it_says_why() {
    let lines = |count: usize| "\n".repeat(count);
    let long = File::example("src-tauri/crates/desk/src/desk.rs", &lines(501));
    let enough = File::example("frontend/src/ui/format.ts", &lines(500));
    let excused = format!("//! Long because it is one table.\n{}", lines(600));
    let excused = File::example("src-tauri/crates/domain/src/codes.rs", &excused);
    let component = File::example("frontend/src/ui/Money.svelte", &lines(251));

    let found = faults(&[long, enough, excused]);
    assert_only(
        &found,
        "src-tauri/crates/desk/src/desk.rs:501:",
        "501 lines",
    );
    let found = faults(&[component]);
    assert_only(&found, "frontend/src/ui/Money.svelte:251:", "split");
}

fn faults(files: &[File]) -> Vec<String> {
    files.iter().filter_map(fault_in).collect()
}

fn fault_in(file: &File) -> Option<String> {
    let count = file.text.lines().count();
    if (file.is_a("rs") || file.is_a("ts")) && count > SOURCE_LINES_MAX {
        let first = file.text.lines().next().unwrap_or_default();
        let what = format!(
            "{count} lines are more than {SOURCE_LINES_MAX}; split it, or begin with `{EXCUSE}…`"
        );
        return (!first.contains(EXCUSE)).then(|| fault(&file.path, count, &what));
    }
    if file.is_a("svelte") && count > COMPONENT_LINES_MAX {
        let what = format!("{count} lines are more than {COMPONENT_LINES_MAX}; split it");
        return Some(fault(&file.path, count, &what));
    }
    None
}
