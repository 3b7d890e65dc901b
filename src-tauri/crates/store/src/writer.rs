//! Owns the one place that writes, and what a write is: one immediate transaction.

use crate::{
    db::{Db, Tx},
    error::StoreError,
    files::file_error,
};
use fail::fail_point;
use rusqlite::{Connection, TransactionBehavior};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock},
    thread::JoinHandle,
};
use tokio::sync::{mpsc, oneshot, watch};

/// How many writes may wait; more make the callers wait.
const QUEUE_MAX: usize = 256;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// On whose thread the book is read and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Threads {
    /// On threads of its own, so that nobody is held up.
    #[default]
    Own,
    /// On that of whoever asks: a schedule that is replayed sees everything in one order.
    Callers,
}

/// Why nothing can be written at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteTrouble {
    /// The disk is full.
    Full,
    /// The system refuses for another reason, which it says.
    Refused(String),
    /// The file is damaged: nothing is written until it is opened again.
    Damaged(String),
}

impl WriteTrouble {
    /// What the end of a write says about the next; `None` where it says nothing, because the book's
    /// own rules refused.
    fn told_by<T>(result: &Result<T, StoreError>) -> Option<Option<Self>> {
        match result {
            Ok(_) => Some(None),
            Err(StoreError::Full) => Some(Some(Self::Full)),
            Err(StoreError::Damaged { detail, .. }) => Some(Some(Self::Damaged(detail.clone()))),
            Err(StoreError::Database(error)) if StoreError::is_refused_by_system(error) => {
                Some(Some(Self::Refused(error.to_string())))
            }
            Err(_) => None,
        }
    }
}

/// The writer. Dropping it finishes what is queued, then closes the connection.
pub(crate) struct Writer {
    seat: Seat,
    path: PathBuf,
    /// What the database said when it found its file damaged. From then on nothing is written.
    damage: Arc<OnceLock<String>>,
    trouble: Arc<watch::Sender<Option<WriteTrouble>>>,
}

/// Where the writing connection is.
enum Seat {
    Thread {
        queue: Option<mpsc::Sender<Job>>,
        thread: Option<JoinHandle<()>>,
    },
    Caller(Mutex<Connection>),
}

impl Writer {
    /// Takes the connection to where it writes.
    pub(crate) fn start(
        connection: Connection,
        path: PathBuf,
        threads: Threads,
    ) -> Result<Self, StoreError> {
        let seat = match threads {
            Threads::Own => Seat::thread(connection).map_err(file_error(&path))?,
            Threads::Callers => Seat::Caller(Mutex::new(connection)),
        };
        Ok(Self {
            seat,
            path,
            damage: Arc::new(OnceLock::new()),
            trouble: Arc::new(watch::Sender::new(None)),
        })
    }

    /// Runs `work` in one transaction and waits for its commit. The write goes on when the caller
    /// stops waiting.
    ///
    /// # Errors
    /// Once the file was found damaged every write is refused until the book is opened again.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.run_unless_damaged(move |connection| transact(connection, work))
            .await
    }

    /// Runs `first` and then `second` in a transaction each, with nothing in between.
    pub(crate) async fn write_twice<A, T, F, G>(&self, first: F, second: G) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<A, StoreError> + Send + 'static,
        G: FnOnce(&Tx<'_>, A) -> Result<T, StoreError> + Send + 'static,
    {
        self.run_unless_damaged(move |connection| {
            let done = transact(connection, first)?;
            fail_point!("commit.between");
            transact(connection, |tx| second(tx, done))
        })
        .await
    }

    async fn run_unless_damaged<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let (path, damage) = (self.path.clone(), Arc::clone(&self.damage));
        let trouble = Arc::clone(&self.trouble);
        let work = move |connection: &mut Connection| {
            if let Some(detail) = damage.get() {
                let detail = detail.clone();
                return Err(StoreError::Damaged { path, detail });
            }
            let result = work(connection).map_err(|error| error.about(&path));
            if let Err(StoreError::Damaged { detail, .. }) = &result {
                stop(&damage, detail);
            }
            result
        };
        self.run(move |connection| {
            let result = work(connection);
            if let Some(told) = WriteTrouble::told_by(&result) {
                trouble.send_if_modified(|known| {
                    let is_news = *known != told;
                    *known = told;
                    is_news
                });
            }
            result
        })
        .await
    }

    /// Whether writes go well, and when that changes.
    pub(crate) fn trouble(&self) -> watch::Receiver<Option<WriteTrouble>> {
        self.trouble.subscribe()
    }

    /// Lets nothing more be written, because someone found the file damaged.
    pub(crate) fn stop(&self, detail: &str) {
        stop(&self.damage, detail);
    }

    /// Runs `work` on the writing connection, for a book in memory that has no other.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Db<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.run(move |connection| work(&Db::on(connection))).await
    }

    /// Runs `work` on the writing connection without a transaction.
    async fn run<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let queue = match &self.seat {
            Seat::Thread { queue, .. } => queue.as_ref().ok_or(StoreError::Closed)?,
            Seat::Caller(connection) => {
                let mut connection = connection.lock().map_err(|_| StoreError::Closed)?;
                return guarded(&mut connection, work);
            }
        };
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let _ = reply.send(guarded(connection, work));
        });
        queue.send(job).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}

impl Seat {
    fn thread(mut connection: Connection) -> std::io::Result<Self> {
        let (queue, mut jobs) = mpsc::channel::<Job>(QUEUE_MAX);
        let thread = std::thread::Builder::new()
            .name("book-writer".to_owned())
            .spawn(move || {
                while let Some(job) = jobs.blocking_recv() {
                    job(&mut connection);
                }
            })?;
        Ok(Self::Thread {
            queue: Some(queue),
            thread: Some(thread),
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Self::Thread { queue, thread } = self {
            *queue = None;
            if let Some(thread) = thread.take() {
                let _ = thread.join();
            }
        }
    }
}

/// Runs `work`; a defect in one write must not end what all others need.
fn guarded<T>(
    connection: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(|| work(connection)))
        .unwrap_or_else(|_| Err(StoreError::Defect("a write panicked".to_owned())))
}

fn transact<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    // Immediate: a transaction that begins reading and then writes ignores the busy timeout.
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let result = work(&Tx::on(&tx))?;
    fail_point!("commit.before");
    tx.commit()?;
    fail_point!("commit.after");
    Ok(result)
}

fn stop(damage: &OnceLock<String>, detail: &str) {
    // The first complaint stays: it is the nearest to the cause.
    let _ = damage.set(detail.to_owned());
}

#[cfg(test)]
mod tests;
