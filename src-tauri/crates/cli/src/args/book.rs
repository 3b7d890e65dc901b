//! Owns what may be typed about the book and its activity.

use clap::Subcommand;
use counterfoil_domain::activity::Deed;
use counterfoil_store::PAGE_ROWS_MAX;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ActivityCommand {
    /// Lists what was done, newest first.
    List {
        /// How many lines at the most.
        #[arg(long, default_value_t = 50,
              value_parser = clap::value_parser!(u32).range(1..=i64::from(PAGE_ROWS_MAX)))]
        rows: u32,
        /// Only lines before this number.
        #[arg(long, value_name = "NUMBER")]
        before: Option<i64>,
        /// Only lines of this kind.
        #[arg(long, value_parser = deed)]
        deed: Option<Deed>,
        /// Only lines of the order of this reference id.
        #[arg(long, value_name = "REFERENCE_ID")]
        order: Option<String>,
    },
    /// Computes the hash of every line again, and asks the keyring how far they went when it last
    /// was told. Ends with 7 where a line does not hold, or the book is not the one that was last
    /// worked with.
    Verify,
}

#[derive(Debug, Subcommand)]
pub enum BookCommand {
    /// Opens the book as a start does (update, recovery) and checks it.
    Check,
    /// Makes a backup now.
    Backup,
    /// Lists the backups.
    Backups,
    /// Puts a backup in the book's place. The replaced book is set aside, not deleted.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Goes on with a book whose effects are locked because it may be an older or another copy.
    /// From then on the provider is asked before anything of it is sent.
    GoOn {
        /// Why; it is kept in the activity.
        #[arg(long)]
        reason: String,
    },
    /// Fills a book without live accounts with made-up sandbox orders, to try screens and to
    /// measure. They cannot be removed again.
    Seed {
        /// How many.
        #[arg(long)]
        orders: u32,
        /// What they are drawn from; the same seed gives the same orders, counted back from now.
        #[arg(long)]
        seed: u64,
    },
}

fn deed(text: &str) -> Result<Deed, String> {
    Deed::from_word(text).ok_or_else(|| {
        let words = Deed::ALL.map(Deed::word).join(", ");
        format!("the kinds are {words}")
    })
}
