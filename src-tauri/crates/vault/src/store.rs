//! Owns what a place for secrets must be able to do, and the asking.

use crate::{Item, VaultError};
use counterfoil_domain::Secret;

/// A place that keeps secrets. A call may block for as long as a prompt stays open.
pub(crate) trait Store: Send {
    /// Replaces what is there. Asks `wanted` after the last wait it can foresee: a caller who has
    /// given up may have stored something newer since.
    fn put(&mut self, item: &Item, secret: &Secret, wanted: Wanted<'_>) -> Result<(), VaultError>;

    fn get(&mut self, item: &Item) -> Result<Option<Secret>, VaultError>;

    /// Removes what may not be there; asks `wanted` as `put` does.
    fn remove(&mut self, item: &Item, wanted: Wanted<'_>) -> Result<(), VaultError>;
}

/// Tells whether somebody still waits for the answer.
pub(crate) type Wanted<'a> = &'a dyn Fn() -> bool;

/// What is asked of a store.
pub(crate) enum Op {
    Put(Secret),
    Get,
    Remove,
}

/// Does one operation; only `Get` answers with a secret.
pub(crate) fn perform(
    store: &mut dyn Store,
    item: &Item,
    op: &Op,
    wanted: Wanted<'_>,
) -> Result<Option<Secret>, VaultError> {
    match op {
        Op::Put(secret) => store.put(item, secret, wanted).map(|()| None),
        Op::Get => store.get(item),
        Op::Remove => store.remove(item, wanted).map(|()| None),
    }
}
