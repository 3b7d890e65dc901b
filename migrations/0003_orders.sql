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
    -- The same backwards, so that an index finds a number by its last digits.
    customer_phone_reversed TEXT GENERATED ALWAYS AS (
        substr(customer_phone, -1, 1) || substr(customer_phone, -2, 1)
        || substr(customer_phone, -3, 1) || substr(customer_phone, -4, 1)
        || substr(customer_phone, -5, 1) || substr(customer_phone, -6, 1)
        || substr(customer_phone, -7, 1) || substr(customer_phone, -8, 1)
        || substr(customer_phone, -9, 1) || substr(customer_phone, -10, 1)
        || substr(customer_phone, -11, 1) || substr(customer_phone, -12, 1)
        || substr(customer_phone, -13, 1) || substr(customer_phone, -14, 1)
        || substr(customer_phone, -15, 1)) VIRTUAL,
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
-- What a person types or pastes to find an order. The moment is there so that the newest of many are
-- picked without reading the orders themselves. An index on the last digits costs a page a send;
-- without it every order would be read, whose drafts are most of the book.
CREATE INDEX orders_by_reference ON orders (environment, reference_id, created_at_ms DESC);
CREATE INDEX orders_by_phone ON orders (environment, customer_phone_reversed, created_at_ms DESC);
CREATE INDEX orders_by_name ON orders (environment, customer_name COLLATE NOCASE,
    created_at_ms DESC) WHERE customer_name IS NOT NULL;

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
