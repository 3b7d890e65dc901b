//! `counterfoil`: the desk without a window, for scripts, scheduled work and tests.
//!
//! It is a library with one function, so that the tests can build the same program with fault
//! points in it.

mod args;
mod clock;
mod commands;
mod exit;
#[cfg(feature = "fault-points")]
mod fault_points;
mod input;
mod output;
mod session;
mod views;
mod words;

use args::Arguments;
use clap::Parser;
use exit::Failure;
use output::Output;
use std::{io::IsTerminal, process::ExitCode};
use tracing_subscriber::EnvFilter;

/// Runs the program with the process's arguments and tells what to answer to the shell.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error),
    };
    tell_logs();
    #[cfg(feature = "fault-points")]
    fault_points::arm();

    let output = Output::new(arguments.json);
    match run(arguments, output) {
        Ok(code) => code.into(),
        Err(failure) => {
            output.failure(&failure);
            failure.code().into()
        }
    }
}

/// Help and mistakes are printed in words, unless a program asked for a document.
fn misused(error: &clap::Error) -> ExitCode {
    let wants_json = std::env::args_os().any(|argument| argument == "--json");
    if !(wants_json && error.use_stderr()) {
        error.exit();
    }
    let failure = Failure::usage(error.to_string().trim_end());
    Output::new(true).failure(&failure);
    failure.code().into()
}

fn run(arguments: Arguments, output: Output) -> Result<exit::Code, Failure> {
    // One command at a time needs no second worker; two would only wake each other.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::other(format!("could not start: {error}")))?;
    runtime.block_on(commands::run(arguments, output))
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
