//! Owns running one test in surroundings of its own: a login session, or a disk that can be filled.
//!
//! Surroundings belong to a process, so such a test starts itself once more, alone and inside them.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Holds the folder of the surroundings, and tells the inner run from the outer one.
const INSIDE: &str = "COUNTERFOIL_TEST_INSIDE";
const PASSWORD: &str = "testpw";
/// The longest that one inner run may take before it is ended.
const SECONDS_MAX: &str = "90";

/// Runs a test's body inside what `surroundings` sets up before it starts what follows; `test` is
/// the test's own name.
///
/// # Panics
/// The body does, or there is no such test.
pub fn inside(test: &str, surroundings: &[&str], body: impl AsyncFnOnce(&Path)) {
    if let Some(folder) = env::var_os(INSIDE) {
        let folder = PathBuf::from(folder);
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        runtime
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("the test has a runtime")
            .block_on(body(&folder));
        fs::write(folder.join("ran"), "").expect("the folder can be written");
        return;
    }

    let folder = tempfile::tempdir().expect("a folder can be made");
    let output = Command::new("timeout")
        .args(["--kill-after=5", SECONDS_MAX])
        .args(surroundings)
        .arg(env::current_exe().expect("the test knows itself"))
        .args([test, "--exact", "--nocapture"])
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder.path())
        .env("XDG_RUNTIME_DIR", folder.path())
        .env(INSIDE, folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("timeout starts");

    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "inside: {}\n{said}", output.status);
    assert!(
        folder.path().join("ran").exists(),
        "`{test}` names no test, so nothing ran\n{said}"
    );
}

/// Starts the session's keyring unlocked, as logging in does.
///
/// # Panics
/// There is none to be started.
pub fn start_keyring() {
    let mut parent = Command::new("gnome-keyring-daemon")
        .args(["--unlock", "--components=secrets"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("gnome-keyring-daemon starts");
    // Without a line feed, which would belong to the password.
    parent
        .stdin
        .take()
        .expect("its standard input is a pipe")
        .write_all(PASSWORD.as_bytes())
        .expect("it reads the password");
    assert!(
        parent.wait().expect("a child may be waited for").success(),
        "gnome-keyring-daemon did not start"
    );
}

/// What a keyring application shows of everything that is ours, secrets included.
///
/// # Panics
/// There is no such application.
pub fn keyring_items() -> String {
    let mut search = Command::new("secret-tool");
    let output = search
        .args(["search", "--all", "username", "counterfoil"])
        .output()
        .expect("secret-tool starts");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("a keyring shows text")
}
