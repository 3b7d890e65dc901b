-- 0020_status_messages.sql
-- What each order status message says, a cancel among them, and what it rests on (money-protocol,
-- section 4; Meta, order status).
CREATE TABLE status_messages (
    operation_id       TEXT    PRIMARY KEY REFERENCES operations (id),
    order_id           TEXT    NOT NULL REFERENCES orders (id),
    status             TEXT    NOT NULL CHECK (status IN ('processing', 'partially_shipped',
                           'shipped', 'completed', 'canceled')),
    message            TEXT    NOT NULL, -- what it says and how it goes out, JSON
    lookup_evidence_id INTEGER REFERENCES evidence (id), -- a cancel: the lookup just before it
    gateway_says       TEXT, -- a cancel of what cannot be looked up: what a person read there
    sent_at_ms         INTEGER, -- the provider's time when it left
    clean_at_ms        INTEGER, -- a cancel: the last lookup since that showed neither money nor an
                                -- attempt, provider's time
    failed_code        INTEGER, -- what a signed webhook said later: it changed nothing
    failed_words       TEXT,
    CHECK (status = 'canceled' OR (lookup_evidence_id IS NULL AND gateway_says IS NULL)),
    CHECK (status <> 'canceled' OR lookup_evidence_id IS NOT NULL OR gateway_says IS NOT NULL)
) STRICT;

CREATE INDEX status_messages_of_order ON status_messages (order_id, operation_id);

CREATE TRIGGER status_messages_begin_with_their_operation
BEFORE INSERT ON status_messages
WHEN NOT EXISTS (
    SELECT 1 FROM operations
    WHERE id = NEW.operation_id AND target = NEW.order_id AND state = 'prepared'
      AND kind = CASE NEW.status WHEN 'canceled' THEN 'cancel' ELSE 'order_status' END)
BEGIN
    SELECT RAISE(ABORT, 'a status message begins with its operation');
END;

-- One at a time, and none after an end that the customer may have been told of.
CREATE TRIGGER status_messages_follow_one_another
BEFORE INSERT ON status_messages
WHEN EXISTS (
    SELECT 1 FROM status_messages AS earlier
    JOIN operations ON operations.id = earlier.operation_id
    LEFT JOIN decisions ON decisions.operation_id = earlier.operation_id
    WHERE earlier.order_id = NEW.order_id
      AND (state IN ('prepared', 'in_flight')
           OR (earlier.status IN ('completed', 'canceled') AND failed_code IS NULL
               AND (state IN ('unknown', 'accepted', 'confirmed')
                    OR judgement = 'happened'))))
BEGIN
    SELECT RAISE(ABORT, 'another status message stands in the way');
END;

CREATE TRIGGER operations_tell_with_grounds
BEFORE UPDATE OF state ON operations
WHEN NEW.kind IN ('order_status', 'cancel') AND NEW.state = 'in_flight'
    AND NOT EXISTS (SELECT 1 FROM status_messages WHERE operation_id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a status message says something');
END;

CREATE TRIGGER status_messages_keep_what_they_say
BEFORE UPDATE OF operation_id, order_id, status, message, lookup_evidence_id, gateway_says
    ON status_messages
BEGIN
    SELECT RAISE(ABORT, 'what a status message says does not change');
END;

CREATE TRIGGER status_messages_are_kept
BEFORE DELETE ON status_messages
BEGIN
    SELECT RAISE(ABORT, 'status messages are kept');
END;

-- What a person decided about money that came after its order expired or was cancelled: it is kept
-- and the order is fulfilled. To give it back is a refund.
CREATE TABLE fulfil_decisions (
    order_id      TEXT    NOT NULL REFERENCES orders (id),
    late          TEXT    NOT NULL CHECK (late IN ('after_expiry', 'after_cancel')),
    decided_at_ms INTEGER NOT NULL,
    PRIMARY KEY (order_id, late)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER fulfil_decisions_are_final
BEFORE UPDATE ON fulfil_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are kept');
END;

CREATE TRIGGER fulfil_decisions_are_kept
BEFORE DELETE ON fulfil_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are kept');
END;

-- Where the fulfilment of each order stands that a status message or a late payment is about. A cache
-- that follows from status messages, operations and evidence; nothing that guards money reads it.
CREATE TABLE fulfilments (
    order_id TEXT PRIMARY KEY REFERENCES orders (id),
    told     TEXT NOT NULL, -- what the customer was told last
    may_be   TEXT, -- what they may have been told since
    cancel   TEXT CHECK (cancel IN ('requested', 'unknown', 'cancelled')),
    late     TEXT CHECK (late IN ('after_expiry', 'after_cancel')) -- a decision waits
) STRICT, WITHOUT ROWID;

-- The list that a late payment stands in is about both now.
UPDATE order_lists SET list = 'paid_late' WHERE list = 'paid_after_expiry';

-- Who paid and was told nothing yet. A book from before this step has told nobody anything.
INSERT INTO order_lists (order_id, list, part, environment, at_ms, currency, minor)
SELECT order_id, 'not_told', '', environment, at_ms, currency, minor
FROM order_lists JOIN order_states USING (order_id)
WHERE list = 'collected' AND refunded_minor + refund_pending_minor < captured_minor
  AND NOT EXISTS (SELECT 1 FROM order_lists AS late
                  WHERE late.order_id = order_lists.order_id
                    AND late.list IN ('paid_late', 'amount_differs'));
