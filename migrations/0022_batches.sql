-- 0022_batches.sql
-- What a person or the sweep asked to be told to many customers at once. A batch goes on where it
-- stopped, and no order of it is told twice: what left is in the journal of its order.
CREATE TABLE batches (
    id            TEXT    PRIMARY KEY, -- uuid v7
    environment   TEXT    NOT NULL,
    message       TEXT    NOT NULL, -- what is told and how, JSON
    by_person     INTEGER NOT NULL CHECK (by_person IN (0, 1)), -- else the sweep
    state         TEXT    NOT NULL CHECK (state IN ('running', 'paused', 'ended')),
    why           TEXT, -- why it is paused, or ended before its last order
    created_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX batches_newest ON batches (environment, created_at_ms DESC, id DESC);
CREATE INDEX batches_open ON batches (state) WHERE state <> 'ended';

CREATE TABLE batch_orders (
    batch_id     TEXT    NOT NULL REFERENCES batches (id),
    position     INTEGER NOT NULL,
    order_id     TEXT    NOT NULL REFERENCES orders (id),
    state        TEXT    NOT NULL CHECK (state IN ('waiting', 'told', 'paid', 'left_alone',
                     'window_closed', 'refused', 'unknown', 'called_off')),
    why          TEXT, -- in the provider's words or ours
    operation_id TEXT    REFERENCES operations (id),
    PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX batch_orders_by_state ON batch_orders (batch_id, state, position);

CREATE TRIGGER batches_end_once
BEFORE UPDATE OF state ON batches
WHEN OLD.state = 'ended'
BEGIN
    SELECT RAISE(ABORT, 'a batch ends once');
END;

CREATE TRIGGER batch_orders_are_done_once
BEFORE UPDATE ON batch_orders
WHEN OLD.state <> 'waiting' OR NEW.order_id <> OLD.order_id
BEGIN
    SELECT RAISE(ABORT, 'an order of a batch is done once');
END;

CREATE TRIGGER batches_are_kept
BEFORE DELETE ON batches
BEGIN
    SELECT RAISE(ABORT, 'batches are kept');
END;

CREATE TRIGGER batch_orders_are_kept
BEFORE DELETE ON batch_orders
BEGIN
    SELECT RAISE(ABORT, 'batches are kept');
END;
