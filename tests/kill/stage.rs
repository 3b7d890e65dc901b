//! Owns the two processes of a test and one book, and starting the program again as a check.

use crate::{
    autopsy::{self, Found, Seen},
    oracle,
};
use counterfoil_domain::operation::OperationState;
use counterfoil_sandbox::{Behaviour, ReusedReference};
use counterfoil_tests::{bodies::OrderBody, program::Program, sandbox_process::SandboxProcess};
use serde_json::Value;
use std::{collections::BTreeMap, fs, ops::RangeInclusive, path::Path};
use tempfile::TempDir;

/// The account that reaches the sandbox.
pub const MAIN: &str = "Main";
/// The account whose port nobody listens on, so that nothing can leave.
pub const NOWHERE: &str = "Nowhere";
/// The discard port, where no machine listens any more.
const NO_PORT: &str = "http://127.0.0.1:9";
/// More rows than any book here has.
const ALL_ROWS: &str = "500";
/// The requirement.
const READY_MS_MAX: u64 = 2_000;

/// A book with two accounts, the program that works on it, and the provider.
pub struct Stage {
    folder: TempDir,
    pub program: Program,
    pub sandbox: SandboxProcess,
}

/// What a start found and made of it.
#[derive(Debug)]
pub struct Restart {
    pub before: Vec<Seen>,
    pub after: Vec<Seen>,
    pub ready_ms: u64,
}

impl Stage {
    /// A new book and a new provider, which lets a second send of an order through: a refusal would
    /// hide it.
    pub fn new(seed: u64) -> Self {
        Self::of(seed, |program| program)
    }

    /// The same, with credentials and the anchor in the keyring of this session.
    pub fn with_keyring(seed: u64) -> Self {
        Self::of(seed, Program::with_keyring)
    }

    fn of(seed: u64, vault: impl FnOnce(Program) -> Program) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = Path::new(env!("CARGO_BIN_EXE_counterfoil-under-test"));
        let sandbox = SandboxProcess::start(path, &folder.path().join("sandbox"), seed);
        let book = folder.path().join("book");
        let program = vault(Program::new(path, &book, sandbox.access_token()));
        let stage = Self {
            folder,
            program,
            sandbox,
        };
        stage.answer_within(0..=0);
        let (waba, phone) = (stage.sandbox.waba_id(), stage.sandbox.phone_number_id());
        stage.add_account(MAIN, waba, phone, stage.sandbox.base_url());
        stage.add_account(NOWHERE, "1", "2", NO_PORT);
        stage
    }

    /// Sets how long the provider thinks, in milliseconds.
    pub fn answer_within(&self, latency_ms: RangeInclusive<u64>) {
        let reused_reference = ReusedReference::Accept;
        let behaviour = Behaviour {
            reused_reference,
            latency_ms,
            ..Behaviour::default()
        };
        self.sandbox.set_behaviour(&behaviour);
    }

    /// Writes an order into a file and returns its path.
    pub fn write_order(&self, body: &OrderBody) -> String {
        let file = self
            .folder
            .path()
            .join(format!("{}.json", body.reference_id()));
        fs::write(&file, body.bytes()).unwrap();
        file.to_str().unwrap().to_owned()
    }

    /// A new order of the account that reaches the sandbox, in a file.
    pub fn new_order(&self, reference_id: &str) -> String {
        let body = OrderBody::new(reference_id).configuration(self.sandbox.configuration());
        self.write_order(&body)
    }

    /// What lies on the disk, where no commit may have been cut in half.
    pub fn look_at_the_disk(&self, when: &str) -> Vec<Seen> {
        let Found { operations, halves } = autopsy::read(self.program.data_dir());
        oracle::assert_nothing(&halves, when);
        operations
    }

    /// Starts the program again and checks everything that must hold then, against the files as
    /// they were left and against what the provider received.
    pub fn restart(&self, when: &str) -> Restart {
        let before = self.look_at_the_disk(when);
        let check = self.program.run(&["book", "check"]);
        assert!(
            check.status.success(),
            "{when}: the book is not well: {check:?}"
        );
        let check = check.document();
        let after = self.look_at_the_disk(when);

        let became_unknown: Vec<String> =
            serde_json::from_value(check["becameUnknown"].clone()).unwrap();
        let mut wrong = oracle::recovered(&before, &after, &became_unknown);
        wrong.extend(miscounted(&check["operations"], &after));
        wrong.extend(self.listed_otherwise(&after));
        oracle::assert_nothing(&wrong, when);
        self.compare(&after, when);

        let ready_ms = check["readyMs"].as_u64().unwrap();
        assert!(
            ready_ms <= READY_MS_MAX,
            "{when}: ready after {ready_ms} ms"
        );
        Restart {
            before,
            after,
            ready_ms,
        }
    }

    /// Compares a recovered book with what the provider received.
    pub fn compare(&self, book: &[Seen], when: &str) {
        let mut wrong = oracle::compare(book, &self.sandbox.messages());
        let left =
            |seen: &&Seen| seen.account == MAIN && seen.life.contains(&OperationState::InFlight);
        let (asked, left) = (
            self.sandbox.calls().send.received,
            book.iter().filter(left).count(),
        );
        if asked > u64::try_from(left).unwrap() {
            wrong.push(format!("{asked} requests came from {left} operations"));
        }
        oracle::assert_nothing(&wrong, when);
    }

    /// The lists of the program show every operation where it stands, and among the unresolved
    /// those that a person has to decide about.
    fn listed_otherwise(&self, book: &[Seen]) -> Vec<String> {
        let all = |_: &Seen| true;
        let unresolved = |seen: &Seen| seen.state.is_unresolved();
        let mut wrong = self.differs(&[], book.iter().filter(|seen| all(seen)));
        wrong.extend(self.differs(
            &["--unresolved"],
            book.iter().filter(|seen| unresolved(seen)),
        ));
        wrong
    }

    fn differs<'a>(
        &self,
        options: &[&str],
        expected: impl Iterator<Item = &'a Seen>,
    ) -> Vec<String> {
        let arguments = [&["operation", "list", "--rows", ALL_ROWS], options].concat();
        let listed = self.program.run(&arguments);
        let listed: BTreeMap<String, String> = listed.document()["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (word(row, "id").to_owned(), word(row, "state").to_owned()))
            .collect();
        let expected: BTreeMap<String, String> = expected
            .map(|seen| (seen.id.clone(), seen.state.word().to_owned()))
            .collect();
        let same = listed == expected;
        let wrong = (!same).then(|| format!("{options:?} lists {listed:?} for {expected:?}"));
        wrong.into_iter().collect()
    }

    fn add_account(&self, name: &str, waba_id: &str, phone_number_id: &str, base_url: &str) {
        let added = self.program.run(&[
            "account",
            "add",
            name,
            "--waba-id",
            waba_id,
            "--phone-number-id",
            phone_number_id,
            "--base-url",
            base_url,
        ]);
        assert!(added.status.success(), "{added:?}");
    }
}

/// A word of a document.
#[track_caller]
pub fn word<'a>(document: &'a Value, name: &str) -> &'a str {
    document[name]
        .as_str()
        .unwrap_or_else(|| panic!("no `{name}` in {document}"))
}

/// The state a document tells of an operation.
#[track_caller]
pub fn told_state(operation: &Value) -> OperationState {
    OperationState::from_word(word(operation, "state")).unwrap()
}

fn miscounted(told: &Value, book: &[Seen]) -> Option<String> {
    let told: BTreeMap<OperationState, u64> = serde_json::from_value::<Vec<_>>(told.clone())
        .unwrap()
        .into_iter()
        .collect();
    let mut counted: BTreeMap<OperationState, u64> = BTreeMap::new();
    for seen in book {
        *counted.entry(seen.state).or_default() += 1;
    }
    (told != counted).then(|| format!("the start counts {told:?} for {counted:?}"))
}
