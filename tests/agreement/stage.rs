//! Owns the two judges: the desk's rules, and the sandbox behind its real HTTP surface.

use crate::drafts::NOW_MS;
use bytes::Bytes;
use counterfoil_domain::finding::FindingCode;
use counterfoil_providers::meta::order_body;
use counterfoil_sandbox::{
    Account, Config, Entropy, ManualClock, NewAccount, ReusedReference, Sandbox,
    UnknownConfiguration,
};
use http::{Request, StatusCode, header};
use serde_json::Value;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// What the desk says about a body.
#[derive(Clone, Debug)]
pub struct Ours {
    pub is_accepted: bool,
    /// Every error with its path.
    pub errors: Vec<(String, FindingCode)>,
    pub warnings: Vec<FindingCode>,
}

/// What the sandbox answers to a send of the body.
#[derive(Clone, Debug)]
pub struct Theirs {
    pub status: StatusCode,
    /// Empty when nothing was sent.
    pub message_id: String,
    /// Why not.
    pub details: String,
}

/// Asks the desk.
pub fn ours(body: &[u8]) -> Ours {
    let checked = order_body::check_body(body, NOW_MS, &[]);
    let (errors, warnings): (Vec<_>, Vec<_>) = checked
        .findings
        .into_iter()
        .partition(|finding| finding.is_error());
    Ours {
        is_accepted: checked.order.is_some(),
        errors: errors
            .into_iter()
            .map(|finding| (finding.path, finding.code))
            .collect(),
        warnings: warnings.into_iter().map(|finding| finding.code).collect(),
    }
}

/// A sandbox that judges nothing but the message: any reference id and any configuration will do.
pub struct Stage {
    sandbox: Sandbox,
    account: Account,
    runtime: Runtime,
    _folder: TempDir,
}

impl Stage {
    pub fn new(seed: u64) -> Stage {
        // Every send is made durable: in memory that takes no time, and nothing here is to keep.
        let folder = tempfile::tempdir_in("/dev/shm")
            .or_else(|_| tempfile::tempdir())
            .unwrap();
        let sandbox = Sandbox::open(Config {
            ledger: folder.path().join("ledger.jsonl"),
            seed,
            clock: Arc::new(ManualClock::new(NOW_MS)),
            entropy: Entropy::Seeded,
        })
        .unwrap();
        let new = NewAccount {
            name: "Kaveri Provisions".to_owned(),
            ..NewAccount::default()
        };
        let account = sandbox.add_account(new).unwrap();
        sandbox.set_behaviour(&account.phone_number_id, |behaviour| {
            behaviour.reused_reference = ReusedReference::Accept;
            behaviour.unknown_configuration = UnknownConfiguration::AcceptUnpayable;
        });
        let runtime = Builder::new_current_thread().build().unwrap();
        Stage {
            sandbox,
            account,
            runtime,
            _folder: folder,
        }
    }

    /// Asks the sandbox.
    pub fn theirs(&self, body: &[u8]) -> Theirs {
        let request = Request::post(format!("/v24.0/{}/messages", self.account.phone_number_id))
            .header(
                header::AUTHORIZATION,
                format!("Bearer {}", self.account.bearer),
            )
            .header(header::CONTENT_TYPE, "application/json")
            .body(Bytes::copy_from_slice(body))
            .unwrap();
        let response = self.runtime.block_on(self.sandbox.call(request)).unwrap();
        let json: Value = serde_json::from_slice(response.body()).unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Theirs {
            status: response.status(),
            message_id: text(&json["messages"][0]["id"]),
            details: text(&json["error"]["error_data"]["details"]),
        }
    }

    /// Counts the sends that the sandbox committed.
    pub fn sent(&self) -> usize {
        self.sandbox.messages().len()
    }
}
