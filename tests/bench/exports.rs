//! Owns `csv_export` and `xlsx_export`: all columns of the orders of a book of a million, as files on
//! the disk.
//!
//! The program runs as it ships: it opens the book, exports, tells the activity and leaves. Against
//! CSV stands `sqlite3 -csv` with the program's own statement, whose output is synced too. It writes
//! amounts and moments as the integers they are, escapes no text, and calls the payment's state where
//! the program says where the order stands. Against XLSX stands Python's XlsxWriter in constant
//! memory, over the same statement and with the same kinds of cells.

use crate::{Outcome, runner::Pair};
use counterfoil_desk::{Desk, DeskOptions, Entropy, Seed, SystemClock, Threads};
use counterfoil_domain::export::ExportKind;
use counterfoil_providers::{HttpTransport, meta::Meta};
use counterfoil_store::BookFiles;
use counterfoil_vault::Vault;
use rusqlite::{Connection, OpenFlags};
use std::{
    env,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};
use tempfile::{Builder, TempDir};

/// Rows of a round of CSV.
pub const CSV_ROWS: u32 = 1_000_000;
/// Rows of a round of XLSX.
pub const XLSX_ROWS: u32 = 100_000;

/// The most memory an export of CSV may take, in KiB.
const CSV_KIB_MAX: u64 = 100 * 1024;
/// How much more memory ten times the rows may take in a workbook, in KiB.
const XLSX_KIB_MORE_MAX: u64 = 8 * 1024;

const PYTHON: &str = "/usr/bin/python3";

/// The program's own statement, without what only it can compute.
const STATEMENT: &str = "
    SELECT orders.environment AS environment, accounts.name AS account, orders.id AS order_id,
        reference_id, payment AS status, orders.created_at_ms AS created_at,
        expires_at_ms AS expires_at, customer_phone, customer_name, orders.currency AS currency,
        total_minor AS total, captured_minor AS captured, captured_at_ms AS captured_at,
        refunded_minor AS refunded, refund_pending_minor AS refund_pending,
        captured_minor - refunded_minor AS net, send.state AS send_state,
        send.provider_id AS message_id, coalesce(payment, 'not_known') AS payment_state,
        coalesce(attempts, 0) AS attempts, failure, gateway_payment_id,
        coalesce(told, 'pending') AS order_status, cancel AS cancel_state,
        configuration_name AS configuration, orders.phone_number_id AS phone_number_id,
        orders.created_at_ms AS at_utc_ms
    FROM orders
        LEFT JOIN accounts ON accounts.id = orders.account_id
        LEFT JOIN order_states ON order_states.order_id = orders.id
        LEFT JOIN fulfilments ON fulfilments.order_id = orders.id
        LEFT JOIN operations AS send ON send.rowid = (
            SELECT operations.rowid FROM operations
            WHERE operations.target = orders.id AND operations.kind = 'send'
            ORDER BY operations.prepared_at_ms DESC, operations.id DESC LIMIT 1)
    WHERE orders.environment = 'sandbox' ORDER BY orders.created_at_ms, orders.id";

/// The book takes minutes to fill, so both benchmarks share one.
static SHARED: Mutex<Option<Arc<Filled>>> = Mutex::new(None);

/// A book that nobody has open, and the program.
struct Filled {
    folder: TempDir,
    program: PathBuf,
}

/// One of the two comparisons.
struct Exports {
    filled: Arc<Filled>,
    format: &'static str,
    rows: u32,
    /// The day after the last of so many orders.
    to: String,
    /// The most memory the program took, in KiB.
    peak_kib: u64,
}

/// Compares CSV.
pub fn start_csv(folder: &Path) -> Outcome<Box<dyn Pair>> {
    start(folder, "csv", CSV_ROWS)
}

/// Compares XLSX.
pub fn start_xlsx(folder: &Path) -> Outcome<Box<dyn Pair>> {
    start(folder, "xlsx", XLSX_ROWS)
}

fn start(folder: &Path, format: &'static str, rows: u32) -> Outcome<Box<dyn Pair>> {
    let mut shared = SHARED.lock().map_err(|_| "another benchmark panicked")?;
    let filled = match &*shared {
        Some(filled) => Arc::clone(filled),
        None => Arc::new(fill(folder.parent().unwrap_or(folder))?),
    };
    *shared = Some(Arc::clone(&filled));
    Ok(Box::new(Exports {
        filled,
        format,
        rows,
        to: String::new(),
        peak_kib: 0,
    }))
}

/// Removes the book that the benchmarks shared.
pub fn remove_book() {
    if let Ok(mut shared) = SHARED.lock() {
        *shared = None;
    }
}

fn fill(out: &Path) -> Outcome<Filled> {
    let program = env::var_os("COUNTERFOIL").ok_or("say with COUNTERFOIL where the program is")?;
    let folder = Builder::new().prefix("bench-exports-").tempdir_in(out)?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let (desk, _) = Desk::open(DeskOptions {
            data_dir: folder.path().join("desk"),
            vault: Vault::in_memory(),
            meta: Meta::new(Arc::new(HttpTransport::new())),
            clock: Arc::new(SystemClock),
            entropy: Entropy::Os,
            operator: "tester".to_owned(),
            threads: Threads::Own,
        })
        .await?;
        let seed = Seed {
            orders: CSV_ROWS,
            seed: 1,
        };
        desk.seed(seed, |_| {}).await?;
        // The first program of a day makes one, which is no part of an export.
        desk.back_up_daily().await?;
        desk.leave().await;
        Outcome::Ok(())
    })?;
    // What is still on its way to the disk would be waited for by whoever syncs first.
    Command::new("sync").status()?;
    Ok(Filled {
        folder,
        program: program.into(),
    })
}

impl Exports {
    fn book(&self) -> PathBuf {
        BookFiles::in_folder(self.filled.folder.path().join("desk")).book()
    }

    fn ours(&self) -> PathBuf {
        self.filled
            .folder
            .path()
            .join(format!("SANDBOX-ours.{}", self.format))
    }

    fn theirs(&self) -> PathBuf {
        self.filled
            .folder
            .path()
            .join(format!("theirs.{}", self.format))
    }

    /// Runs the program over the first `rows` orders, and gives the most memory it took, in KiB.
    fn export(&self, to: &str) -> Outcome<u64> {
        let data_dir = self.filled.folder.path().join("desk");
        let mut child = Command::new(&self.filled.program)
            .args(["--json", "--vault=memory", "--data-dir"])
            .arg(data_dir)
            .args([
                "export",
                "orders",
                "--from=2020-01-01",
                "--zone=UTC",
                "--replace",
            ])
            .args(["--to", to, "--format", self.format, "--out"])
            .arg(self.ours())
            .stdout(Stdio::null())
            .spawn()?;
        let status = PathBuf::from(format!("/proc/{}/status", child.id()));
        let mut peak_kib = 0;
        let ended = loop {
            if let Some(ended) = child.try_wait()? {
                break ended;
            }
            peak_kib = peak_kib.max(high_water_kib(&status).unwrap_or(0));
            thread::sleep(Duration::from_millis(5));
        };
        if !ended.success() {
            return Err(format!("the export ended with {ended}").into());
        }
        Ok(peak_kib)
    }

    /// The first day, by UTC, that is not needed for so many orders.
    fn day_after(&self, rows: u32) -> Outcome<String> {
        let book = Connection::open_with_flags(self.book(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        Ok(book.query_row(
            "SELECT date(max(created_at_ms) / 1000, 'unixepoch', '+1 day') FROM (
                 SELECT created_at_ms FROM orders ORDER BY created_at_ms LIMIT ?)",
            [rows],
            |row| row.get(0),
        )?)
    }
}

impl Pair for Exports {
    fn prepare(&mut self) -> Outcome<()> {
        // Finding it sorts every order, which is no part of an export.
        if self.to.is_empty() {
            self.to = self.day_after(self.rows)?;
        }
        Ok(())
    }

    fn subject(&mut self) -> Outcome<()> {
        self.peak_kib = self.peak_kib.max(self.export(&self.to)?);
        Ok(())
    }

    fn baseline(&mut self) -> Outcome<()> {
        let statement = format!("{STATEMENT} LIMIT {}", self.rows);
        let ended = if self.format == "csv" {
            Command::new("sqlite3")
                .args(["-readonly", "-csv", "-header"])
                .arg(self.book())
                .arg(statement)
                .stdout(File::create(self.theirs())?)
                .status()?
        } else {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/xlsx_writer.py");
            Command::new(PYTHON)
                .arg(script)
                .arg(self.book())
                .arg(statement)
                .arg(self.theirs())
                .status()?
        };
        if !ended.success() {
            return Err(format!("the baseline ended with {ended}").into());
        }
        File::open(self.theirs())?.sync_all()?;
        Ok(())
    }

    fn check(&mut self) -> Outcome<()> {
        let peak_kib = self.peak_kib;
        let mib = peak_kib / 1024;
        if self.format == "csv" {
            println!(
                "csv_export: at most {mib} MiB of memory for {} rows",
                self.rows
            );
            compare_headers(&self.ours(), &self.theirs())?;
            let (ours, theirs) = (lines(&self.ours())?, lines(&self.theirs())?);
            if ours != theirs {
                return Err(format!("{ours} lines and not {theirs}").into());
            }
            if peak_kib > CSV_KIB_MAX {
                return Err(format!("{peak_kib} KiB of memory are more than {CSV_KIB_MAX}").into());
            }
        } else {
            let all_kib = self.export(&self.day_after(CSV_ROWS)?)?;
            let all_mib = all_kib / 1024;
            println!(
                "xlsx_export: {mib} MiB for {} rows, {all_mib} for {CSV_ROWS}",
                self.rows
            );
            if all_kib > peak_kib + XLSX_KIB_MORE_MAX {
                return Err(
                    format!("{all_kib} KiB of memory are not flat after {peak_kib}").into(),
                );
            }
        }
        Ok(())
    }
}

/// The names of the columns are the same, but for what ours say of all their cells in brackets.
fn compare_headers(ours: &Path, theirs: &Path) -> Outcome<()> {
    let first = |path: &Path| -> Outcome<Vec<String>> {
        let mut line = String::new();
        BufReader::new(File::open(path)?).read_line(&mut line)?;
        let line = line.trim_start_matches('\u{feff}').trim_end();
        let name = |header: &str| header.split(" [").next().unwrap_or_default().to_owned();
        Ok(line.split(',').map(name).collect())
    };
    let wanted: Vec<_> = (ExportKind::Orders.columns().iter())
        .map(|column| column.name.to_owned())
        .collect();
    if first(ours)? != wanted || first(theirs)? != wanted {
        return Err("the two have other columns".into());
    }
    Ok(())
}

fn lines(path: &Path) -> Outcome<usize> {
    let bytes = fs::read(path)?;
    Ok(bytes.iter().filter(|byte| **byte == b'\n').count())
}

fn high_water_kib(status: &Path) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
