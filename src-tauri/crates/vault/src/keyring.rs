//! Owns the platform's keyring and the reading of its errors.
//!
//! Entries are built from a store object, never through the process-wide default store, so two
//! vaults in one process do not disturb each other.

use crate::store::{Store, Wanted};
use crate::{Item, VaultError};
use counterfoil_domain::Secret;
use keyring_core::{CredentialStore, Entry, Error};
use std::collections::HashMap;
use std::sync::Arc;
use tracing::warn;

pub(crate) use platform::BACKEND;

/// Stands beside every item's name, so that one search lists all of them.
const USER: &str = "counterfoil";

/// Connects to the keyring of whoever runs the program.
pub(crate) fn connect() -> Result<Box<dyn Store>, VaultError> {
    match platform::open() {
        Ok(store) => Ok(Box::new(Keyring(store))),
        Err(error) => {
            warn!(%error, "Could not connect to the system keyring");
            Err(match read(&error) {
                // Connecting asks for nothing but the keyring's presence.
                VaultError::Failed(_) => VaultError::Absent,
                other => other,
            })
        }
    }
}

struct Keyring(Arc<CredentialStore>);

impl Store for Keyring {
    fn put(&mut self, item: &Item, secret: &Secret, wanted: Wanted<'_>) -> Result<(), VaultError> {
        let entry = self.entry(item)?;
        self.unlock(&entry)?;
        if !wanted() {
            return Err(VaultError::TimedOut);
        }
        entry.set_secret(secret.expose()).map_err(|e| read(&e))
    }

    fn get(&mut self, item: &Item) -> Result<Option<Secret>, VaultError> {
        match self.entry(item)?.get_secret() {
            Ok(bytes) => Ok(Some(Secret::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(read(&error)),
        }
    }

    fn remove(&mut self, item: &Item, wanted: Wanted<'_>) -> Result<(), VaultError> {
        let entry = self.entry(item)?;
        self.unlock(&entry)?;
        if !wanted() {
            return Err(VaultError::TimedOut);
        }
        match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(read(&error)),
        }
    }
}

impl Keyring {
    fn entry(&self, item: &Item) -> Result<Entry, VaultError> {
        let modifiers = platform::modifiers(item.as_str());
        self.0
            .build(item.as_str(), USER, Some(&modifiers))
            .map_err(|e| read(&e))
    }

    /// Looks the item up, which opens the prompt of a locked keyring when the item exists.
    fn unlock(&self, entry: &Entry) -> Result<(), VaultError> {
        match entry.get_credential() {
            Ok(_) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(read(&error)),
        }
    }
}

/// Says what a keyring error means for the operator. Bytes that an error carries are left out.
fn read(error: &Error) -> VaultError {
    match error {
        Error::NoStorageAccess(_) => VaultError::Locked,
        Error::PlatformFailure(reason) => read_reason(&format!("{reason} {reason:?}"))
            .unwrap_or_else(|| VaultError::Failed(reason.to_string())),
        Error::Ambiguous(_) => VaultError::Ambiguous,
        Error::TooLong(..) => VaultError::TooLarge,
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            VaultError::Failed("the item is damaged".into())
        }
        Error::BadStoreFormat(reason) => VaultError::Failed(reason.clone()),
        other => VaultError::Failed(other.to_string()),
    }
}

/// Recognizes the D-Bus error names and macOS status codes that have an answer of their own; the
/// store crates hand them over as text only.
fn read_reason(reason: &str) -> Option<VaultError> {
    const KNOWN: [(&str, VaultError); 11] = [
        (
            "org.freedesktop.DBus.Error.ServiceUnknown",
            VaultError::Absent,
        ),
        (
            "org.freedesktop.DBus.Error.NameHasNoOwner",
            VaultError::Absent,
        ),
        ("org.freedesktop.DBus.Error.NoReply", VaultError::Absent),
        (
            "org.freedesktop.DBus.Error.Disconnected",
            VaultError::Absent,
        ),
        ("org.freedesktop.DBus.Error.Spawn.", VaultError::Absent),
        (
            "org.freedesktop.DBus.Error.AccessDenied",
            VaultError::Denied,
        ),
        ("org.freedesktop.Secret.Error.IsLocked", VaultError::Locked),
        // errSecInteractionNotAllowed: locked, and no window may be shown.
        ("code: -25308", VaultError::Locked),
        // errSecAuthFailed.
        ("code: -25293", VaultError::Denied),
        // errSecUserCanceled.
        ("code: -128,", VaultError::Denied),
        // errSecMissingEntitlement.
        ("code: -34018", VaultError::Denied),
    ];
    KNOWN
        .into_iter()
        .find(|(word, _)| reason.contains(word))
        .map(|(_, meaning)| meaning)
}

#[cfg(target_os = "linux")]
mod platform {
    use super::*;

    pub(crate) const BACKEND: &str = "secret_service";

    pub(super) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
        Ok(zbus_secret_service_keyring_store::Store::new()?)
    }

    pub(super) fn modifiers(name: &str) -> HashMap<&str, &str> {
        HashMap::from([("label", name)])
    }
}

#[cfg(target_os = "macos")]
mod platform {
    use super::*;

    pub(crate) const BACKEND: &str = "macos_keychain";

    pub(super) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
        Ok(apple_native_keyring_store::keychain::Store::new()?)
    }

    /// The keychain shows the service as the item's name.
    pub(super) fn modifiers(_: &str) -> HashMap<&str, &str> {
        HashMap::new()
    }
}

#[cfg(windows)]
mod platform {
    use super::*;

    pub(crate) const BACKEND: &str = "windows_credential_manager";

    pub(super) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
        Ok(windows_native_keyring_store::Store::new()?)
    }

    /// Credentials stay on this computer: the default would roam with the person's profile.
    pub(super) fn modifiers(name: &str) -> HashMap<&str, &str> {
        HashMap::from([("target", name), ("persistence", "Local")])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keyring_errors_are_named_by_what_to_do() {
        check(
            Error::NoStorageAccess("prompt dismissed".into()),
            VaultError::Locked,
        );
        check(
            failure("org.freedesktop.DBus.Error.ServiceUnknown: gone"),
            VaultError::Absent,
        );
        check(
            failure("org.freedesktop.DBus.Error.AccessDenied: no"),
            VaultError::Denied,
        );
        check(
            failure("broken pipe"),
            VaultError::Failed("broken pipe".into()),
        );
        check(Error::Ambiguous(Vec::new()), VaultError::Ambiguous);
        check(Error::TooLong("secret".into(), 9), VaultError::TooLarge);

        fn failure(text: &str) -> Error {
            Error::PlatformFailure(text.into())
        }

        #[track_caller]
        fn check(error: Error, expected: VaultError) {
            assert_eq!(read(&error), expected, "{error}");
        }
    }

    #[test]
    fn bytes_in_an_error_are_not_repeated() {
        let secret = b"EAAG-canary".to_vec();

        for error in [
            Error::BadEncoding(secret.clone()),
            Error::BadDataFormat(secret, "EAAG-canary".into()),
        ] {
            let shown = format!("{0} {0:?}", read(&error));
            assert!(!shown.contains("canary"), "{shown}");
        }
    }
}
