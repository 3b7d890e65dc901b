//! Owns the thread that talks to the keyring, and everybody's patience with it.
//!
//! One thread takes the requests in turn, so a locked keyring opens one prompt and not one per
//! caller. A thread that is still busy when its caller's deadline has passed is abandoned with its
//! connection, and the next request gets a new one; the abandoned thread ends when its call
//! returns, and what it answers then is dropped.

use crate::store::{Op, Store, perform};
use crate::{Item, VaultError, lock};
use counterfoil_domain::Secret;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tracing::warn;

/// How many requests may wait for the thread.
pub(crate) const MAX_WAITING: usize = 32;

/// How many threads may hang in the keyring beside the one in use.
pub(crate) const MAX_ABANDONED: usize = 4;

type Answer = Result<Option<Secret>, VaultError>;
type Connect = dyn Fn() -> Result<Box<dyn Store>, VaultError> + Send + Sync;

/// Asks the keyring from a thread of its own.
pub(crate) struct Worker(Arc<Shared>);

struct Shared {
    deadline: Duration,
    connect: Box<Connect>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Request>,
    /// The thread that takes the next request.
    current: Option<Current>,
    threads_started: u64,
    abandoned: usize,
    closed: bool,
}

struct Current {
    id: u64,
    /// When the caller of the request in progress gives up; `None` while idle.
    due: Option<Instant>,
}

struct Request {
    item: Item,
    op: Op,
    due: Instant,
    caller: oneshot::Sender<Answer>,
}

impl Worker {
    /// Starts nothing yet: the first call starts the thread and connects.
    pub(crate) fn new<C>(deadline: Duration, connect: C) -> Self
    where
        C: Fn() -> Result<Box<dyn Store>, VaultError> + Send + Sync + 'static,
    {
        Self(Arc::new(Shared {
            deadline,
            connect: Box::new(connect),
            state: Mutex::default(),
            changed: Condvar::new(),
        }))
    }

    /// Answers within the deadline, whatever the keyring does.
    pub(crate) async fn call(&self, item: Item, op: Op) -> Answer {
        let (caller, answer) = oneshot::channel();
        let due = Instant::now() + self.0.deadline;
        self.0.accept(Request {
            item,
            op,
            due,
            caller,
        })?;

        match tokio::time::timeout(self.0.deadline, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(VaultError::Failed(
                "the call ended without an answer".into(),
            )),
            Err(_) => {
                warn!("The system keyring did not answer in time");
                self.0.relieve();
                Err(VaultError::TimedOut)
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        lock(&self.0.state).closed = true;
        self.0.changed.notify_all();
    }
}

impl Shared {
    fn accept(self: &Arc<Self>, request: Request) -> Result<(), VaultError> {
        let mut state = lock(&self.state);
        state.forget_gone_callers();
        if state.waiting.len() >= MAX_WAITING {
            return Err(VaultError::Busy);
        }
        self.ensure_thread(&mut state)?;
        state.waiting.push_back(request);
        self.changed.notify_all();
        Ok(())
    }

    /// Gives those who still wait behind a stuck thread another one.
    fn relieve(self: &Arc<Self>) {
        let mut state = lock(&self.state);
        state.forget_gone_callers();
        if !state.waiting.is_empty() {
            // Without a thread they reach their own deadlines and learn it there.
            let _ = self.ensure_thread(&mut state);
        }
    }

    fn ensure_thread(self: &Arc<Self>, state: &mut State) -> Result<(), VaultError> {
        if let Some(current) = &state.current {
            if current.due.is_none_or(|due| Instant::now() < due) {
                return Ok(());
            }
            if state.abandoned == MAX_ABANDONED {
                return Err(VaultError::Stuck);
            }
            warn!("Left a stuck keyring call behind; the next one gets a new connection");
            state.abandoned += 1;
            state.current = None;
        }

        state.threads_started += 1;
        let id = state.threads_started;
        let shared = Arc::clone(self);
        thread::Builder::new()
            .name(format!("keyring-{id}"))
            .spawn(move || shared.run(id))
            .map_err(|e| VaultError::Failed(format!("could not start a thread: {e}")))?;
        state.current = Some(Current { id, due: None });
        Ok(())
    }

    fn run(self: Arc<Self>, id: u64) {
        let _presence = Presence {
            shared: Arc::clone(&self),
            id,
        };
        let mut store = None;
        while let Some(request) = self.next(id) {
            let answer = self.serve(&mut store, &request);
            // Whoever gave up is not there to take it.
            let _ = request.caller.send(answer);
        }
    }

    /// Waits for a request somebody still wants, until this thread is no longer the one to serve.
    fn next(&self, id: u64) -> Option<Request> {
        let mut state = lock(&self.state);
        loop {
            if state.closed {
                return None;
            }
            state.current.as_ref().filter(|current| current.id == id)?;
            state.forget_gone_callers();
            let request = state.waiting.pop_front();
            let current = state.current.as_mut()?;
            current.due = request.as_ref().map(|request| request.due);
            if request.is_some() {
                return request;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn serve(&self, store: &mut Option<Box<dyn Store>>, request: &Request) -> Answer {
        let had_connection = store.is_some();
        let mut answer = self.attempt(store, request);

        // The keyring may have been restarted since the last call. Every operation may be repeated.
        let lost = matches!(answer, Err(VaultError::Absent | VaultError::Failed(_)));
        if had_connection && lost && !request.caller.is_closed() {
            *store = None;
            answer = self.attempt(store, request);
        }
        if answer.is_err() {
            *store = None;
        }
        answer
    }

    fn attempt(&self, store: &mut Option<Box<dyn Store>>, request: &Request) -> Answer {
        let store = match store {
            Some(store) => store,
            None => store.insert((self.connect)()?),
        };
        let wanted = || !request.caller.is_closed();
        perform(store.as_mut(), &request.item, &request.op, &wanted)
    }
}

impl State {
    fn forget_gone_callers(&mut self) {
        self.waiting.retain(|request| !request.caller.is_closed());
    }
}

/// Keeps the count of threads true, even when a store panics.
struct Presence {
    shared: Arc<Shared>,
    id: u64,
}

impl Drop for Presence {
    fn drop(&mut self) {
        let mut state = lock(&self.shared.state);
        if state
            .current
            .as_ref()
            .is_some_and(|current| current.id == self.id)
        {
            state.current = None;
        } else {
            state.abandoned -= 1;
        }
        if !state.closed && !state.waiting.is_empty() {
            // Without a thread they reach their own deadlines and learn it there.
            let _ = self.shared.ensure_thread(&mut state);
        }
    }
}
