//! Owns what may be typed after `counterfoil`.

mod batch;
mod book;
mod export;
mod tell;

pub use batch::{BatchCommand, BatchStart};
pub use book::{ActivityCommand, BookCommand};
pub use export::{
    DecimalChoice, ExportCommand, ExportOptions, FormatChoice, PeriodChoice, SeparatorChoice,
};
pub use tell::{Cancel, StatusChoice, Tell, TellWords};

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use counterfoil_desk::CALLS_PER_HOUR_RANGE;
use counterfoil_store::PAGE_ROWS_MAX;
use std::{ops::RangeInclusive, path::PathBuf, time::Duration};

/// The longest a lookup waits for a capture: one day.
const WAIT_S_MAX: u64 = 86_400;
/// The longest one command polls: a year.
const POLL_S_MAX: u64 = 366 * 86_400;

/// Collects, looks up and proves payments over WhatsApp, without a window.
///
/// Exit codes: 0 done; 1 the order has findings that forbid sending it; 2 wrong usage; 3 nobody
/// knows yet whether it happened; 4 refused or not sent, so nothing happened; 5 another instance
/// is using the book; 6 the keyring or a credential is missing; 7 the book cannot be used; 8 the
/// provider gave no answer that says anything; 10 anything else.
#[derive(Debug, Parser)]
#[command(name = "counterfoil", version, max_term_width = 100)]
pub struct Arguments {
    /// The folder of the book.
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Print one JSON document instead of words; failures too.
    #[arg(long, global = true)]
    pub json: bool,
    /// Where credentials are. `memory` forgets them at the end: a command that needs an access
    /// token then reads it from the first line of standard input.
    #[arg(long, global = true, value_enum, default_value_t = VaultChoice::Keyring)]
    pub vault: VaultChoice,
    #[command(subcommand)]
    pub command: Command,
}

/// Where credentials are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VaultChoice {
    /// The operating system's keyring.
    Keyring,
    /// Nowhere; they are given with each command.
    Memory,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The simulator of the providers.
    #[command(subcommand)]
    Sandbox(SandboxCommand),
    /// The numbers we act for.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Payment orders.
    #[command(subcommand)]
    Order(OrderCommand),
    /// Many customers told at once.
    #[command(subcommand)]
    Batch(BatchCommand),
    /// Money that goes back.
    #[command(subcommand)]
    Refund(RefundCommand),
    /// What was done outside, and how it ended.
    #[command(subcommand)]
    Operation(OperationCommand),
    /// Looks up by itself what is due, as the window does.
    Poll(PollOptions),
    /// What is known of payments, and on whose word.
    #[command(subcommand)]
    Evidence(EvidenceCommand),
    /// Who did what, as the book tells it.
    #[command(subcommand)]
    Activity(ActivityCommand),
    /// Parts of the book as files that finance can trust, each with a manifest beside it. The columns
    /// are in docs/exports.md.
    #[command(subcommand)]
    Export(ExportCommand),
    /// The book itself.
    #[command(subcommand)]
    Book(BookCommand),
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("until").required(true))]
pub struct PollOptions {
    /// Look up once what is due now, then end.
    #[arg(long, group = "until")]
    pub once: bool,
    /// Look up what becomes due for so long: 90s, 45m, 8h, 7d.
    #[arg(long = "for", value_name = "DURATION", group = "until", value_parser = duration)]
    pub for_: Option<Duration>,
    /// How many calls an hour each WhatsApp Business Account allows, a fifth of which is kept for
    /// sends and refunds; as chosen in the window's settings where it is not given.
    #[arg(long, value_name = "CALLS", value_parser = clap::value_parser!(u32).range(calls_range()))]
    pub calls_per_hour: Option<u32>,
}

#[derive(Debug, Subcommand)]
pub enum EvidenceCommand {
    /// Takes in webhooks that were saved, byte for byte as they came. What they say is shown as
    /// reported until a lookup proves it. A signature may lie beside each, in `FILE.signature`.
    Import {
        /// The account it is for; may be left out when there is only one.
        #[arg(long)]
        account: Option<String>,
        /// The `X-Hub-Signature-256` of the one file. Without any, nobody vouches for what it says.
        #[arg(long, value_name = "SIGNATURE")]
        signature: Option<String>,
        /// The files, or `-` for standard input; at most 1000.
        #[arg(required = true, num_args = 1..=1000)]
        files: Vec<PathBuf>,
    },
    /// Derives the state of every order again from the raw evidence, and writes those anew that
    /// differ from what the book has cached.
    Rebuild {
        /// Only compare; change nothing. Ends with 10 when a state differs.
        #[arg(long)]
        check: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Runs the simulator until it is interrupted. Its ledger is kept in the data directory.
    Run(SandboxRun),
}

#[derive(Debug, Args)]
pub struct SandboxRun {
    /// The port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 4747)]
    pub port: u16,
    /// What its customers are drawn from.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The payment configuration of a new account.
    #[arg(long, default_value = "sandbox-razorpay")]
    pub configuration: String,
    /// Give the account a new access token; the one before stops working.
    #[arg(long)]
    pub new_token: bool,
}

#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Adds an account. The access token is read from the first line of standard input; the app
    /// secret, if any, from the second.
    Add(AccountAdd),
    /// Replaces the credentials of an account, read as for `add`.
    SetToken {
        /// The account's name.
        name: String,
    },
    /// Changes where an account's calls go, within its environment.
    SetUrl {
        /// The account's name.
        name: String,
        /// The new address.
        base_url: String,
    },
    /// Asks the provider whether the credentials and ids work.
    Test {
        /// The account's name.
        name: String,
    },
    /// Lists the accounts in use.
    List,
    /// Shows the UPI ids that an account expects to be paid, and changes those named here. A link
    /// that pays another one is doubted before it is sent.
    Payees {
        /// The account's name.
        name: String,
        /// A UPI id to expect too.
        #[arg(long, value_name = "UPI_ID")]
        add: Vec<String>,
        /// A UPI id, added before, to expect no longer.
        #[arg(long, value_name = "UPI_ID")]
        remove: Vec<String>,
    },
    /// Takes an account out of use and removes its credentials. Its orders stay.
    Remove {
        /// The account's name.
        name: String,
    },
}

#[derive(Debug, Args)]
pub struct AccountAdd {
    /// A name of your choice.
    pub name: String,
    /// WhatsApp Business Account id.
    #[arg(long)]
    pub waba_id: String,
    /// Phone number id.
    #[arg(long)]
    pub phone_number_id: String,
    /// The provider's address. Whether money is real follows from it.
    #[arg(long, default_value = "https://graph.facebook.com")]
    pub base_url: String,
    /// The Graph version.
    #[arg(long, default_value = "v24.0")]
    pub graph_version: String,
}

#[derive(Debug, Subcommand)]
pub enum OrderCommand {
    /// Checks a Cloud API `order_details` body and prints everything found. Sends nothing.
    Check {
        /// The account, for the UPI ids that it expects to be paid; may be left out when there is
        /// only one.
        #[arg(long)]
        account: Option<String>,
        /// The file, or `-` for standard input.
        file: PathBuf,
    },
    /// Sends orders, one after the other; each prints its own document with `--json` as it ends.
    Send {
        /// The account; may be left out when there is only one.
        #[arg(long)]
        account: Option<String>,
        /// What the gateway shows of the one order: a restored book sends what cannot be looked up
        /// by that alone.
        #[arg(long, value_name = "WORDS")]
        gateway_says: Option<String>,
        /// Cloud API `order_details` bodies, or `-` for standard input; at most 1000.
        #[arg(required = true, num_args = 1..=1000)]
        files: Vec<PathBuf>,
    },
    /// Lists orders, newest first.
    List(ListOptions),
    /// Shows everything known about an order.
    Show(OrderName),
    /// Looks the payment of an order up now.
    LookUp {
        #[command(flatten)]
        order: OrderName,
        /// Look up again, every second, until the payment is captured or this many seconds passed.
        #[arg(long, value_name = "SECONDS", default_value_t = 0,
              value_parser = clap::value_parser!(u64).range(..=WAIT_S_MAX))]
        wait: u64,
    },
    /// Tells the customer how far their order is. Only steps that may be taken leave.
    Tell(Tell),
    /// Cancels an order that nobody has paid: looks it up, asks for the cancel, looks it up again.
    Cancel(Cancel),
    /// Keeps money that came after its order expired or was cancelled. Sends nothing.
    Fulfil(OrderName),
}

#[derive(Debug, Args)]
pub struct OrderName {
    /// The order's reference id.
    pub reference_id: String,
    /// The account, when several used the same reference id.
    #[arg(long)]
    pub account: Option<String>,
}

#[derive(Debug, Args)]
pub struct ListOptions {
    /// Which environment; may be left out when all accounts are in one.
    #[arg(long, value_enum)]
    pub environment: Option<EnvironmentChoice>,
    /// How many rows at the most.
    #[arg(long, default_value_t = 50,
          value_parser = clap::value_parser!(u32).range(1..=i64::from(PAGE_ROWS_MAX)))]
    pub rows: u32,
    /// Continue after this row: the `next` of the page before.
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<String>,
}

fn calls_range() -> RangeInclusive<i64> {
    let (least, most) = CALLS_PER_HOUR_RANGE.into_inner();
    least.into()..=most.into()
}

/// Reads a number and a unit.
fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || "a duration is a number and s, m, h or d: 90s, 45m, 8h, 7d".to_owned();
    let (digits, unit) = text
        .split_at_checked(text.len().saturating_sub(1))
        .ok_or_else(wrong)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    match number.checked_mul(seconds) {
        Some(seconds @ 1..=POLL_S_MAX) => Ok(Duration::from_secs(seconds)),
        Some(0) => Err("a duration of nothing asks nothing".to_owned()),
        _ => Err("the longest is 366d".to_owned()),
    }
}

/// Whether money is real.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EnvironmentChoice {
    /// The simulator.
    Sandbox,
    /// Real money.
    Live,
}

#[derive(Debug, Subcommand)]
pub enum OperationCommand {
    /// Lists operations, newest first.
    List {
        #[command(flatten)]
        options: ListOptions,
        /// Only those nobody knows the end of.
        #[arg(long)]
        unresolved: bool,
    },
    /// Goes on with a send that was prepared before the program ended.
    Send {
        /// The operation's id.
        id: String,
    },
    /// Withdraws an operation that was prepared and never started.
    Withdraw {
        /// The operation's id.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum RefundCommand {
    /// Refunds an order: looks the payment up first, and asks once.
    Start(RefundStart),
    /// Lists refunds, ours and those made elsewhere: what needs a look first, then the newest.
    List(RefundList),
    /// Settles by hand what evidence could not. Lookups go on, and may still prove otherwise.
    Decide(Decide),
}

#[derive(Debug, Args)]
pub struct RefundStart {
    #[command(flatten)]
    pub order: OrderName,
    /// How much goes back, in the order's currency: 1250.00
    #[arg(long)]
    pub amount: String,
    /// How fast.
    #[arg(long, value_enum, default_value_t = SpeedChoice::Normal)]
    pub speed: SpeedChoice,
    /// Why.
    #[arg(long, value_enum)]
    pub reason: ReasonChoice,
    /// More about it, in your words.
    #[arg(long)]
    pub note: Option<String>,
    /// A name for this refund, at most 64 characters: a script that gives the same name again never
    /// refunds twice.
    #[arg(long)]
    pub intent: Option<String>,
}

/// How fast money should go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SpeedChoice {
    /// In five to seven working days, as banks do it.
    Normal,
    /// At once where the bank can, for a fee; otherwise as usual.
    Instant,
}

/// Why money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReasonChoice {
    /// The customer asked for it.
    CustomerRequest,
    /// It cannot be delivered, or not all of it.
    NotDelivered,
    /// What came was damaged or wrong.
    Damaged,
    /// It was paid twice.
    PaidTwice,
    /// It was paid after it could no longer be.
    PaidLate,
    /// Something was billed wrongly.
    BilledWrong,
    /// Something else; say it in `--note`.
    Other,
}

#[derive(Debug, Args)]
pub struct RefundList {
    /// Which environment; may be left out when all accounts are in one.
    #[arg(long, value_enum)]
    pub environment: Option<EnvironmentChoice>,
    /// Only one part of the list.
    #[arg(long, value_enum)]
    pub stage: Option<StageChoice>,
    /// How many rows at the most.
    #[arg(long, default_value_t = 50,
          value_parser = clap::value_parser!(u32).range(1..=i64::from(PAGE_ROWS_MAX)))]
    pub rows: u32,
    /// How many rows to pass over first.
    #[arg(long, default_value_t = 0)]
    pub skip: u64,
}

/// A part of the list of refunds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StageChoice {
    /// Nobody knows what became of them, or they turned out otherwise.
    Unresolved,
    /// The gateway has them.
    OnTheirWay,
    /// Nothing more is expected.
    Finished,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("judgement").required(true))]
pub struct Decide {
    /// The operation's id.
    pub operation: String,
    /// It happened.
    #[arg(long, group = "judgement")]
    pub happened: bool,
    /// It did not happen.
    #[arg(long, group = "judgement")]
    pub did_not_happen: bool,
    /// What you looked at.
    #[arg(long, value_enum)]
    pub checked: CheckedChoice,
    /// What you saw, in a few words.
    #[arg(long)]
    pub reason: String,
}

/// What a person looked at before deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckedChoice {
    /// The gateway's own dashboard.
    GatewayDashboard,
    /// The customer's bank or card statement.
    CustomersBank,
    /// The business's own bank or settlement statement.
    OwnBank,
    /// The customer's WhatsApp, or what they say of it.
    CustomersPhone,
    /// The provider's or the gateway's support.
    Support,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_bounds() {
        check(&["order", "look-up", "R", "--wait=86400"], true);
        check(&["order", "look-up", "R", "--wait=86401"], false);
        check(
            &["order", "look-up", "R", "--wait=18446744073709551615"],
            false,
        );
        check(&["order", "list", "--rows=500"], true);
        check(&["order", "list", "--rows=501"], false);
        check(&["operation", "list", "--rows=0"], false);
        check(&["poll"], false);
        check(&["poll", "--once"], true);
        check(&["poll", "--once", "--for=8h"], false);
        check(&["poll", "--for=8h"], true);
        check(&["poll", "--for=0s"], false);
        check(&["poll", "--for=8"], false);
        check(&["poll", "--for=h"], false);
        check(&["poll", "--for="], false);
        check(&["poll", "--for=367d"], false);
        check(&["poll", "--for=8€"], false);
        check(&["poll", "--for=18446744073709551615d"], false);

        #[track_caller]
        fn check(typed: &[&str], expected: bool) {
            let parsed = Arguments::try_parse_from([&["counterfoil"], typed].concat());
            assert_eq!(parsed.is_ok(), expected, "{typed:?}");
        }
    }
}
