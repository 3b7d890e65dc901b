//! Starts the program with the window.

use clap::Parser;
use counterfoil_window::options::Options;
use std::{io::IsTerminal, process::ExitCode};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let options = Options::parse();
    tell_logs();
    #[cfg(target_os = "linux")]
    avoid_blank_windows();

    match counterfoil_window::run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            tracing::error!("{words}");
            ExitCode::FAILURE
        }
    }
}

/// Logs go to standard error. They carry fields and sentences, never a credential, a phone number
/// or a body.
fn tell_logs() {
    let filter = EnvFilter::try_from_env("COUNTERFOIL_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
}

/// WebKit draws nothing at all with some graphics drivers unless it leaves DMABUF alone (tauri
/// issues 9394, 13498 and 13885). The variable must be there before the first thread, so the
/// program starts itself again with it; `=0` opts out.
#[cfg(target_os = "linux")]
fn avoid_blank_windows() {
    use std::os::unix::process::CommandExt;

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let error = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(VARIABLE, "1")
        .exec();
    tracing::warn!(%error, "Could not start again with {VARIABLE}=1");
}
