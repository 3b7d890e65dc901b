//! Owns the accounts table.

use crate::{
    db::{Db, Tx, found, parsed, word},
    error::StoreError,
};
use counterfoil_domain::{
    account::{Account, Environment, ProviderId},
    ids::AccountId,
};
use rusqlite::{OptionalExtension, Row, named_params};

const COLUMNS: &str = "id, environment, name, provider, base_url, graph_version, waba_id, \
                       phone_number_id, created_at_ms, access_token_set_at_ms, app_secret_set_at_ms";

impl Db<'_> {
    /// Every account that was not removed, by name.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM accounts WHERE removed_at_ms IS NULL ORDER BY name");
        let mut statement = self.prepare(&sql)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The account of that name, unless it was removed.
    pub fn account_named(&self, name: &str) -> Result<Account, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM accounts WHERE name = :name AND removed_at_ms IS NULL");
        let mut statement = self.prepare(&sql)?;
        let found = statement
            .query_row(named_params! { ":name": name }, read)
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound(format!("account named `{name}`")))
    }

    /// The account, even if it was removed: its orders outlive it.
    pub fn account(&self, id: AccountId) -> Result<Account, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM accounts WHERE id = :id");
        let mut statement = self.prepare(&sql)?;
        let found = statement
            .query_row(named_params! { ":id": id.to_string() }, read)
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound(format!("account {id}")))
    }

    /// The account of this number that was taken out of use, if there is one.
    pub fn removed_account(
        &self,
        environment: Environment,
        provider: ProviderId,
        phone_number_id: &str,
    ) -> Result<Option<Account>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM accounts
             WHERE environment = :environment AND provider = :provider
               AND phone_number_id = :number AND removed_at_ms IS NOT NULL"
        );
        let mut statement = self.prepare(&sql)?;
        let given = named_params! {
            ":environment": environment.word(), ":provider": provider.word(),
            ":number": phone_number_id,
        };
        Ok(statement.query_row(given, read).optional()?)
    }

    /// Whether the account was not taken out of use.
    pub fn is_account_in_use(&self, id: AccountId) -> Result<bool, StoreError> {
        let mut statement = self.prepare(
            "SELECT EXISTS (SELECT 1 FROM accounts WHERE id = :id AND removed_at_ms IS NULL)",
        )?;
        let given = named_params! { ":id": id.to_string() };
        Ok(statement.query_row(given, |row| row.get(0))?)
    }

    /// Whether an order was ever written for this account.
    pub fn has_orders(&self, id: AccountId) -> Result<bool, StoreError> {
        let mut statement =
            self.prepare("SELECT EXISTS (SELECT 1 FROM orders WHERE account_id = :id)")?;
        let given = named_params! { ":id": id.to_string() };
        Ok(statement.query_row(given, |row| row.get(0))?)
    }

    /// Whether an operation of this account is prepared, on its way or unknown.
    pub fn has_unresolved_operations(&self, account: &Account) -> Result<bool, StoreError> {
        let mut statement = self.prepare(
            "SELECT EXISTS (
                 SELECT 1 FROM operations
                 WHERE environment = :environment AND account_id = :id
                   AND state IN ('prepared', 'in_flight', 'unknown'))",
        )?;
        let given = named_params! {
            ":environment": account.environment.word(), ":id": account.id.to_string(),
        };
        Ok(statement.query_row(given, |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Adds an account.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when its name or phone number is in use.
    pub fn add_account(&self, account: &Account) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "INSERT INTO accounts (id, environment, name, provider, base_url, graph_version,
                 waba_id, phone_number_id, created_at_ms)
             VALUES (:id, :environment, :name, :provider, :base_url, :graph_version, :waba_id,
                 :phone_number_id, :created_at_ms)",
        )?;
        let inserted = statement.execute(named_params! {
            ":id": account.id.to_string(),
            ":environment": account.environment.word(),
            ":name": account.name,
            ":provider": account.provider.word(),
            ":base_url": account.base_url,
            ":graph_version": account.graph_version,
            ":waba_id": account.waba_id,
            ":phone_number_id": account.phone_number_id,
            ":created_at_ms": account.created_at_ms,
        });
        match inserted {
            Ok(_) => Ok(()),
            Err(error) => Err(taken(account, error)),
        }
    }

    /// Takes a removed account into use again, under the name and address given. It keeps its id,
    /// and with it its orders and what blocks them.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when its name is in use.
    pub fn revive_account(&self, account: &Account) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE accounts SET name = :name, base_url = :base_url,
                 graph_version = :graph_version, waba_id = :waba_id, removed_at_ms = NULL
             WHERE id = :id",
        )?;
        let revived = statement.execute(named_params! {
            ":id": account.id.to_string(),
            ":name": account.name,
            ":base_url": account.base_url,
            ":graph_version": account.graph_version,
            ":waba_id": account.waba_id,
        });
        found(revived.map_err(|error| taken(account, error))?, || {
            format!("account {}", account.id)
        })
    }

    /// Changes what an operator says of an account in use. The caller keeps it in its environment,
    /// and its ids while it has orders.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when its name or phone number is in use.
    pub fn edit_account(&self, account: &Account) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE accounts SET name = :name, base_url = :base_url,
                 graph_version = :graph_version, waba_id = :waba_id,
                 phone_number_id = :phone_number_id
             WHERE id = :id AND removed_at_ms IS NULL",
        )?;
        let edited = statement.execute(named_params! {
            ":id": account.id.to_string(),
            ":name": account.name,
            ":base_url": account.base_url,
            ":graph_version": account.graph_version,
            ":waba_id": account.waba_id,
            ":phone_number_id": account.phone_number_id,
        });
        found(edited.map_err(|error| taken(account, error))?, || {
            format!("account {}", account.id)
        })
    }

    /// Notes that the keyring holds this account's access token, and which keyring it is.
    pub fn note_access_token(
        &self,
        id: AccountId,
        backend: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE accounts SET access_token_set_at_ms = :now, credential_backend = :backend
             WHERE id = :id AND removed_at_ms IS NULL",
        )?;
        let given = named_params! { ":id": id.to_string(), ":backend": backend, ":now": now_ms };
        found(statement.execute(given)?, || format!("account {id}"))
    }

    /// Notes since when the keyring holds this account's app secret, or that it holds none.
    pub fn note_app_secret(&self, id: AccountId, set_at_ms: Option<i64>) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE accounts SET app_secret_set_at_ms = :set
             WHERE id = :id AND removed_at_ms IS NULL",
        )?;
        let given = named_params! { ":id": id.to_string(), ":set": set_at_ms };
        found(statement.execute(given)?, || format!("account {id}"))
    }

    /// Takes an account out of use. Its orders and operations stay.
    pub fn remove_account(&self, id: AccountId, now_ms: i64) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE accounts SET removed_at_ms = :now, access_token_set_at_ms = NULL,
                 app_secret_set_at_ms = NULL, credential_backend = NULL
             WHERE id = :id",
        )?;
        let given = named_params! { ":id": id.to_string(), ":now": now_ms };
        found(statement.execute(given)?, || format!("account {id}"))
    }
}

/// Names what is in use already, or gives the database's own refusal.
fn taken(account: &Account, error: rusqlite::Error) -> StoreError {
    if !StoreError::is_not_unique(&error) {
        return error.into();
    }
    StoreError::Taken(format!(
        "an account named `{}` or with phone number id {}",
        account.name, account.phone_number_id
    ))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: parsed(row, "id")?,
        environment: word(row, "environment", Environment::from_word)?,
        name: row.get("name")?,
        provider: word(row, "provider", ProviderId::from_word)?,
        base_url: row.get("base_url")?,
        graph_version: row.get("graph_version")?,
        waba_id: row.get("waba_id")?,
        phone_number_id: row.get("phone_number_id")?,
        created_at_ms: row.get("created_at_ms")?,
        access_token_set_at_ms: row.get("access_token_set_at_ms")?,
        app_secret_set_at_ms: row.get("app_secret_set_at_ms")?,
    })
}
