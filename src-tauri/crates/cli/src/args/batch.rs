//! Owns what may be typed about telling many customers at once.

use super::{EnvironmentChoice, ListOptions, StatusChoice, TellWords};
use clap::{ArgGroup, Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum BatchCommand {
    /// Tells many customers one after the other. It may be paused by an interruption and resumed.
    Start(BatchStart),
    /// Lists batches, newest first, with how far each is.
    List(ListOptions),
    /// Goes on with a paused batch where it stopped.
    Resume {
        /// The batch.
        id: String,
        /// The account whose token is given, with `--vault memory`.
        #[arg(long)]
        account: Option<String>,
    },
    /// Ends a paused batch: what of it still waits is called off.
    End {
        /// The batch.
        id: String,
    },
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("told").required(true), group = ArgGroup::new("which").required(true))]
pub struct BatchStart {
    /// Cancel them: each is looked up, cancelled, and looked up again.
    #[arg(long, group = "told")]
    pub cancel: bool,
    /// Tell them how far their orders are.
    #[arg(long, value_enum, group = "told")]
    pub status: Option<StatusChoice>,
    #[command(flatten)]
    pub words: TellWords,
    /// The approved template for customers who wrote more than 24 hours ago.
    #[arg(long, value_name = "NAME", conflicts_with = "template")]
    pub or_template: Option<String>,
    /// Every order that has expired and is not paid; at most 5000.
    #[arg(long, group = "which")]
    pub expired: bool,
    /// Every order that was paid and whose customer was told nothing; at most 5000.
    #[arg(long, group = "which")]
    pub not_told: bool,
    /// The reference ids of the orders.
    #[arg(group = "which", num_args = 1..=5000)]
    pub orders: Vec<String>,
    /// The account, when several used the same reference ids.
    #[arg(long)]
    pub account: Option<String>,
    /// Which environment; may be left out when all accounts are in one.
    #[arg(long, value_enum)]
    pub environment: Option<EnvironmentChoice>,
}
