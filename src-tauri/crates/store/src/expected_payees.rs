//! Owns the expected_payees table: which UPI ids an account expects to be paid.

use crate::{
    db::{Db, Tx, found, word},
    error::StoreError,
};
use counterfoil_domain::{
    ids::AccountId,
    upi::{ExpectedBy, ExpectedPayee, Vpa},
};
use rusqlite::named_params;

impl Db<'_> {
    /// Every UPI id that the account expects to be paid, by the id; one that two vouch for is there
    /// twice.
    pub fn expected_payees(&self, account: AccountId) -> Result<Vec<ExpectedPayee>, StoreError> {
        let mut statement = self.prepare(
            "SELECT upi_id, said_by FROM expected_payees WHERE account_id = :account
             ORDER BY upi_id, said_by",
        )?;
        let rows =
            statement.query_map(named_params! { ":account": account.to_string() }, |row| {
                Ok(ExpectedPayee {
                    vpa: word(row, "upi_id", |text| Vpa::parse(text).ok())?,
                    by: word(row, "said_by", ExpectedBy::from_word)?,
                })
            })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Expects a UPI id to be paid; says whether it was not expected on that word yet.
    pub fn expect_payee(
        &self,
        account: AccountId,
        payee: &ExpectedPayee,
    ) -> Result<bool, StoreError> {
        let mut statement = self.prepare(
            "INSERT INTO expected_payees (account_id, upi_id, said_by)
             VALUES (:account, :upi_id, :by) ON CONFLICT DO NOTHING",
        )?;
        let inserted = statement.execute(named_params! {
            ":account": account.to_string(),
            ":upi_id": payee.vpa.to_string(),
            ":by": payee.by.word(),
        })?;
        Ok(inserted > 0)
    }

    /// Expects a UPI id no longer on that word.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it was not expected on it.
    pub fn forget_payee(
        &self,
        account: AccountId,
        payee: &ExpectedPayee,
    ) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "DELETE FROM expected_payees
             WHERE account_id = :account AND upi_id = :upi_id AND said_by = :by",
        )?;
        let deleted = statement.execute(named_params! {
            ":account": account.to_string(),
            ":upi_id": payee.vpa.to_string(),
            ":by": payee.by.word(),
        })?;
        found(deleted, || format!("expected UPI id `{}`", payee.vpa))
    }
}
