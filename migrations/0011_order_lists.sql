-- 0011_order_lists.sql
-- The lists an order stands in: what a person must look at, and what makes up the figures of a day.
-- A cache that follows from the order, its operations and its evidence; nothing that guards money
-- reads it.
CREATE TABLE order_lists (
    order_id    TEXT    NOT NULL REFERENCES orders (id),
    list        TEXT    NOT NULL,
    part        TEXT    NOT NULL, -- the refund it stands for; empty where an order stands once
    environment TEXT    NOT NULL,
    at_ms       INTEGER NOT NULL, -- its moment in the list
    currency    TEXT    NOT NULL CHECK (currency IN ('INR', 'BRL')),
    minor       INTEGER NOT NULL CHECK (minor > 0), -- what it adds to the sum
    PRIMARY KEY (order_id, list, part)
) STRICT, WITHOUT ROWID;

-- Sums are read from the index alone.
CREATE INDEX order_lists_by_time
    ON order_lists (environment, list, at_ms, order_id, part, currency, minor);
