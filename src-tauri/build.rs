//! Owns what Tauri needs to know before the window is compiled: which commands exist, so that each
//! needs a permission of its own, and that the window's files are part of the program.

use tauri_build::{AppManifest, Attributes};

const COMMANDS: &[&str] = include!("command_names.in");

fn main() {
    println!("cargo:rerun-if-changed=../frontend/dist");
    println!("cargo:rerun-if-changed=../frontend/isolation");
    let attributes = Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes).expect("tauri.conf.json and capabilities/ fit together");
}
