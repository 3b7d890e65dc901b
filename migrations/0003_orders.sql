-- 0003_orders.sql
-- What we billed. An order keeps the account, phone number id, configuration name and amounts as
-- sent, because lookups and refunds need them years later.
CREATE TABLE orders (
    id                 TEXT    PRIMARY KEY, -- uuid v7
    account_id         TEXT    NOT NULL,
    environment        TEXT    NOT NULL,
    phone_number_id    TEXT    NOT NULL,
    reference_id       TEXT    NOT NULL CHECK (length(reference_id) BETWEEN 1 AND 60),
    configuration_name TEXT    NOT NULL,
    currency           TEXT    NOT NULL CHECK (currency IN ('INR', 'BRL')),
    total_minor        INTEGER NOT NULL CHECK (total_minor > 0),
    customer_phone     TEXT    NOT NULL, -- E.164 digits without the plus sign
    customer_name      TEXT,
    draft              TEXT    NOT NULL, -- the order as checked, JSON; shown and sent again from here
    created_at_ms      INTEGER NOT NULL,
    expires_at_ms      INTEGER,
    FOREIGN KEY (account_id, environment) REFERENCES accounts (id, environment),
    UNIQUE (account_id, reference_id),
    UNIQUE (id, account_id, environment)
) STRICT;

CREATE INDEX orders_newest ON orders (environment, created_at_ms DESC, id DESC);
CREATE INDEX orders_newest_of_account ON orders (account_id, created_at_ms DESC, id DESC);
CREATE INDEX orders_by_reference ON orders (reference_id, created_at_ms DESC, id DESC);

CREATE TRIGGER orders_keep_their_identity
BEFORE UPDATE OF id, account_id, environment, reference_id, created_at_ms ON orders
BEGIN
    SELECT RAISE(ABORT, 'an order keeps its id, account and reference id');
END;

CREATE TRIGGER orders_are_kept
BEFORE DELETE ON orders
BEGIN
    SELECT RAISE(ABORT, 'orders are kept');
END;
