//! Owns the sandbox over TCP: its accept loop, and the ways a connection can end badly.

mod connection;

use crate::{Sandbox, SandboxError};
use connection::Connection;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

/// How many connections are open at once; more wait to be accepted.
const CONNECTIONS_MAX: usize = 256;
/// How long a failed accept waits before the next, as when the process is out of sockets.
const ACCEPT_PAUSE: Duration = Duration::from_millis(10);

/// A listening sandbox. Dropping it stops it.
pub struct Server {
    address: SocketAddr,
    tasks: TaskTracker,
    stop: DropGuard,
}

impl Server {
    pub(crate) async fn start(
        sandbox: &Sandbox,
        address: SocketAddr,
    ) -> Result<Server, SandboxError> {
        if !address.ip().is_loopback() {
            return Err(SandboxError::NotLoopback(address));
        }
        let failed = |source| SandboxError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        tasks.spawn(accept(
            listener,
            sandbox.router(),
            address,
            tasks.clone(),
            stop.clone(),
        ));
        Ok(Server {
            address,
            tasks,
            stop: stop.drop_guard(),
        })
    }

    /// Returns the address it listens on, with the port it was given.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops listening and drops the open connections; returns when all are gone.
    pub async fn shutdown(self) {
        drop(self.stop);
        self.tasks.close();
        self.tasks.wait().await;
    }
}

async fn accept(
    listener: TcpListener,
    router: axum::Router,
    address: SocketAddr,
    tasks: TaskTracker,
    stop: CancellationToken,
) {
    let permits = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let crashes = watch::Sender::new(());
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await.ok()?;
            Some((listener.accept().await, permit))
        };
        let (accepted, permit) = tokio::select! {
            () = stop.cancelled() => return,
            next = next => match next {
                Some(next) => next,
                None => return,
            },
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "Could not accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let connection = Connection {
            router: router.clone(),
            address,
            crashes: crashes.clone(),
        };
        let stop = stop.clone();
        tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = connection.serve(stream) => {}
            }
            drop(permit);
        });
    }
}
