//! Owns a server that speaks HTTP byte by byte, and counts what reaches it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

/// What the server does with one request.
#[derive(Clone)]
pub enum Act {
    /// Closes before reading anything.
    CloseUnread,
    /// Writes these bytes, and closes.
    Write(Vec<u8>),
    /// Writes these bytes, and keeps the connection for another request.
    Keep(Vec<u8>),
    /// Writes these bytes, and resets the connection.
    Reset(Vec<u8>),
    /// Writes these bytes, and says nothing more until the client goes away.
    Stall(Vec<u8>),
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<String>,
}

pub struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    task: AbortHandle,
}

impl Server {
    /// Acts in this order, one act per request; the last one is repeated.
    pub async fn acting(acts: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let counted = seen.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, counted.clone(), acts.clone()));
            }
        });
        Self {
            address,
            seen,
            task: accepting.abort_handle(),
        }
    }

    /// Always answers with these bytes.
    pub async fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        Self::acting(vec![Act::Write(bytes.into())]).await
    }

    pub fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    pub fn requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().requests.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, seen: Arc<Mutex<Seen>>, acts: Vec<Act>) {
    if matches!(acts[..], [Act::CloseUnread]) {
        return;
    }
    let mut unread = Vec::new();
    while let Some(request) = next_request(&mut stream, &mut unread).await {
        let turn = {
            let mut seen = seen.lock().unwrap();
            seen.requests.push(request);
            seen.requests.len()
        };
        match &acts[turn.min(acts.len()) - 1] {
            Act::CloseUnread => return,
            Act::Write(bytes) => {
                let _ = stream.write_all(bytes).await;
                let _ = stream.shutdown().await;
                return drain(stream).await;
            }
            Act::Keep(bytes) => drop(stream.write_all(bytes).await),
            Act::Reset(bytes) => {
                let _ = stream.write_all(bytes).await;
                stream.set_zero_linger().unwrap();
                return;
            }
            Act::Stall(bytes) => {
                let _ = stream.write_all(bytes).await;
                return drain(stream).await;
            }
        }
    }
}

/// Reads until the client goes away, so that closing does not turn into a reset.
async fn drain(mut stream: TcpStream) {
    let mut buffer = [0; 4096];
    while stream.read(&mut buffer).await.is_ok_and(|count| count > 0) {}
}

async fn next_request(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<String> {
    loop {
        let text = String::from_utf8_lossy(unread).into_owned();
        if let Some((head, rest)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                })
                .unwrap_or(0);
            if rest.len() >= length {
                let whole = head.len() + 4 + length;
                return Some(String::from_utf8(unread.drain(..whole).collect()).unwrap());
            }
        }
        let mut buffer = [0; 4096];
        let count = stream
            .read(&mut buffer)
            .await
            .ok()
            .filter(|count| *count > 0)?;
        unread.extend_from_slice(&buffer[..count]);
    }
}

/// An ordinary answer.
pub fn http(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

/// An answer in pieces of unknown number.
pub fn chunked(status: &str, pieces: &[&str]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n");
    for piece in pieces {
        text.push_str(&format!("{:x}\r\n{piece}\r\n", piece.len()));
    }
    text.into_bytes()
}

/// An address nobody listens on.
pub async fn closed_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
}
