//! Owns a listener that nobody may ever reach.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::net::{TcpListener, TcpStream};

/// Counts who connects.
pub struct Canary {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Canary {
    /// Listens on a free port of loopback.
    pub async fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let canary = Self {
            address: listener.local_addr().unwrap(),
            connections: Arc::default(),
        };
        let connections = Arc::clone(&canary.connections);
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                connections.fetch_add(1, Ordering::SeqCst);
            }
        });
        canary
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}/inward", self.address)
    }

    /// How often it was reached.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Reaches it, and waits until it has noticed.
    pub async fn reach(&self) {
        let before = self.connections();
        drop(TcpStream::connect(self.address).await.unwrap());
        let noticed = async {
            while self.connections() == before {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), noticed)
            .await
            .unwrap();
    }
}
