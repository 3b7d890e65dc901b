//! Owns reading files and standard input, with bounds.

use crate::exit::Failure;
use counterfoil_domain::Secret;
use std::{
    fs::File,
    io::{BufRead, IsTerminal, Read},
    path::Path,
};

/// The largest order body that is read, in MiB.
const BODY_MIB_MAX: u64 = 1;
/// The longest `X-Hub-Signature-256` that is read, in bytes.
const SIGNATURE_BYTES_MAX: u64 = 1_024;
/// The longest line that may be a credential.
const SECRET_BYTES_MAX: u64 = 16 * 1024;

/// Reads the body of an order from a file, or from standard input for `-`.
pub fn body(file: &Path) -> Result<Vec<u8>, Failure> {
    body_up_to(BODY_MIB_MAX, file)
}

/// The signature that was saved beside a webhook: in the file of the same name with `.signature`.
pub fn signature_beside(file: &Path) -> Result<Option<String>, Failure> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".signature");
    let beside = Path::new(&beside);
    let unreadable = |error: std::io::Error| {
        Failure::usage(format!("cannot read {}: {error}", beside.display()))
    };
    match File::open(beside) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(error)),
        Ok(opened) => {
            let mut text = String::new();
            opened
                .take(SIGNATURE_BYTES_MAX)
                .read_to_string(&mut text)
                .map_err(unreadable)?;
            Ok(Some(text.trim().to_owned()))
        }
    }
}

/// Reads a body of at most so many MiB from a file, or from standard input for `-`.
pub fn body_up_to(mib_max: u64, file: &Path) -> Result<Vec<u8>, Failure> {
    let bytes_max = mib_max << 20;
    let unreadable =
        |error: std::io::Error| Failure::usage(format!("cannot read {}: {error}", file.display()));
    let mut body = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(bytes_max + 1)
            .read_to_end(&mut body)
    } else {
        let opened = File::open(file).map_err(unreadable)?;
        opened.take(bytes_max + 1).read_to_end(&mut body)
    };
    read.map_err(unreadable)?;
    if u64::try_from(body.len()).unwrap_or(u64::MAX) > bytes_max {
        return Err(Failure::usage(format!(
            "{} is larger than {mib_max} MiB",
            file.display()
        )));
    }
    Ok(body)
}

/// Reads one line of standard input as a secret; `None` when there is none or it is empty. A person
/// is asked for `what`, and what they type is not shown.
pub fn secret_line(what: &str) -> Result<Option<Secret>, Failure> {
    let line = if std::io::stdin().is_terminal() {
        rpassword::prompt_password(format!("{what}: ")).map(String::into_bytes)
    } else {
        piped_line()
    };
    let mut line =
        line.map_err(|error| Failure::usage(format!("cannot read standard input: {error}")))?;
    while line.last().is_some_and(u8::is_ascii_whitespace) {
        line.pop();
    }
    Ok((!line.is_empty()).then(|| Secret::new(line)))
}

fn piped_line() -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    std::io::stdin()
        .lock()
        .take(SECRET_BYTES_MAX)
        .read_until(b'\n', &mut line)?;
    Ok(line)
}
