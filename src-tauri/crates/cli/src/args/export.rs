//! Owns what may be typed about exports.

use super::EnvironmentChoice;
use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use counterfoil_domain::{
    export::{CutOff, Date, Zone, date},
    order_list::OrderList,
};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// What was billed, and where each order stands.
    Orders(ExportOptions),
    /// Every attempt to pay.
    Payments(ExportOptions),
    /// Every refund, ours and others'.
    Refunds(ExportOptions),
    /// Money in and out, one signed row each, to be matched with the gateway and the bank.
    Movements(ExportOptions),
    /// Everything with an effect outside, and how it ended.
    Operations(ExportOptions),
    /// Who did what.
    Activity(ExportOptions),
    /// Checks that an export is still what it was when it was made, and that this book made it. Ends
    /// with 10 where it is not.
    Verify {
        /// The export or its manifest.
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("days").required(true).multiple(true))]
pub struct ExportOptions {
    /// The first business day, like 2026-11-20.
    #[arg(long, value_name = "DATE", group = "days", requires = "to", value_parser = date)]
    pub from: Option<Date>,
    /// The first business day that is not in it.
    #[arg(long, value_name = "DATE", group = "days", requires = "from", value_parser = date)]
    pub to: Option<Date>,
    /// Named business days instead.
    #[arg(long, value_enum, group = "days", conflicts_with_all = ["from", "to"])]
    pub period: Option<PeriodChoice>,
    /// The zone of the days and of every moment in the file: IST, BRT or an IANA name.
    #[arg(long, value_parser = Zone::parse)]
    pub zone: Zone,
    /// The time at which a business day begins.
    #[arg(long, value_name = "HH:MM", default_value_t, value_parser = CutOff::parse)]
    pub cut_off: CutOff,
    /// The kind of file.
    #[arg(long, value_enum, default_value_t = FormatChoice::Csv)]
    pub format: FormatChoice,
    /// What stands between two fields of a CSV file.
    #[arg(long, value_enum, default_value_t = SeparatorChoice::Comma)]
    pub separator: SeparatorChoice,
    /// What stands before decimals in a CSV file.
    #[arg(long, value_enum, default_value_t = DecimalChoice::Point)]
    pub decimal: DecimalChoice,
    /// Leave out the byte order mark, which Excel needs to read a CSV file as UTF-8.
    #[arg(long)]
    pub no_bom: bool,
    /// Of one account alone.
    #[arg(long)]
    pub account: Option<String>,
    /// Rows with this status alone; a wrong one is answered with those there are.
    #[arg(long, value_name = "WORD")]
    pub status: Option<String>,
    /// Orders: those in a list of Today, by their moment in it.
    #[arg(long, value_parser = list)]
    pub list: Option<OrderList>,
    /// Which environment; may be left out when all accounts are in one.
    #[arg(long, value_enum)]
    pub environment: Option<EnvironmentChoice>,
    /// The file, or the folder it gets its name in.
    #[arg(long, value_name = "PATH", required_unless_present = "preview")]
    pub out: Option<PathBuf>,
    /// Replace a file that is there.
    #[arg(long)]
    pub replace: bool,
    /// Say only what it would come to.
    #[arg(long, conflicts_with_all = ["out", "replace"])]
    pub preview: bool,
}

/// Named business days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PeriodChoice {
    /// The business day that it is.
    Today,
    /// The one before.
    Yesterday,
    /// From the first of the month on, with today.
    ThisMonth,
    /// The whole month before.
    LastMonth,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatChoice {
    /// Comma-separated values, UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
}

/// What stands between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SeparatorChoice {
    /// `,`
    Comma,
    /// `;`, which Excel expects where the comma is the decimal mark.
    Semicolon,
}

/// What stands before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DecimalChoice {
    /// `.`
    Point,
    /// `,`
    Comma,
}

fn list(text: &str) -> Result<OrderList, String> {
    OrderList::from_word(text).ok_or_else(|| {
        let words = OrderList::ALL.map(OrderList::word).join(", ");
        format!("the lists are {words}")
    })
}
