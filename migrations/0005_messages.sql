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
