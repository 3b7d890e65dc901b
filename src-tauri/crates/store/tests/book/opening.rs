//! Opening a book: who may see it, who may write it, and what a second one gets.

use crate::{
    samples::{self, NOW_MS},
    test_book::{TestBook, bytes_in, count, raw, refused},
};
use counterfoil_store::{BookFiles, Store, StoreError};
use std::fs;

#[cfg(unix)]
#[tokio::test]
async fn a_new_book_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let files = BookFiles::in_folder(folder.path().join("deep/book"));
    let store = Store::open(&files, NOW_MS).unwrap();
    store
        .write(|tx| tx.add_account(&samples::account(1)))
        .await
        .unwrap();
    store.back_up(NOW_MS).await.unwrap();

    assert_eq!(mode(files.folder()), 0o700);
    assert_eq!(mode(&files.backups()), 0o700);
    for name in [
        "book.sqlite3",
        "book.sqlite3-wal",
        "book.sqlite3-shm",
        "book.lock",
    ] {
        assert_eq!(mode(&files.folder().join(name)), 0o600, "{name}");
    }
    assert_eq!(mode(&files.list_backups().unwrap()[0].path), 0o600);
}

#[cfg(unix)]
#[tokio::test]
async fn what_others_could_read_is_closed_to_them_and_what_was_read_only_stays_so() {
    let (files, _folder) = TestBook::new().await.close();
    set_mode(files.folder(), 0o755);
    set_mode(&files.book(), 0o644);

    drop(Store::open(&files, NOW_MS).unwrap());
    assert_eq!((mode(files.folder()), mode(&files.book())), (0o700, 0o600));

    set_mode(files.folder(), 0o555);
    // The superuser may write anyway; for everyone else this is an error with the folder's name.
    if let Err(error) = Store::open(&files, NOW_MS) {
        assert!(matches!(error, StoreError::File { .. }), "{error}");
    }
    assert_eq!(mode(files.folder()), 0o500);
    set_mode(files.folder(), 0o700);
}

#[test]
fn a_folder_that_cannot_be_is_named_in_the_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();

    let error = refused(Store::open(
        &BookFiles::in_folder(file.join("book")),
        NOW_MS,
    ));

    assert!(matches!(error, StoreError::File { .. }), "{error:?}");
    assert!(error.to_string().contains("file/book: "), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_nobody_may_write_is_named_in_the_error() {
    let error = refused(Store::open(&BookFiles::in_folder("/proc/self"), NOW_MS));

    assert!(matches!(error, StoreError::File { .. }), "{error:?}");
    assert!(error.to_string().starts_with("/proc/self"), "{error}");
}

#[tokio::test]
async fn a_second_writer_is_refused_while_the_first_lives() {
    let book = TestBook::new().await;

    let second = refused(Store::open(&book.files, NOW_MS));

    assert!(matches!(second, StoreError::Locked { .. }), "{second:?}");
    let also_holds = book.store.clone();
    let (files, _folder) = book.close();
    assert!(matches!(
        refused(Store::open(&files, NOW_MS)),
        StoreError::Locked { .. }
    ));
    drop(also_holds);
    assert!(
        files.lock().exists(),
        "a removed lock file could be locked twice"
    );
    drop(Store::open(&files, NOW_MS).unwrap());
}

#[tokio::test]
async fn a_reader_opens_beside_the_writer_and_sees_what_it_commits() {
    let book = TestBook::new().await;

    let reader = Store::open_to_read(&book.files).unwrap();
    book.store
        .write(|tx| tx.add_account(&samples::account(2)))
        .await
        .unwrap();

    assert_eq!(reader.read(|db| db.accounts()).await.unwrap().len(), 2);
    let written = reader
        .write(|tx| tx.add_account(&samples::account(3)))
        .await;
    assert!(matches!(written, Err(StoreError::Closed)));
}

#[tokio::test]
async fn a_reader_opens_when_nobody_writes() {
    let (files, _folder) = TestBook::new().await.close();

    let reader = Store::open_to_read(&files).unwrap();

    assert_eq!(reader.read(|db| db.accounts()).await.unwrap().len(), 1);
}

#[test]
fn reading_a_book_that_is_not_there_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let files = BookFiles::in_folder(folder.path().join("none"));

    let error = refused(Store::open_to_read(&files));

    assert!(matches!(error, StoreError::Missing { .. }), "{error:?}");
    assert!(!files.folder().exists());
}

#[tokio::test]
async fn an_empty_file_is_a_new_book() {
    let folder = tempfile::tempdir().unwrap();
    let files = BookFiles::in_folder(folder.path());
    fs::write(files.book(), "").unwrap();

    assert!(matches!(
        refused(Store::open_to_read(&files)),
        StoreError::Missing { .. }
    ));
    let store = Store::open(&files, NOW_MS).unwrap();

    assert_eq!(store.read(|db| db.accounts()).await.unwrap(), []);
}

#[tokio::test]
async fn closing_leaves_one_file_that_holds_everything() {
    let (files, _folder) = TestBook::new().await.close();

    let left: Vec<_> = bytes_in(files.folder()).into_keys().collect();

    assert_eq!(left, ["book.sqlite3"]);
    let store = Store::open(&files, NOW_MS).unwrap();
    assert_eq!(store.read(|db| db.accounts()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn names_with_signs_that_mean_something_in_an_address_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    let files = BookFiles::in_folder(folder.path().join("a%20b?c#d 'é'"));

    drop(Store::open(&files, NOW_MS).unwrap());
    drop(Store::open(&files, NOW_MS).unwrap());

    assert!(files.book().exists());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn an_opening_that_was_cut_off_is_finished_by_the_next() {
    let (new, _new_folder) = before_its_first_opening(None).await;
    let book = TestBook::new().await;
    let backup = book.store.back_up(NOW_MS).await.unwrap().path;
    let (restored, _restored_folder) = before_its_first_opening(Some(&backup)).await;

    for (files, accounts) in [(new, 0), (restored, 1)] {
        let store = Store::open(&files, NOW_MS).unwrap();
        assert_eq!(
            store.read(|db| db.accounts()).await.unwrap().len(),
            accounts
        );
        assert_eq!(store.health().await.unwrap().complaints, [""; 0]);
    }
}

/// An empty or restored book as a power loss leaves it while its file is being switched to a log:
/// with the page half written, and a journal that takes that back.
async fn before_its_first_opening(
    backup: Option<&std::path::Path>,
) -> (BookFiles, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = BookFiles::in_folder(folder.path());
    let (from, journal) = (
        folder.path().join("from"),
        folder.path().join("from-journal"),
    );
    match backup {
        Some(backup) => drop(fs::copy(backup, &from).unwrap()),
        None => raw(&from)
            .execute_batch("CREATE TABLE a (b); DROP TABLE a; VACUUM")
            .unwrap(),
    }
    let changing = raw(&from);
    let version = count(&changing, "PRAGMA user_version");
    changing
        .execute_batch(&format!("BEGIN; PRAGMA user_version = {version}"))
        .unwrap();
    assert!(
        fs::metadata(&journal).unwrap().len() > 4_096,
        "the journal holds the page"
    );
    let mut bytes = fs::read(&from).unwrap();
    bytes[18..20].fill(2);
    fs::write(files.book(), bytes).unwrap();
    fs::copy(journal, folder.path().join("book.sqlite3-journal")).unwrap();
    (files, folder)
}

#[cfg(unix)]
fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
fn set_mode(path: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
