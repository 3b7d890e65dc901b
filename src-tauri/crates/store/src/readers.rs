//! Owns the two connections that only read.

use crate::{connection, db::Db, error::StoreError, writer::Threads};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use tokio::sync::Semaphore;

const READERS: usize = 2;

/// Two reading connections, lent to one query each; a third query waits.
#[derive(Clone)]
pub(crate) struct Readers {
    free: Arc<Mutex<Vec<Connection>>>,
    turns: Arc<Semaphore>,
    path: PathBuf,
    threads: Threads,
}

impl Readers {
    /// Opens both.
    pub(crate) fn open(path: &Path, threads: Threads) -> Result<Self, StoreError> {
        let mut free = Vec::with_capacity(READERS);
        for _ in 0..READERS {
            free.push(connection::open_reader(path)?);
        }
        Ok(Self {
            free: Arc::new(Mutex::new(free)),
            turns: Arc::new(Semaphore::new(READERS)),
            path: path.to_owned(),
            threads,
        })
    }

    /// Runs `work` on a free connection; on threads of its own, off the async ones.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Db<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let turn = self
            .turns
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Closed)?;
        if self.threads == Threads::Callers {
            return self.read_here(work);
        }
        let this = self.clone();
        tokio::task::spawn_blocking(move || {
            let result = this.read_here(work);
            drop(turn);
            result
        })
        .await
        .map_err(|_| StoreError::Defect("a read panicked".to_owned()))?
    }

    fn read_here<T>(
        &self,
        work: impl FnOnce(&Db<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let lent = self.lend()?;
        let result = work(&Db::on(&lent));
        self.give_back(lent);
        result.map_err(|error| error.about(&self.path))
    }

    fn lend(&self) -> Result<Connection, StoreError> {
        let lent = self.free.lock().map_err(|_| StoreError::Closed)?.pop();
        // A query that panicked took its connection with it.
        lent.map_or_else(|| connection::open_reader(&self.path), Ok)
    }

    fn give_back(&self, connection: Connection) {
        if let Ok(mut free) = self.free.lock() {
            free.push(connection);
        }
    }
}
