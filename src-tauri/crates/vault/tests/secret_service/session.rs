//! Owns a login session for one test: a home, a bus and a keyring of its own.
//!
//! A program finds its bus through its environment, which a test must not change under the other
//! tests' feet. So each test starts itself once more, alone and inside its session.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Holds the session's folder, and tells the inner run from the outer one.
const SESSION: &str = "COUNTERFOIL_TEST_SESSION";
const PASSWORD: &str = "testpw";
const SECRETS: &str = "org.freedesktop.secrets";
/// The longest that one session may take before it is ended.
const SESSION_SECONDS_MAX: &str = "90";
/// A bus that starts no keyring by itself.
const BARE_BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// What the session offers.
pub enum Bus {
    /// The desktop's bus, which starts a locked keyring when asked for one.
    Desktop,
    /// A bus on which nothing starts by itself.
    Bare,
    /// No bus at all.
    None,
}

/// The inside of a session.
pub struct Session {
    dir: PathBuf,
}

/// Runs this test's body inside a session; `test` is the test's own name.
pub fn inside(test: &str, bus: Bus, body: impl AsyncFnOnce(&Session)) {
    if let Some(dir) = env::var_os(SESSION) {
        let session = Session { dir: dir.into() };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(body(&session));
        fs::write(session.marker(), "").unwrap();
        return;
    }

    for (program, package) in [
        ("timeout", "coreutils"),
        ("sh", "dash"),
        ("dbus-run-session", "dbus"),
        ("dbus-send", "dbus"),
        ("gnome-keyring-daemon", "gnome-keyring"),
        ("secret-tool", "libsecret-tools"),
    ] {
        assert!(
            is_installed(program),
            "{program} is missing; install the package {package}"
        );
    }

    let dir = tempfile::tempdir().unwrap();
    let session = Session {
        dir: dir.path().into(),
    };
    let bus_config = dir.path().join("bus.conf");
    fs::write(&bus_config, BARE_BUS).unwrap();

    let mut command = Command::new("timeout");
    command.args(["--kill-after=5", SESSION_SECONDS_MAX]);
    match bus {
        Bus::Desktop => command.args(["dbus-run-session", "--"]),
        Bus::Bare => command
            .arg("dbus-run-session")
            .arg("--config-file")
            .arg(bus_config)
            .arg("--"),
        Bus::None => &mut command,
    };
    let output = command
        .arg(env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        .env("HOME", dir.path())
        .env("XDG_RUNTIME_DIR", dir.path())
        .env(SESSION, dir.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(
        output.status.success(),
        "inside the session: {}\n{said}",
        output.status
    );
    assert!(
        session.marker().exists(),
        "`{test}` names no test, so nothing ran\n{said}"
    );
}

impl Session {
    /// The folder that is the home of everything in this session.
    pub fn home(&self) -> &Path {
        &self.dir
    }

    /// Starts the keyring unlocked, as logging in does; the first time creates it.
    pub fn start_keyring(&self) {
        self.start(&["--unlock", "--components=secrets"], PASSWORD);
    }

    /// Starts the keyring without anybody's password.
    pub fn start_keyring_locked(&self) {
        self.start(&["--start", "--components=secrets"], "");
    }

    /// Ends the keyring without a farewell.
    pub fn kill_keyring(&self) {
        self.signal("KILL");
        eventually(|| self.keyring_pid().is_none());
    }

    /// Makes the keyring take calls without answering them.
    pub fn freeze_keyring(&self) {
        self.signal("STOP");
    }

    /// Undoes `freeze_keyring`.
    pub fn thaw_keyring(&self) {
        self.signal("CONT");
    }

    /// Lists what a keyring application shows for these attributes.
    pub fn search(&self, attribute: &str, value: &str) -> String {
        let output = Command::new("secret-tool")
            .args(["search", "--all", attribute, value])
            .output();
        let output = output.unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }

    fn start(&self, args: &[&str], password: &str) {
        // The parent returns once the daemon serves; a pipe would stay open with the daemon.
        let mut parent = Command::new("gnome-keyring-daemon")
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Without a line feed, which would belong to the password.
        parent
            .stdin
            .take()
            .unwrap()
            .write_all(password.as_bytes())
            .unwrap();
        assert!(
            parent.wait().unwrap().success(),
            "gnome-keyring-daemon did not start"
        );
        eventually(|| self.keyring_pid().is_some());
    }

    fn signal(&self, signal: &str) {
        let pid = self.keyring_pid().expect("a keyring is running");
        let status = Command::new("sh")
            .args(["-c", &format!("kill -{signal} {pid}")])
            .status()
            .unwrap();
        assert!(status.success());
    }

    fn keyring_pid(&self) -> Option<u32> {
        let output = Command::new("dbus-send")
            .args([
                "--session",
                "--print-reply=literal",
                "--dest=org.freedesktop.DBus",
                "/",
            ])
            .arg("org.freedesktop.DBus.GetConnectionUnixProcessID")
            .arg(format!("string:{SECRETS}"))
            .output()
            .unwrap();
        let reply = String::from_utf8(output.stdout).unwrap();
        output
            .status
            .success()
            .then(|| reply.trim().trim_start_matches("uint32 ").parse().unwrap())
    }

    fn marker(&self) -> PathBuf {
        self.dir.join("ran")
    }
}

/// Waits for a condition, and fails the test when it does not come true.
fn eventually(holds: impl Fn() -> bool) {
    let give_up = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(
            Instant::now() < give_up,
            "the awaited condition did not come true"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn is_installed(program: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|dir| dir.join(program).exists()))
}
