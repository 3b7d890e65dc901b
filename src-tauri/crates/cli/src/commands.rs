//! Owns the way from a command to its file.

mod account;
mod activity;
mod batch;
mod book;
mod evidence;
mod export;
mod operation;
mod order;
mod poll;
mod refund;
mod sandbox;
mod tell;

use crate::{
    args::{Arguments, Command},
    exit::{Code, Failure},
    output::Output,
    session::Session,
};

/// Runs one command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Code, Failure> {
    let session = Session::of(&arguments);
    match arguments.command {
        Command::Sandbox(command) => sandbox::run(&session, command, output).await,
        Command::Account(command) => account::run(&session, command, output).await,
        Command::Order(command) => order::run(&session, command, output).await,
        Command::Operation(command) => operation::run(&session, command, output).await,
        Command::Batch(command) => batch::run(&session, command, output).await,
        Command::Refund(command) => refund::run(&session, command, output).await,
        Command::Poll(options) => poll::run(&session, options, output).await,
        Command::Evidence(command) => evidence::run(&session, command, output).await,
        Command::Activity(command) => activity::run(&session, command, output).await,
        Command::Export(command) => export::run(&session, command, output).await,
        Command::Book(command) => book::run(&session, command, output).await,
    }
}
