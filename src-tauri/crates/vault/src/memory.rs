//! Owns the vault that forgets: for tests and for trying the program out.

use crate::store::{Store, Wanted};
use crate::{Item, VaultError};
use counterfoil_domain::Secret;
use std::collections::BTreeMap;

pub(crate) const BACKEND: &str = "memory";

/// Keeps secrets by item name until dropped.
#[derive(Clone, Default)]
pub(crate) struct Memory(BTreeMap<String, Secret>);

impl Store for Memory {
    fn put(&mut self, item: &Item, secret: &Secret, _: Wanted<'_>) -> Result<(), VaultError> {
        self.0.insert(item.name(), secret.clone());
        Ok(())
    }

    fn get(&mut self, item: &Item) -> Result<Option<Secret>, VaultError> {
        Ok(self.0.get(item.as_str()).cloned())
    }

    fn remove(&mut self, item: &Item, _: Wanted<'_>) -> Result<(), VaultError> {
        self.0.remove(item.as_str());
        Ok(())
    }
}
