//! Owns exports: a part of the book as a file that finance can trust, with a manifest beside it and a
//! line in the activity (money-protocol, section 6).

mod cells;
mod choices;
mod error;
mod facts;
mod file;
mod gathering;
mod job;
mod manifest;
mod name;
mod reading;
mod sheet;
mod totals;
mod verify;

pub use choices::ExportChoices;
pub use error::{ExportError, FileFault};
pub use job::{ExportJob, JobDone};
pub use manifest::{MANIFEST_BYTES_MAX, MANIFEST_ENDING, Manifest};
pub use totals::ExportTotal;
pub use verify::{BookSays, ExportFault, VerifiedExport};

use crate::{desk::Desk, error::DeskError, events::DeskEvent};
use cells::Cells;
use counterfoil_domain::{
    account::Environment,
    activity::Deed,
    export::{ExportKind, Period, Zone},
    ids::AccountId,
    order_list::OrderList,
};
use counterfoil_sheets::CsvForm;
use counterfoil_store::{ExportRows, LongRead, NewActivity, StoreError};
use fail::fail_point;
use file::{Replaced, Unplaced};
use job::Begun;
use reading::{Part, Reading};
use std::path::{Path, PathBuf};
use totals::Totals;

/// What is to be exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportAsked {
    /// What the rows are.
    pub kind: ExportKind,
    /// Of which environment.
    pub environment: Environment,
    /// From when to before when.
    pub period: Period,
    /// The zone of every moment in the file.
    pub zone: Zone,
    /// Of this account alone.
    pub account: Option<AccountId>,
    /// Those with this word in the column of the status.
    pub status: Option<String>,
    /// Orders: those in this list, by their moment in it.
    pub list: Option<OrderList>,
}

/// What kind of file it becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportForm {
    /// Comma-separated values.
    Csv(CsvForm),
    /// A workbook.
    Xlsx,
}

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Present {
    /// It is replaced, manifest and all.
    Replace,
    /// It stays, and nothing is exported.
    Keep,
}

/// What an export comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportSum {
    /// How many rows it has.
    pub rows: u64,
    /// What each column of amounts comes to, by currency.
    pub totals: Vec<ExportTotal>,
}

/// An export that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Where it lies.
    pub path: PathBuf,
    /// Its manifest, which lies beside it.
    pub manifest: Manifest,
}

/// A file that is written, with everything its manifest says but the hash of its own line.
struct Written {
    file: Unplaced,
    sum: ExportSum,
    head: (i64, [u8; 32]),
}

impl Desk {
    /// What an export would come to, without making it.
    ///
    /// # Errors
    /// [`ExportError::Stopped`], or the book cannot be read.
    pub async fn preview_export(
        &self,
        asked: ExportAsked,
        job: ExportJob,
    ) -> Result<ExportSum, DeskError> {
        check(&asked)?;
        self.check_gathered(&asked).await?;
        let _guard = job.stops_when_left();
        let (rows, job) = (self.rows_of(&asked), self.begun(job));
        self.read_for(job.clone(), move |reads| sum_of(reads, &rows, &job))
            .await
    }

    /// Writes an export and its manifest. Whatever goes wrong, nothing is left half written: both
    /// get their names when they are whole and on the disk.
    ///
    /// `path` is one that [`Desk::export_path`] gave.
    ///
    /// # Errors
    /// [`DeskError::Export`], or the book cannot be read or told.
    pub async fn export(
        &self,
        asked: ExportAsked,
        form: ExportForm,
        path: &Path,
        present: Present,
        job: ExportJob,
    ) -> Result<Exported, DeskError> {
        check(&asked)?;
        self.check_gathered(&asked).await?;
        let _guard = job.stops_when_left();
        let path = name::completed(path, asked.environment, form);
        let beside_path = manifest::path_beside(&path);
        file::check_place(&path, present)?;
        file::check_place(&beside_path, present)?;
        let account = self.account_of(&asked).await?;
        let (what, rows, place) = (asked.clone(), self.rows_of(&asked), path.clone());
        let (job, named) = (self.begun(job), account.clone());
        let reading = job.clone();
        let written: Written = self
            .read_for(job.clone(), move |reads| {
                write(
                    reads,
                    &what,
                    named.as_deref(),
                    &rows,
                    form,
                    &place,
                    &reading,
                )
            })
            .await?;
        let manifest = Manifest::of(
            &asked,
            form,
            manifest::Facts {
                account,
                path: &path,
                bytes: file::length(&written.file)?,
                sha256: written.file.sha256,
                sum: written.sum,
                head: written.head,
                book: self.inner.book_id,
                made_at_ms: self.now_ms(),
            },
        );
        let text = manifest.text();
        let hash = file::sha256(text.as_bytes());
        let described_at = beside_path.clone();
        let beside = off_thread(move || Unplaced::of_bytes(&described_at, text.as_bytes())).await?;
        job.goes_on()?;

        fail_point!("export.written");
        // The book tells of it before anybody can see it, and it is seen after its manifest: a crash
        // in between leaves less than an export, never a file without its line.
        let words = format!("Exported {}", manifest.named());
        self.tell_export(&asked, words, Some(hash)).await?;
        fail_point!("export.told");
        let place = path.clone();
        let placed =
            off_thread(move || put_in_place(written.file, beside, &place, &beside_path, present));
        if let Err(error) = placed.await {
            let words = format!("Not put in its place: {}", manifest.named());
            if let Err(untold) = self.tell_export(&asked, words, None).await {
                tracing::error!(%untold, "Could not tell that an export was not put in its place");
            }
            return Err(error);
        }
        self.announce(DeskEvent::Exported);
        if let Err(error) = self.store_anchor().await {
            tracing::warn!(%error, "An export was made and not anchored");
        }
        Ok(Exported { path, manifest })
    }

    /// The name that an export of this gets where a person chooses none.
    ///
    /// # Errors
    /// There is no such account, or the book cannot be read.
    pub async fn export_name(
        &self,
        asked: &ExportAsked,
        form: ExportForm,
    ) -> Result<String, DeskError> {
        let account = self.account_of(asked).await?;
        Ok(name::proposed(asked, account.as_deref(), form))
    }

    /// Where an export that is to lie at `path` really goes: without the ending of its form it gets
    /// that, and in the sandbox its name says so.
    pub fn export_path(&self, asked: &ExportAsked, form: ExportForm, path: &Path) -> PathBuf {
        name::completed(path, asked.environment, form)
    }

    async fn account_of(&self, asked: &ExportAsked) -> Result<Option<String>, DeskError> {
        Ok(match asked.account {
            Some(id) => Some(self.account(id).await?.name),
            None => None,
        })
    }

    /// Reads for an export. Whatever a stopped one is told, it was stopped.
    async fn read_for<T: Send + 'static>(
        &self,
        job: Begun,
        work: impl FnOnce(Vec<LongRead>) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let store = &self.inner.store;
        let read = store.read_long(work).await;
        read.map_err(|error| match error {
            _ if job.is_stopped() => ExportError::Stopped.into(),
            DeskError::Store(error) => store.heed(error).into(),
            other => other,
        })
    }

    fn begun(&self, job: ExportJob) -> Begun {
        Begun {
            job,
            leaving: self.inner.exporting.clone(),
            _counted: self.inner.exports.token(),
        }
    }

    fn rows_of(&self, asked: &ExportAsked) -> ExportRows {
        ExportRows {
            kind: asked.kind,
            environment: asked.environment,
            period: asked.period,
            begins_ms: asked.period.from_ms,
            account: asked.account,
            status: asked.status.clone(),
            list: asked.list,
            now_ms: self.now_ms(),
        }
    }

    /// Appends what a person exported, or tried to.
    async fn tell_export(
        &self,
        asked: &ExportAsked,
        words: String,
        manifest_hash: Option<[u8; 32]>,
    ) -> Result<(), DeskError> {
        let line = NewActivity {
            environment: Some(asked.environment),
            account: asked.account,
            evidence_hash: manifest_hash,
            ..NewActivity::of(Deed::Export, true, words, self.now_ms())
        };
        let write = self.inner.store.write(move |tx| tx.append_activity(&line));
        Ok(write.await?)
    }
}

/// Whether rows can be chosen like that.
fn check(asked: &ExportAsked) -> Result<(), ExportError> {
    if let Some(status) = &asked.status {
        let known = asked.kind.statuses();
        if !known.contains(&status.as_str()) {
            return Err(ExportError::UnknownStatus {
                status: status.clone(),
                known: known.join(", "),
            });
        }
    }
    if asked.list.is_some() && asked.kind != ExportKind::Orders {
        return Err(ExportError::NotAList);
    }
    Ok(())
}

/// Does something slow with files.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ExportError> + Send + 'static,
) -> Result<T, DeskError> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|_| StoreError::Defect("an export broke off".to_owned()))??)
}

/// Gives the manifest its name and then the file; where the file does not get it, what the manifest
/// replaced is put back.
fn put_in_place(
    file: Unplaced,
    beside: Unplaced,
    path: &Path,
    beside_path: &Path,
    present: Present,
) -> Result<(), ExportError> {
    let replaced = Replaced::at(beside_path, MANIFEST_BYTES_MAX);
    beside.place(beside_path, present)?;
    fail_point!("export.described");
    let placed = file.place(path, present);
    if placed.is_err() {
        replaced.put_back();
    }
    placed
}

/// Adds the rows up, part by part.
fn sum_of(reads: Vec<LongRead>, rows: &ExportRows, job: &Begun) -> Result<ExportSum, DeskError> {
    let of_part = |part: &Part<'_>| {
        let mut totals = Totals::new(rows.kind);
        part.each_row(|row| totals.add(row))?;
        Ok(totals)
    };
    let mut totals = Totals::new(rows.kind);
    match reading::begin(reads, rows, job)? {
        Reading::Parts(reads, parts) => {
            reading::in_parts(reads, &parts, job, of_part, |part| totals.join(&part))?;
        }
        Reading::Whole(read) => totals = of_part(&Part::whole(&read, rows, job))?,
    }
    Ok(totals.sum())
}

/// Writes the file under a name that nobody sees, and brings it to the disk.
fn write(
    reads: Vec<LongRead>,
    asked: &ExportAsked,
    account: Option<&str>,
    rows: &ExportRows,
    form: ExportForm,
    place: &Path,
    job: &Begun,
) -> Result<Written, DeskError> {
    let head = match reads.first() {
        Some(read) => read.db().activity_head()?,
        None => return Err(StoreError::Closed.into()),
    };
    let cells = Cells::new(asked.kind, asked.environment, asked.zone);
    let (file, sum) = match form {
        ExportForm::Csv(form) => sheet::csv(reads, rows, form, place, &cells, job)?,
        ExportForm::Xlsx => {
            let facts = |sum: &ExportSum| facts::facts(asked, account, sum, &head);
            sheet::workbook(reads, rows, &facts::title(asked), facts, place, &cells, job)?
        }
    };
    Ok(Written {
        file: file.durable()?,
        sum,
        head,
    })
}
