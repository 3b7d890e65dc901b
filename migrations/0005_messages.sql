-- 0005_messages.sql
-- A message is not an order: one message may carry several orders, one order several messages.
CREATE TABLE messages (
    id                  TEXT    PRIMARY KEY, -- uuid v7
    account_id          TEXT    NOT NULL,
    environment         TEXT    NOT NULL,
    operation_id        TEXT    NOT NULL UNIQUE REFERENCES operations (id),
    kind                TEXT    NOT NULL CHECK (kind IN ('interactive', 'template')),
    provider_message_id TEXT, -- wamid, once the provider accepted it
    created_at_ms       INTEGER NOT NULL,
    FOREIGN KEY (account_id, environment) REFERENCES accounts (id, environment)
) STRICT;

CREATE INDEX messages_by_provider_id ON messages (provider_message_id)
    WHERE provider_message_id IS NOT NULL;

CREATE TABLE message_orders (
    message_id TEXT NOT NULL REFERENCES messages (id),
    order_id   TEXT NOT NULL REFERENCES orders (id),
    PRIMARY KEY (message_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_orders_of_order ON message_orders (order_id);

-- A message, its operation and its orders belong to one account in one environment. These are
-- triggers, as foreign keys would repeat three columns and an index in every row.
CREATE TRIGGER messages_stay_in_their_account
BEFORE INSERT ON messages
WHEN NOT EXISTS (
    SELECT 1 FROM operations
    WHERE id = NEW.operation_id AND account_id = NEW.account_id
      AND environment = NEW.environment)
BEGIN
    SELECT RAISE(ABORT, 'the operation of a message belongs to its account');
END;

CREATE TRIGGER message_orders_stay_in_their_account
BEFORE INSERT ON message_orders
WHEN NOT EXISTS (
    SELECT 1 FROM messages JOIN orders
        ON orders.account_id = messages.account_id AND orders.environment = messages.environment
    WHERE messages.id = NEW.message_id AND orders.id = NEW.order_id)
BEGIN
    SELECT RAISE(ABORT, 'the orders in a message belong to its account');
END;

CREATE TRIGGER messages_keep_what_left
BEFORE UPDATE OF id, account_id, environment, operation_id, kind, created_at_ms ON messages
BEGIN
    SELECT RAISE(ABORT, 'what a message is does not change');
END;

CREATE TRIGGER messages_are_kept
BEFORE DELETE ON messages
BEGIN
    SELECT RAISE(ABORT, 'messages are kept');
END;

CREATE TRIGGER message_orders_are_final
BEFORE UPDATE ON message_orders
BEGIN
    SELECT RAISE(ABORT, 'the orders in a message do not change');
END;

CREATE TRIGGER message_orders_are_kept
BEFORE DELETE ON message_orders
BEGIN
    SELECT RAISE(ABORT, 'messages are kept');
END;
