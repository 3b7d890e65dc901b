//! Owns the two connections that only read.

use crate::{connection, db::Db, error::StoreError};
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
}

impl Readers {
    /// Opens both.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let mut free = Vec::with_capacity(READERS);
        for _ in 0..READERS {
            free.push(connection::open_reader(path)?);
        }
        Ok(Self {
            free: Arc::new(Mutex::new(free)),
            turns: Arc::new(Semaphore::new(READERS)),
            path: path.to_owned(),
        })
    }

    /// Runs `work` on a free connection, off the async threads.
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
        let this = self.clone();
        tokio::task::spawn_blocking(move || {
            let lent = this.lend()?;
            let result = work(&Db::on(&lent));
            this.give_back(lent);
            drop(turn);
            result.map_err(|error| error.about(&this.path))
        })
        .await
        .map_err(|_| StoreError::Defect("a read panicked".to_owned()))?
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
