//! Owns the rule that one folder of the window speaks to the shell.

use super::repository::{File, assert_none, assert_only, fault, files};

const WINDOW: &str = "frontend/src/";
const SPEAKER: &str = "frontend/src/ipc/";
const SHELL: &str = "@tauri-apps";

#[test]
fn only_ipc_imports_the_shell() {
    assert_none(&faults(files()));
}

#[test]
fn an_import_of_the_shell_elsewhere_is_found() {
    let code =
        "import { m } from \"$messages\";\nimport { invoke } from \"@tauri-apps/api/core\";\n";
    let feature = File::example("frontend/src/features/refunds/RefundDialog.svelte", code);
    let ipc = File::example("frontend/src/ipc/bindings.ts", code);
    let manifest = File::example("frontend/package.json", "{ \"@tauri-apps/api\": \"2\" }");

    let found = faults(&[feature, ipc, manifest]);
    assert_only(
        &found,
        "frontend/src/features/refunds/RefundDialog.svelte:2:",
        "frontend/src/ipc",
    );
}

fn faults(files: &[File]) -> Vec<String> {
    let is_code = |file: &&File| {
        ["ts", "js", "mjs", "svelte"]
            .iter()
            .any(|kind| file.is_a(kind))
    };
    let is_elsewhere =
        |file: &&File| file.path.starts_with(WINDOW) && !file.path.starts_with(SPEAKER);
    let mut faults = Vec::new();
    for file in files.iter().filter(is_code).filter(is_elsewhere) {
        for (line, _) in file.lines().filter(|(_, text)| text.contains(SHELL)) {
            let what = format!("`{SHELL}` outside {SPEAKER}; call a function of that folder");
            faults.push(fault(&file.path, line, &what));
        }
    }
    faults
}
