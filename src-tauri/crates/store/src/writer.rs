//! Owns the one thread that writes, and what a write is: one immediate transaction.

use crate::{db::Tx, error::StoreError};
use rusqlite::{Connection, TransactionBehavior};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    thread::JoinHandle,
};
use tokio::sync::{mpsc, oneshot};

/// How many writes may wait; more make the callers wait.
const QUEUE_MAX: usize = 256;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// The writing thread. Dropping it finishes what is queued, then closes the connection.
pub(crate) struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    path: PathBuf,
}

impl Writer {
    /// Hands the connection to a thread of its own.
    pub(crate) fn start(mut connection: Connection, path: PathBuf) -> Result<Self, StoreError> {
        let (queue, mut jobs) = mpsc::channel::<Job>(QUEUE_MAX);
        let thread = std::thread::Builder::new()
            .name("book-writer".to_owned())
            .spawn(move || {
                while let Some(job) = jobs.blocking_recv() {
                    job(&mut connection);
                }
            })
            .map_err(|error| StoreError::File {
                path: path.clone(),
                error,
            })?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
            path,
        })
    }

    /// Runs `work` on the writing thread in one transaction and waits for its commit. The write
    /// goes on when the caller stops waiting.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let path = self.path.clone();
        self.run(move |connection| transact(connection, work).map_err(|e| named(&path, e)))
            .await
    }

    /// Runs `work` on the writing thread without a transaction.
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // A defect in one write must not end the thread that all others need.
            let result = catch_unwind(AssertUnwindSafe(|| work(connection)))
                .unwrap_or_else(|_| Err(StoreError::Unreadable("write: it panicked".to_owned())));
            let _ = reply.send(result);
        });
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        queue.send(job).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn transact<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    // Immediate: a transaction that begins reading and then writes ignores the busy timeout.
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let result = work(&Tx::on(&tx))?;
    tx.commit()?;
    Ok(result)
}

fn named(path: &std::path::Path, error: StoreError) -> StoreError {
    match error {
        StoreError::Database(error) => {
            crate::connection::damage_or(path, error, StoreError::Database)
        }
        other => other,
    }
}
