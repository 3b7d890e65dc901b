//! Owns turning the library's failures into ours, its panics included.
//!
//! The library panics where its scratch file cannot be written, so that a full disk would end the
//! program. The panic's words carry the number that the operating system gave.

use crate::SheetError;
use rust_xlsxwriter::XlsxError;
use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `work`. After an error, what it worked on is to be dropped and nothing else.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, SheetError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(of_library(error)),
        Err(panic) => Err(of_panic(panic.as_ref())),
    }
}

fn of_library(error: XlsxError) -> SheetError {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => SheetError::Io(error),
        // The conversion keeps the kind.
        XlsxError::ZipError(error) => SheetError::Io(error.into()),
        other => SheetError::Xlsx(other.to_string().trim_end_matches('.').to_owned()),
    }
}

fn of_panic(panic: &(dyn Any + Send)) -> SheetError {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no reason given");
    match system_code(words) {
        Some(code) => SheetError::Io(io::Error::from_raw_os_error(code)),
        None => SheetError::Xlsx(words.to_owned()),
    }
}

/// Finds the number in `… Os { code: 28, kind: StorageFull, … }`.
fn system_code(words: &str) -> Option<i32> {
    let (_, code) = words.split_once("Os { code: ")?;
    let (code, _) = code.split_once(',')?;
    code.parse().ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_panic_over_a_full_disk_is_told_as_a_full_disk() {
        let code = if cfg!(windows) { 112 } else { 28 };
        let full = || io::Error::from_raw_os_error(code);
        let write = || -> io::Result<()> { Err(full()) };

        check(guarded(|| Err::<(), _>(XlsxError::IoError(full()))));
        check(guarded(|| {
            Err::<(), _>(XlsxError::TempFileError("/scratch".into(), full()))
        }));
        check(guarded(|| {
            write().expect("Couldn't write to xml file");
            Ok(())
        }));
        check(guarded(|| {
            write().unwrap();
            Ok(())
        }));

        #[track_caller]
        fn check(result: Result<(), SheetError>) {
            let Err(SheetError::Io(error)) = result else {
                panic!("{result:?}");
            };
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        }
    }

    #[test]
    fn any_other_panic_is_told_in_its_words() {
        let error = guarded::<()>(|| panic!("a defect")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "could not make the spreadsheet: a defect"
        );
    }
}
