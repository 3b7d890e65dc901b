-- 0004_operations.sql
-- Everything with an effect outside is written here before it leaves, so a crash cannot lose one.
-- One table for every kind (money-protocol, section 1).
CREATE TABLE operations (
    id               TEXT    PRIMARY KEY, -- uuid v7
    account_id       TEXT    NOT NULL,
    environment      TEXT    NOT NULL,
    kind             TEXT    NOT NULL CHECK (kind IN ('send', 'order_status', 'refund', 'cancel')),
    target           TEXT    NOT NULL, -- what it acts on; never null, or no index would be unique
    order_id         TEXT,             -- the same, where it is an order
    amount_minor     INTEGER CHECK (amount_minor > 0), -- refunds only: what is reserved
    request_hash     BLOB    NOT NULL CHECK (length(request_hash) = 32), -- sha-256 of the body
    state            TEXT    NOT NULL CHECK (state IN ('prepared', 'in_flight', 'not_sent',
                         'refused', 'accepted', 'unknown', 'confirmed', 'disproved', 'decided',
                         'withdrawn')),
    outcome_code     TEXT, -- the provider's code when it declined
    outcome_words    TEXT, -- the provider's words, or what was seen instead of an answer
    provider_id      TEXT, -- the provider's id for what it made
    prepared_at_ms   INTEGER NOT NULL,
    in_flight_at_ms  INTEGER,
    outcome_at_ms    INTEGER,
    settled_at_ms    INTEGER, -- confirmed, disproved, decided or withdrawn
    request_body     BLOB    NOT NULL, -- the exact bytes; last, so that nothing reads past them
    CHECK ((kind = 'refund') = (amount_minor IS NOT NULL)),
    CHECK (order_id IS NULL OR order_id = target),
    FOREIGN KEY (account_id, environment) REFERENCES accounts (id, environment),
    FOREIGN KEY (order_id, account_id, environment)
        REFERENCES orders (id, account_id, environment)
) STRICT;

-- While one is unresolved, the database itself refuses another of its kind on the same order.
CREATE UNIQUE INDEX operations_one_send ON operations (target)
    WHERE kind = 'send' AND state IN ('prepared', 'in_flight', 'unknown', 'accepted');
CREATE UNIQUE INDEX operations_one_unresolved_refund ON operations (target)
    WHERE kind = 'refund' AND state IN ('prepared', 'in_flight', 'unknown');
CREATE UNIQUE INDEX operations_one_cancel ON operations (target)
    WHERE kind = 'cancel' AND state IN ('prepared', 'in_flight', 'unknown', 'accepted');

CREATE INDEX operations_of_order ON operations (target, prepared_at_ms DESC, id DESC);
CREATE INDEX operations_newest ON operations (environment, prepared_at_ms DESC, id DESC);
CREATE INDEX operations_unresolved ON operations (environment, prepared_at_ms DESC, id DESC)
    WHERE state IN ('prepared', 'in_flight', 'unknown');
CREATE INDEX operations_begun ON operations (state, prepared_at_ms)
    WHERE state IN ('prepared', 'in_flight');

-- A confirmed send blocks another too, but no index may say so: when a disproved send is proven
-- after all, that is a fact and must be written even if another was sent in between.
CREATE TRIGGER operations_send_once
BEFORE INSERT ON operations
WHEN NEW.kind = 'send' AND EXISTS (
    SELECT 1 FROM operations
    WHERE target = NEW.target AND kind = 'send' AND state = 'confirmed')
BEGIN
    SELECT RAISE(ABORT, 'this order was sent');
END;

CREATE TRIGGER operations_start_once
BEFORE UPDATE OF state ON operations
WHEN NEW.kind = 'send' AND NEW.state = 'in_flight' AND EXISTS (
    SELECT 1 FROM operations
    WHERE target = NEW.target AND kind = 'send' AND state = 'confirmed')
BEGIN
    SELECT RAISE(ABORT, 'this order was sent');
END;

CREATE TRIGGER operations_begin_prepared
BEFORE INSERT ON operations
WHEN NEW.state <> 'prepared'
BEGIN
    SELECT RAISE(ABORT, 'an operation begins prepared');
END;

CREATE TRIGGER operations_move_legally
BEFORE UPDATE OF state ON operations
WHEN NOT (
       (OLD.state = 'prepared' AND NEW.state IN ('in_flight', 'withdrawn'))
    OR (OLD.state = 'in_flight' AND NEW.state IN ('not_sent', 'accepted', 'refused', 'unknown'))
    OR (OLD.state IN ('accepted', 'unknown')
        AND NEW.state IN ('confirmed', 'disproved', 'decided'))
    OR (OLD.state = 'disproved' AND NEW.state = 'confirmed')
)
BEGIN
    SELECT RAISE(ABORT, 'illegal move of an operation');
END;

CREATE TRIGGER operations_keep_what_left
BEFORE UPDATE OF id, account_id, environment, kind, target, order_id, amount_minor, request_body,
    request_hash, prepared_at_ms ON operations
BEGIN
    SELECT RAISE(ABORT, 'what an operation is does not change');
END;

CREATE TRIGGER operations_are_kept
BEFORE DELETE ON operations
BEGIN
    SELECT RAISE(ABORT, 'operations are kept');
END;

-- The life of each operation, line by line.
CREATE TABLE operation_events (
    id           INTEGER PRIMARY KEY,
    operation_id TEXT    NOT NULL REFERENCES operations (id),
    state        TEXT    NOT NULL, -- the state it moved to
    why          TEXT    NOT NULL, -- a sentence
    at_ms        INTEGER NOT NULL
) STRICT;

CREATE INDEX operation_events_of_operation ON operation_events (operation_id, id);

CREATE TRIGGER operation_events_are_final
BEFORE UPDATE ON operation_events
BEGIN
    SELECT RAISE(ABORT, 'operation events are append-only');
END;

CREATE TRIGGER operation_events_are_kept
BEFORE DELETE ON operation_events
BEGIN
    SELECT RAISE(ABORT, 'operation events are append-only');
END;
