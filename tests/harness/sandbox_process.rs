//! Owns the simulator as a process of its own, and asking it what it received.

use counterfoil_sandbox::{
    AcceptedMessage, AcceptedStatus, Behaviour, Call, CallCounts, CustomerPlan, FaultPlan,
    MadeRefund, control::CONTROL_HEADER,
};
use serde_json::Value;
use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

const ANSWER_MAX: Duration = Duration::from_secs(30);

/// A running simulator with one account. Dropping it ends the process.
#[derive(Debug)]
pub struct SandboxProcess {
    child: Child,
    told: Value,
}

impl SandboxProcess {
    /// Starts it with a new ledger in `folder`.
    ///
    /// # Panics
    /// It does not say where it listens.
    pub fn start(program: &Path, folder: &Path, seed: u64) -> Self {
        let mut child = Command::new(program)
            .arg("--data-dir")
            .arg(folder)
            .args([
                "--json",
                "sandbox",
                "run",
                "--port",
                "0",
                "--seed",
                &seed.to_string(),
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the sandbox starts");
        let printed = child.stdout.take().expect("standard output is a pipe");
        let told = serde_json::Deserializer::from_reader(printed)
            .into_iter()
            .next();
        let told = told
            .expect("the sandbox says where it listens")
            .expect("it says so in JSON");
        Self { child, told }
    }

    /// Where it listens, as an account's base URL.
    pub fn base_url(&self) -> &str {
        self.word("base_url")
    }

    /// The WABA id of its account.
    pub fn waba_id(&self) -> &str {
        self.word("waba_id")
    }

    /// The phone number id of its account.
    pub fn phone_number_id(&self) -> &str {
        self.word("phone_number_id")
    }

    /// The payment configuration of its account.
    pub fn configuration(&self) -> &str {
        self.word("configuration")
    }

    /// The access token of its account.
    pub fn access_token(&self) -> &str {
        self.word("access_token")
    }

    /// Sets how it answers.
    pub fn set_behaviour(&self, behaviour: &Behaviour) {
        let body = serde_json::to_vec(behaviour).expect("a behaviour is JSON");
        self.control("PUT", &self.account_path("behaviour"), &body);
    }

    /// Sets which calls go wrong.
    pub fn set_faults(&self, call: Call, plan: &FaultPlan) {
        let call = serde_json::to_value(call).expect("a call is JSON");
        let call = call.as_str().expect("a call is a word").to_owned();
        let body = serde_json::to_vec(plan).expect("a plan is JSON");
        self.control("PUT", &self.account_path(&format!("faults/{call}")), &body);
    }

    /// Everything it accepted, in order: the truth that a book is compared with.
    pub fn messages(&self) -> Vec<AcceptedMessage> {
        let mut answer = self.control("GET", "/messages", b"");
        serde_json::from_value(answer["messages"].take()).expect("messages are listed")
    }

    /// Every refund it made.
    pub fn refunds(&self) -> Vec<MadeRefund> {
        let answer = self.control("GET", "/refunds", b"");
        serde_json::from_value(answer).expect("refunds are listed")
    }

    /// Every status message it accepted.
    pub fn statuses(&self) -> Vec<AcceptedStatus> {
        let answer = self.control("GET", "/statuses", b"");
        serde_json::from_value(answer).expect("status messages are listed")
    }

    /// Sets what the customer of an order does.
    pub fn set_customer(&self, reference_id: &str, plan: &CustomerPlan) {
        let body = serde_json::to_vec(plan).expect("a plan is JSON");
        self.control(
            "PUT",
            &self.account_path(&format!("customers/{reference_id}")),
            &body,
        );
    }

    /// How many calls arrived.
    pub fn calls(&self) -> CallCounts {
        let answer = self.control("GET", &self.account_path("calls"), b"");
        serde_json::from_value(answer).expect("calls are counted")
    }

    /// Sends a body past the program under test, as another machine would.
    pub fn send_from_elsewhere(&self, body: &[u8]) -> u16 {
        let path = format!("/v24.0/{}/messages", self.phone_number_id());
        let bearer = format!("Bearer {}", self.access_token());
        self.ask("POST", &path, ("Authorization", &bearer), body).0
    }

    fn word(&self, name: &str) -> &str {
        self.told[name]
            .as_str()
            .unwrap_or_else(|| panic!("the sandbox tells its {name}"))
    }

    fn account_path(&self, rest: &str) -> String {
        format!("/accounts/{}/{rest}", self.phone_number_id())
    }

    fn control(&self, method: &str, path: &str, body: &[u8]) -> Value {
        let token = (CONTROL_HEADER, self.word("control_token"));
        let (status, answer) = self.ask(method, &format!("/sandbox{path}"), token, body);
        match status {
            200 => serde_json::from_slice(&answer).expect("the answer is JSON"),
            204 => Value::Null,
            _ => panic!(
                "{method} {path}: {status} {}",
                String::from_utf8_lossy(&answer)
            ),
        }
    }

    /// One request on a connection of its own.
    fn ask(&self, method: &str, path: &str, header: (&str, &str), body: &[u8]) -> (u16, Vec<u8>) {
        let host = self.base_url().trim_start_matches("http://");
        let mut connection = TcpStream::connect(host).expect("the sandbox listens");
        connection
            .set_read_timeout(Some(ANSWER_MAX))
            .expect("a wait may be bounded");
        let (name, value) = header;
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{name}: {value}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        let request = [head.as_bytes(), body].concat();
        connection
            .write_all(&request)
            .expect("the sandbox takes a request");
        let mut answer = Vec::new();
        connection
            .read_to_end(&mut answer)
            .expect("the sandbox answers");
        read_answer(&answer)
    }
}

impl Drop for SandboxProcess {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status and the body of an answer that ended with its connection.
fn read_answer(answer: &[u8]) -> (u16, Vec<u8>) {
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("an answer has a head");
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    assert!(
        !head.contains("transfer-encoding"),
        "the sandbox announces the length of its answers"
    );
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    (
        status.expect("an answer has a status"),
        answer[end + 4..].to_vec(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read() {
        let none = read_answer(b"HTTP/1.1 204 No Content\r\ndate: now\r\n\r\n");
        let some = read_answer(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");

        assert_eq!(none, (204, vec![]));
        assert_eq!(some, (200, b"{}".to_vec()));
    }
}
