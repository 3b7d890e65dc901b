//! Owns the claim that the window's choices are remembered, and that one nobody can read is none.

use counterfoil_desk::{Notifications, Preference, Preferences, Theme};
use counterfoil_domain::account::Environment;
use counterfoil_tests::desk::TestDesk;
use rusqlite::Connection;

#[tokio::test]
async fn a_choice_outlives_the_program_and_the_last_one_counts() {
    let mut desk = TestDesk::over_router(1).await;
    let first = desk.desk().preferences().await.unwrap();
    assert_eq!(first, Preferences::default());
    assert_eq!((first.environment, first.theme), (None, Theme::System));

    for preference in [
        Preference::Theme(Theme::Light),
        Preference::Theme(Theme::Dark),
        Preference::Environment(Environment::Live),
        Preference::Notifications(Notifications::All),
    ] {
        desk.desk().prefer(preference).await.unwrap();
    }
    desk.restart().await;

    let expected = Preferences {
        environment: Some(Environment::Live),
        theme: Theme::Dark,
        notifications: Notifications::All,
        ..Preferences::default()
    };
    assert_eq!(desk.desk().preferences().await.unwrap(), expected);
}

#[tokio::test]
async fn a_value_of_another_program_counts_as_none() {
    let mut desk = TestDesk::over_router(2).await;
    let theme = Preference::Theme(Theme::Dark);
    desk.desk().prefer(theme).await.unwrap();
    let book = desk.data_dir().join("book.sqlite3");
    desk.restart_after(move || {
        let book = Connection::open(book).unwrap();
        let write = "UPDATE preferences SET value = 'sepia' WHERE name = 'theme';
             INSERT INTO preferences VALUES ('environment', 'staging')";
        book.execute_batch(write).unwrap();
    })
    .await;

    let read = desk.desk().preferences().await.unwrap();
    assert_eq!(read, Preferences::default());

    desk.desk().prefer(theme).await.unwrap();
    assert_eq!(desk.desk().preferences().await.unwrap().theme, Theme::Dark);
}
