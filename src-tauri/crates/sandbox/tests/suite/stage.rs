//! Owns a sandbox for one test, and the calls that tests make on it in-process.

use bytes::Bytes;
use counterfoil_sandbox::{
    Account, Config, Cut, Entropy, ManualClock, NewAccount, Sandbox, SandboxError,
};
use http::{HeaderMap, Request, Response, StatusCode, header};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

pub const NOW_MS: i64 = 1_798_700_000_000;
pub const SEED: u64 = 7;

/// A sandbox with one account, a clock that stands still, and a ledger of its own.
pub struct Stage {
    pub sandbox: Sandbox,
    pub account: Account,
    pub clock: Arc<ManualClock>,
    pub folder: TempDir,
}

/// An answer, read as far as it can be.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
    pub json: Value,
}

impl Answer {
    /// Returns the error code, or 0.
    pub fn code(&self) -> u64 {
        self.json["error"]["code"].as_u64().unwrap_or_default()
    }

    pub fn details(&self) -> &str {
        self.json["error"]["error_data"]["details"]
            .as_str()
            .unwrap_or_default()
    }

    pub fn message_id(&self) -> &str {
        self.json["messages"][0]["id"].as_str().unwrap_or_default()
    }

    /// Returns the one payment of a lookup.
    pub fn payment(&self) -> &Value {
        assert_eq!(
            self.json["payments"].as_array().map(Vec::len),
            Some(1),
            "{}",
            self.json
        );
        &self.json["payments"][0]
    }
}

impl Stage {
    pub fn new() -> Stage {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(NOW_MS));
        let sandbox = open(&folder, SEED, &clock).unwrap();
        let account = sandbox.add_account(kaveri()).unwrap();
        Stage {
            sandbox,
            account,
            clock,
            folder,
        }
    }

    pub fn ledger(&self) -> PathBuf {
        self.folder.path().join("ledger.jsonl")
    }

    pub fn number(&self) -> &str {
        &self.account.phone_number_id
    }

    pub async fn send(&self, body: &Value) -> Answer {
        self.try_send(body).await.unwrap()
    }

    pub async fn try_send(&self, body: &Value) -> Result<Answer, Cut> {
        self.call(self.send_request(body.to_string())).await
    }

    pub fn send_request(&self, body: impl Into<Bytes>) -> Request<Bytes> {
        self.request("POST", &format!("/v24.0/{}/messages", self.number()))
            .map(|_| body.into())
    }

    pub async fn look_up(&self, reference_id: &str) -> Answer {
        self.try_look_up(reference_id).await.unwrap()
    }

    pub async fn try_look_up(&self, reference_id: &str) -> Result<Answer, Cut> {
        let path = format!(
            "/v24.0/{}/payments/kaveri-live-rzp/{reference_id}",
            self.number()
        );
        self.call(self.request("GET", &path)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(self.request("GET", path)).await.unwrap()
    }

    /// Makes a request with the account's bearer and no body.
    pub fn request(&self, method: &str, path: &str) -> Request<Bytes> {
        Request::builder()
            .method(method)
            .uri(path)
            .header(
                header::AUTHORIZATION,
                format!("Bearer {}", self.account.bearer),
            )
            .header(header::CONTENT_TYPE, "application/json")
            .body(Bytes::new())
            .unwrap()
    }

    pub async fn call(&self, request: Request<Bytes>) -> Result<Answer, Cut> {
        self.sandbox.call(request).await.map(read)
    }
}

pub fn open(
    folder: &TempDir,
    seed: u64,
    clock: &Arc<ManualClock>,
) -> Result<Sandbox, SandboxError> {
    Sandbox::open(Config {
        ledger: folder.path().join("ledger.jsonl"),
        seed,
        clock: Arc::clone(clock) as _,
        entropy: Entropy::Seeded,
    })
}

pub fn kaveri() -> NewAccount {
    NewAccount {
        name: "Kaveri Provisions".into(),
        configurations: vec!["kaveri-live-rzp".into(), "kaveri two/2".into()],
        waba_id: None,
        phone_number_id: None,
    }
}

fn read(response: Response<Bytes>) -> Answer {
    let (parts, bytes) = response.into_parts();
    let json = serde_json::from_slice(&bytes).unwrap_or(json!(null));
    Answer {
        status: parts.status,
        headers: parts.headers,
        bytes,
        json,
    }
}
