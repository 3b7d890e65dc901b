//! Owns what may be typed about telling customers where their orders stand, and cancelling them.

use super::OrderName;
use clap::{Args, ValueEnum};

/// A status message.
#[derive(Debug, Args)]
pub struct Tell {
    #[command(flatten)]
    pub order: OrderName,
    /// What the customer is told.
    #[arg(long, value_enum)]
    pub status: StatusChoice,
    #[command(flatten)]
    pub words: TellWords,
}

/// A cancel.
#[derive(Debug, Args)]
pub struct Cancel {
    #[command(flatten)]
    pub order: OrderName,
    #[command(flatten)]
    pub words: TellWords,
    /// What the gateway shows of it, where it cannot be looked up.
    #[arg(long, value_name = "WORDS")]
    pub gateway_says: Option<String>,
}

/// What it says, and how it goes out.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("route").required(true))]
pub struct TellWords {
    /// The text, at most 1024 characters: within 24 hours after the customer last wrote or paid.
    #[arg(long, group = "route")]
    pub text: Option<String>,
    /// An approved order status template: at any time.
    #[arg(long, group = "route", value_name = "NAME")]
    pub template: Option<String>,
    /// The language of the template.
    #[arg(long, default_value = "en_US", requires = "template")]
    pub language: String,
    /// What stands for each variable of the template, in order.
    #[arg(long = "variable", value_name = "WORDS", requires = "template")]
    pub variables: Vec<String>,
    /// A note beside the status, at most 120 characters.
    #[arg(long)]
    pub note: Option<String>,
}

/// What a customer may be told.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum StatusChoice {
    Processing,
    PartiallyShipped,
    Shipped,
    Completed,
}
