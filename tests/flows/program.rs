//! Owns running the shipped program over one book, and a shop for it to run in.

use counterfoil_sandbox::{
    Account, Call, Config, Entropy, Fault, FaultPlan, NewAccount, Sandbox, Server, SystemClock,
};
use counterfoil_tests::{
    bodies::{CONFIGURATION, OrderBody},
    desk::{self, ACCOUNT},
};
use serde_json::Value;
use std::{
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};
use tempfile::TempDir;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_counterfoil-under-test");

/// A bus on which nobody answers, so that no test ever asks the keyring of whoever runs it.
const NO_BUS: &str = "unix:path=/nonexistent/bus";

/// The program with its folder.
#[derive(Clone)]
pub struct Program {
    data_dir: PathBuf,
}

/// What one run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A program that is still running; it is killed when dropped.
pub struct Running(pub Child);

impl Program {
    /// The program over the book in this folder.
    pub fn over(data_dir: &Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
        }
    }

    /// Where the book is.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Runs one command to its end, with credentials from standard input.
    pub fn run(&self, arguments: &[impl AsRef<OsStr>], stdin: &str) -> Ran {
        let mut command = self.command(arguments);
        command.arg("--vault=memory");
        finish(command, stdin)
    }

    /// Starts one command, hands it its standard input, and leaves it running.
    pub fn start(&self, arguments: &[impl AsRef<OsStr>], stdin: &str) -> Running {
        let mut command = self.command(arguments);
        command.arg("--vault=memory");
        start(command, stdin)
    }

    /// The command itself, over this book and in an environment of its own.
    pub fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.env_clear().env("DBUS_SESSION_BUS_ADDRESS", NO_BUS);
        command
            .args(arguments)
            .arg("--data-dir")
            .arg(&self.data_dir);
        command
    }
}

/// Runs a command to its end.
pub fn finish(command: Command, stdin: &str) -> Ran {
    start(command, stdin).ran()
}

fn start(mut command: Command, stdin: &str) -> Running {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read has closed its end.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    Running(child)
}

impl Running {
    /// Waits for its end and reads what it said.
    pub fn ran(mut self) -> Ran {
        let (out, err) = (self.0.stdout.take().unwrap(), self.0.stderr.take().unwrap());
        std::thread::scope(|scope| {
            let err = scope.spawn(|| std::io::read_to_string(err).unwrap());
            let out = std::io::read_to_string(out).unwrap();
            let err = err.join().unwrap();
            let code = self.0.wait().unwrap().code().unwrap_or(-1);
            Ran { code, out, err }
        })
    }

    /// Asks it to end, as a shell or the system does.
    pub fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.0.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Ran {
    /// The one document it printed; anything beside it fails the test.
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.out) {
            Ok(document) => document,
            Err(error) => panic!("not one document: {error}\n{self:?}"),
        }
    }

    /// Both streams.
    pub fn said(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// Fails the test unless it says this to a person.
    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(self.said().contains(words), "not said: {words}\n{self:?}");
    }

    /// Fails the test unless it ended with this code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }
}

/// A sandbox, and a book with its account in it.
pub struct Shop {
    pub program: Program,
    pub sandbox: Sandbox,
    server: Option<Server>,
    account: Account,
    folder: TempDir,
}

impl Shop {
    /// Opens the sandbox and adds its account with the program.
    pub async fn open() -> Self {
        let shop = Self::without_account().await;
        shop.program
            .run(&shop.account_add(), shop.token())
            .ends_with(0);
        shop
    }

    /// The same, with a book yet to be made.
    pub async fn without_account() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::open(Config {
            ledger: folder.path().join("sandbox.ledger"),
            seed: 1,
            clock: Arc::new(SystemClock),
            entropy: Entropy::Os,
        });
        let sandbox = sandbox.unwrap();
        let new = NewAccount {
            name: ACCOUNT.to_owned(),
            configurations: vec![CONFIGURATION.into()],
            ..NewAccount::default()
        };
        Self {
            program: Program::over(&folder.path().join("desk")),
            account: sandbox.add_account(new).unwrap(),
            server: Some(desk::served(&sandbox).await),
            sandbox,
            folder,
        }
    }

    /// The command that adds the account, without its token.
    pub fn account_add(&self) -> Vec<String> {
        let address = self.server.as_ref().unwrap().address();
        vec![
            "account".to_owned(),
            "add".to_owned(),
            ACCOUNT.to_owned(),
            format!("--base-url=http://{address}"),
            format!("--waba-id={}", self.account.waba_id),
            format!("--phone-number-id={}", self.account.phone_number_id),
        ]
    }

    /// The account's access token.
    pub fn token(&self) -> &str {
        &self.account.bearer
    }

    /// The account's id at the sandbox.
    pub fn phone_number_id(&self) -> &str {
        &self.account.phone_number_id
    }

    /// A folder beside the book.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a body to a file.
    pub fn file(&self, body: &OrderBody) -> String {
        let path = self
            .folder
            .path()
            .join(format!("{}.json", body.reference_id()));
        fs::write(&path, body.bytes()).unwrap();
        path.into_os_string().into_string().unwrap()
    }

    /// Sends an order with the program.
    pub fn send(&self, body: &OrderBody, more: &[&str]) -> Ran {
        let file = self.file(body);
        self.program
            .run(&[&["order", "send", &file], more].concat(), self.token())
    }

    /// Looks an order up with the program.
    pub fn look_up(&self, reference_id: &str, more: &[&str]) -> Ran {
        self.program.run(
            &[&["order", "look-up", reference_id], more].concat(),
            self.token(),
        )
    }

    /// Runs a command that needs no token.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.program.run(arguments, "")
    }

    /// Lets the next calls of one kind go wrong, one fault each.
    pub fn next(&self, call: Call, faults: impl Into<Vec<Fault>>) {
        self.sandbox
            .set_faults(self.phone_number_id(), call, FaultPlan::Next(faults.into()));
    }

    /// How many calls of one kind reached the sandbox.
    pub fn received(&self, call: Call) -> u64 {
        self.sandbox.calls(self.phone_number_id()).of(call).received
    }

    /// Lets nobody be reached any more.
    pub async fn close(&mut self) {
        self.server.take().unwrap().shutdown().await;
    }
}
