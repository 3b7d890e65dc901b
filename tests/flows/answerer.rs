//! Owns a provider that answers whatever a test writes for it, for what the sandbox never says.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// The status and body for a request, by its head; `None` never answers.
type Answers = dyn Fn(&str) -> Option<(u16, Vec<u8>)> + Send + Sync;

/// Listens until the test ends.
pub struct Answerer {
    address: SocketAddr,
    asked: Arc<AtomicU64>,
}

impl Answerer {
    /// Answers on a free port of loopback.
    pub async fn listen(
        answers: impl Fn(&str) -> Option<(u16, Vec<u8>)> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let answerer = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
        };
        let (asked, answers): (_, Arc<Answers>) = (Arc::clone(&answerer.asked), Arc::new(answers));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&answers), Arc::clone(&asked)));
            }
        });
        answerer
    }

    /// Where it listens, as an account's address.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many requests came.
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::SeqCst)
    }
}

async fn answer(mut stream: TcpStream, answers: Arc<Answers>, asked: Arc<AtomicU64>) {
    let head = read_request(&mut stream).await;
    asked.fetch_add(1, Ordering::SeqCst);
    let Some((status, body)) = answers(&head) else {
        return std::future::pending().await;
    };
    let head = format!(
        "HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    // A caller that has had enough goes away.
    let _ = stream.write_all(&[head.into_bytes(), body].concat()).await;
}

/// The head of a request, whose body is read and dropped.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let end = loop {
        if let Some(at) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        assert!(
            stream.read_buf(&mut read).await.unwrap() > 0,
            "a request has an end"
        );
    };
    let head = String::from_utf8(read[..end].to_vec()).unwrap();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse::<usize>().unwrap())
    });
    while read.len() < end + length.unwrap_or(0) {
        assert!(
            stream.read_buf(&mut read).await.unwrap() > 0,
            "a body has an end"
        );
    }
    head
}
