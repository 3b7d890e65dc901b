//! Owns the program under test as a process: how it is started and ended, and what it had printed.

use serde_json::Value;
use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// A command that has not ended by then hangs.
const COMMAND_MAX: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_micros(500);
/// Names the point at which the program ends itself.
const ABORT_AT: &str = "COUNTERFOIL_ABORT_AT";

const SIGABRT: i32 = 6;
const SIGKILL: i32 = 9;

/// The program with one data directory, asked for JSON; with a vault that forgets, unless it is told
/// otherwise.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    data_dir: PathBuf,
    token: String,
    vault: &'static str,
}

/// A command under way.
#[derive(Debug)]
pub struct Running {
    child: Child,
    printed: JoinHandle<Vec<u8>>,
    logged: JoinHandle<Vec<u8>>,
    what: String,
}

/// A command that ended, by itself or not.
#[derive(Debug)]
pub struct Ended {
    /// How it ended.
    pub status: ExitStatus,
    /// The whole documents it had printed.
    pub documents: Vec<Value>,
    /// What it logged.
    pub logged: String,
}

impl Program {
    /// The program at `path`; `token` is what it reads when it needs an access token.
    pub fn new(path: &Path, data_dir: &Path, token: &str) -> Self {
        Self {
            path: path.to_owned(),
            data_dir: data_dir.to_owned(),
            token: token.to_owned(),
            vault: "memory",
        }
    }

    /// The same with the keyring of this session.
    pub fn with_keyring(self) -> Self {
        Self {
            vault: "keyring",
            ..self
        }
    }

    /// The folder of its book.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.start(arguments).wait()
    }

    /// Runs a command that ends itself at `point` (`name` or `name:passes`) if it gets there.
    pub fn run_until(&self, point: &str, arguments: &[&str]) -> Ended {
        let mut command = self.command(arguments);
        command.env(ABORT_AT, point);
        self.begin(command, arguments).wait()
    }

    /// Starts a command.
    pub fn start(&self, arguments: &[&str]) -> Running {
        self.begin(self.command(arguments), arguments)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command
            .arg("--data-dir")
            .arg(&self.data_dir)
            .args(["--json", "--vault", self.vault])
            .args(arguments)
            .env_remove(ABORT_AT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn begin(&self, mut command: Command, arguments: &[&str]) -> Running {
        let mut child = command.spawn().expect("the program under test starts");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        // A command that needs no token may be gone before it is given one.
        let _ = writeln!(stdin, "{}", self.token);
        let printed = read_all(child.stdout.take().expect("standard output is a pipe"));
        let logged = read_all(child.stderr.take().expect("standard error is a pipe"));
        Running {
            child,
            printed,
            logged,
            what: arguments.join(" "),
        }
    }
}

impl Running {
    /// Kills it without warning, as a power loss would, and collects what is left.
    pub fn kill(mut self) -> Ended {
        self.child.kill().expect("a child may be killed");
        self.wait()
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// It does not end.
    pub fn wait(mut self) -> Ended {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child may be waited for") {
                break status;
            }
            if begun.elapsed() > COMMAND_MAX {
                let _ = self.child.kill();
                panic!("`{}` does not end", self.what);
            }
            thread::sleep(LOOK_AGAIN);
        };
        let printed = self.printed.join().expect("reading does not panic");
        let logged = self.logged.join().expect("reading does not panic");
        Ended {
            status,
            documents: whole_documents(&printed),
            logged: String::from_utf8_lossy(&logged).into_owned(),
        }
    }
}

impl Ended {
    /// The only document of a command that came to its end.
    ///
    /// # Panics
    /// It was ended, or printed none or several.
    #[track_caller]
    pub fn document(&self) -> &Value {
        match (self.status.code(), self.documents.as_slice()) {
            (Some(_), [only]) => only,
            _ => panic!("not one document: {self:?}"),
        }
    }

    /// Whether it was killed.
    pub fn was_killed(&self) -> bool {
        signal(self.status) == Some(SIGKILL)
    }

    /// Whether it ended itself at a named point.
    pub fn aborted(&self) -> bool {
        signal(self.status) == Some(SIGABRT)
    }
}

fn read_all(mut from: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut all = Vec::new();
        // What was read before an error is what there is.
        let _ = from.read_to_end(&mut all);
        all
    })
}

/// The last document of a killed program may be cut off; nobody was told what it says.
fn whole_documents(printed: &[u8]) -> Vec<Value> {
    serde_json::Deserializer::from_slice(printed)
        .into_iter()
        .map_while(Result::ok)
        .collect()
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> Option<i32> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_that_was_cut_off_is_left_out() {
        assert_eq!(
            whole_documents(b"{\"a\": 1}\n{\"b\": 2}\n"),
            [json!({"a": 1}), json!({"b": 2})]
        );
        assert_eq!(whole_documents(b"{\"a\": 1}\n{\"b\": "), [json!({"a": 1})]);
        assert_eq!(whole_documents(b""), Vec::<Value>::new());
    }
}
