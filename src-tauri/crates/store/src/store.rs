//! Owns the opening of a book and the two ways into it: one writer, two readers.

use crate::{
    backups::{self, Backup, BackupReason},
    connection::{self, Found},
    db::{Db, Tx},
    error::StoreError,
    files::{self, BookFiles},
    lock::InstanceLock,
    long_read::{self, LongRead},
    migrations,
    readers::Readers,
    restore,
    writer::{Threads, WriteTrouble, Writer},
};
use std::sync::Arc;
use tokio::sync::watch;

/// The book of orders. Cloning shares it; the last clone to go finishes the queued writes, closes
/// the file and then gives the lock back.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

// Fields are dropped in this order: the lock goes last.
struct Inner {
    readers: Option<Readers>,
    writer: Option<Writer>,
    files: Option<BookFiles>,
    _lock: Option<InstanceLock>,
}

/// What a full check of the file found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The database's own complaints; empty when it is well.
    pub complaints: Vec<String>,
    /// The version of the book.
    pub version: i32,
}

impl Store {
    /// Opens the book to read and write: takes the lock, refuses what must not be touched, backs up
    /// before an update, and updates in one transaction. Makes a new book where there is none.
    ///
    /// # Errors
    /// [`StoreError::Locked`], [`StoreError::Newer`], [`StoreError::NotABook`] and
    /// [`StoreError::Damaged`] leave every byte as it was.
    pub fn open(files: &BookFiles, now_ms: i64) -> Result<Self, StoreError> {
        Self::open_on(files, now_ms, Threads::Own)
    }

    /// The same, on threads of the caller's choice.
    ///
    /// # Errors
    /// See [`Store::open`].
    pub fn open_on(files: &BookFiles, now_ms: i64, threads: Threads) -> Result<Self, StoreError> {
        files.make_folder()?;
        let lock = InstanceLock::take(files)?;
        restore::finish_interrupted(files, now_ms)?;
        backups::remove_unfinished(files)?;
        let found = connection::inspect(&files.book())?;
        files.make_book()?;
        let (readers, writer) =
            open_both(files, found, now_ms, threads).map_err(|error| error.about(&files.book()))?;
        Ok(Self {
            inner: Arc::new(Inner {
                readers: Some(readers),
                writer: Some(writer),
                files: Some(files.clone()),
                _lock: Some(lock),
            }),
        })
    }

    /// Opens an existing book to read, without the lock, beside whoever writes it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without a book, [`StoreError::Older`] when it needs an update.
    pub fn open_to_read(files: &BookFiles) -> Result<Self, StoreError> {
        match connection::inspect(&files.book())? {
            Found::Nothing => Err(StoreError::Missing {
                path: files.folder().to_owned(),
            }),
            Found::Book(found) if found < migrations::latest() => Err(StoreError::Older {
                found,
                needed: migrations::latest(),
            }),
            Found::Book(_) => Ok(Self {
                inner: Arc::new(Inner {
                    readers: Some(Readers::open(&files.book(), Threads::Own)?),
                    writer: None,
                    files: Some(files.clone()),
                    _lock: None,
                }),
            }),
        }
    }

    /// Makes a book in memory that is gone when dropped, for tests. Reads and writes share its one
    /// connection.
    pub fn in_memory() -> Result<Self, StoreError> {
        let mut writing = connection::open_memory()?;
        migrations::apply(&mut writing)?;
        Ok(Self {
            inner: Arc::new(Inner {
                readers: None,
                writer: Some(Writer::start(writing, "memory".into(), Threads::Own)?),
                files: None,
                _lock: None,
            }),
        })
    }

    /// Runs `work` in one durable transaction and waits for its commit. Once queued it is carried
    /// out even if the caller stops waiting. After the file was found damaged nothing is written
    /// until it is opened again.
    ///
    /// # Errors
    /// Whatever `work` returns rolls everything back; [`StoreError::Full`] and other errors of the
    /// commit mean that nothing was kept.
    pub async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.inner
            .writer
            .as_ref()
            .ok_or(StoreError::Closed)?
            .write(work)
            .await
    }

    /// Runs `first` and then `second` in a durable transaction each, with nothing in between;
    /// `second` gets what `first` returned. When `second` fails, what `first` wrote stays.
    ///
    /// # Errors
    /// See [`Store::write`].
    pub async fn write_twice<A, T, F, G>(&self, first: F, second: G) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<A, StoreError> + Send + 'static,
        G: FnOnce(&Tx<'_>, A) -> Result<T, StoreError> + Send + 'static,
    {
        let writer = self.inner.writer.as_ref().ok_or(StoreError::Closed)?;
        writer.write_twice(first, second).await
    }

    /// Whether writes go well, and when that changes. Nothing is ever told of a book that is only
    /// read.
    pub fn write_trouble(&self) -> watch::Receiver<Option<WriteTrouble>> {
        match &self.inner.writer {
            Some(writer) => writer.trouble(),
            None => watch::Sender::new(None).subscribe(),
        }
    }

    /// Runs `work` on a reading connection.
    ///
    /// # Errors
    /// Whatever `work` returns.
    pub async fn read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Db<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        match (&self.inner.readers, &self.inner.writer) {
            (Some(readers), _) => self.heeded(readers.read(work).await),
            (None, Some(writer)) => writer.read(work).await,
            (None, None) => Err(StoreError::Closed),
        }
    }

    /// Runs `work`, which may take long, over reading connections of its own that all see one
    /// snapshot of the book: at least one, and two where this store also writes. It holds up neither
    /// the writer nor other reads. While it reads, the write-ahead log only grows; `work` asks
    /// [`LongRead::log_grew_bytes`] and gives up in time.
    ///
    /// # Errors
    /// Whatever `work` returns. The caller hands errors of the book to [`Store::heed`].
    pub async fn read_long<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(Vec<LongRead>) -> Result<T, E> + Send + 'static,
    {
        let files = self.inner.files.clone().ok_or(StoreError::Closed)?;
        let open = move |many| (0..many).map(|_| LongRead::open(&files)).collect();
        let reads: Vec<LongRead> = match &self.inner.writer {
            // On the writer's thread nobody writes in between, so the snapshots are the same.
            Some(writer) => writer.read(move |_| open(long_read::READERS)).await?,
            None => open(1)?,
        };
        let done = tokio::task::spawn_blocking(move || work(reads)).await;
        done.map_err(|_| StoreError::Defect("a long read panicked".to_owned()))?
    }

    /// Backs the book up if it has not been today, and removes daily backups beyond `keep`. `today`
    /// is the day in the business's zone, as `2026-11-20`.
    ///
    /// # Errors
    /// A copy that does not verify is removed and reported; the book itself is not touched.
    pub async fn back_up_daily(
        &self,
        today: String,
        keep: usize,
    ) -> Result<Option<Backup>, StoreError> {
        self.with_files(move |files| backups::make_daily(files, &today, keep))
            .await
    }

    /// Backs the book up now.
    ///
    /// # Errors
    /// A copy that does not verify is removed and reported; the book itself is not touched.
    pub async fn back_up(&self, now_ms: i64) -> Result<Backup, StoreError> {
        self.with_files(move |files| backups::make(files, BackupReason::Asked, now_ms))
            .await
    }

    /// Asks the database whether its file is well; if it is not, nothing more is written to it.
    /// Takes about a second per gigabyte.
    ///
    /// # Errors
    /// Only when the question itself cannot be asked.
    pub async fn health(&self) -> Result<Health, StoreError> {
        let health = self
            .read(|db| {
                Ok(Health {
                    complaints: backups::quick_check(db.connection())?,
                    version: connection::pragma(db.connection(), "user_version")?,
                })
            })
            .await?;
        if let (Some(first), Some(writer)) = (health.complaints.first(), &self.inner.writer) {
            writer.stop(first);
        }
        Ok(health)
    }

    async fn with_files<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&BookFiles) -> Result<T, StoreError> + Send + 'static,
    {
        let files = self.inner.files.clone().ok_or(StoreError::Closed)?;
        let done = tokio::task::spawn_blocking(move || work(&files)).await;
        self.heeded(done.map_err(|_| StoreError::Defect("a backup panicked".to_owned()))?)
    }

    /// Names the book in what a long read was told, and lets nothing more be written to it if it was
    /// found damaged.
    pub fn heed(&self, error: StoreError) -> StoreError {
        let error = match &self.inner.files {
            Some(files) => error.about(&files.book()),
            None => error,
        };
        if let (StoreError::Damaged { detail, .. }, Some(writer)) = (&error, &self.inner.writer) {
            writer.stop(detail);
        }
        error
    }

    /// Lets nothing more be written to a file that was found damaged by whatever looked at it.
    fn heeded<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        result.map_err(|error| self.heed(error))
    }
}

/// Opens the connections; an older or new book is brought to today's version in between.
fn open_both(
    files: &BookFiles,
    found: Found,
    now_ms: i64,
    threads: Threads,
) -> Result<(Readers, Writer), StoreError> {
    // The writer comes first: it ends what a power loss cut off, which a reader cannot.
    let mut writing = connection::open_writer(&files.book())?;
    if found != Found::Book(migrations::latest()) {
        if let Found::Book(_) = found {
            backups::make(files, BackupReason::BeforeUpdate, now_ms)?;
        }
        migrations::apply(&mut writing)?;
        files::sync_folder(files.folder())?;
    }
    let readers = Readers::open(&files.book(), threads)?;
    Ok((readers, Writer::start(writing, files.book(), threads)?))
}
