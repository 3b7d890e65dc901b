-- 0025_expected_payees.sql
-- The UPI ids that an account expects to be paid, so that a link that pays somebody else is doubted
-- before it is sent. It is a warning and guards nothing.
CREATE TABLE expected_payees (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    upi_id     TEXT NOT NULL COLLATE NOCASE CHECK (octet_length(upi_id) <= 255), -- as written
    said_by    TEXT NOT NULL CHECK (said_by IN ('person', 'configuration')),
    PRIMARY KEY (account_id, upi_id, said_by)
) WITHOUT ROWID, STRICT;
