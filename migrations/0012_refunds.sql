-- 0012_refunds.sql
-- What each refund of ours rests on, and every refund that our lookups have shown. What may still go
-- back is counted from these and from the operations, never from a cache (money-protocol, section 3).
CREATE TABLE refunds (
    operation_id       TEXT    PRIMARY KEY REFERENCES operations (id),
    order_id           TEXT    NOT NULL REFERENCES orders (id),
    captured_minor     INTEGER NOT NULL CHECK (captured_minor > 0), -- as the lookup before it showed
    lookup_evidence_id INTEGER NOT NULL REFERENCES evidence (id),   -- that lookup
    speed              TEXT    NOT NULL CHECK (speed IN ('normal', 'instant')),
    reason             TEXT    NOT NULL,
    reason_text        TEXT,
    sent_at_ms         INTEGER, -- the provider's time when it left
    released_at_ms     INTEGER  -- decided not to have happened, and lookups agree: free again
) STRICT;

CREATE INDEX refunds_of_order ON refunds (order_id, operation_id);

-- The refund ids that were there before one of ours was sent: none of them can be it.
CREATE TABLE refund_before (
    operation_id TEXT NOT NULL REFERENCES refunds (operation_id),
    refund_id    TEXT NOT NULL,
    PRIMARY KEY (operation_id, refund_id)
) STRICT, WITHOUT ROWID;

-- Each refund in our own lookups, as all of them together show it.
CREATE TABLE refund_records (
    order_id        TEXT    NOT NULL REFERENCES orders (id),
    refund_id       TEXT    NOT NULL, -- the gateway's
    minor           INTEGER CHECK (minor > 0), -- null where the answers contradict each other
    status          TEXT    NOT NULL CHECK (status IN ('pending', 'failed', 'succeeded')),
    created_at_ms   INTEGER, -- by the provider
    failed_first_ms INTEGER, -- the first and the last lookup that showed it failed, provider's time
    failed_last_ms  INTEGER,
    operation_id    TEXT REFERENCES refunds (operation_id), -- ours; null where somebody else made it
    is_proven       INTEGER NOT NULL CHECK (is_proven IN (0, 1)
                        AND is_proven <= (operation_id IS NOT NULL)), -- not only probably ours
    PRIMARY KEY (order_id, refund_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX refund_records_one_each ON refund_records (operation_id)
    WHERE operation_id IS NOT NULL;

-- No refund of ours may be prepared beyond what is left. A refund that somebody else made is a fact
-- and is written whatever it comes to.
CREATE TRIGGER refunds_stay_within_what_came
BEFORE INSERT ON refunds
WHEN (SELECT amount_minor FROM operations WHERE id = NEW.operation_id)
        > NEW.captured_minor
        - (SELECT coalesce(sum(amount_minor), 0)
           FROM operations LEFT JOIN refunds ON refunds.operation_id = operations.id
           WHERE target = NEW.order_id AND kind = 'refund' AND operations.id <> NEW.operation_id
             AND state NOT IN ('refused', 'not_sent', 'disproved', 'withdrawn')
             AND released_at_ms IS NULL)
        - (SELECT coalesce(sum(minor), 0) FROM refund_records
           WHERE order_id = NEW.order_id AND operation_id IS NULL AND status <> 'failed')
   OR EXISTS (SELECT 1 FROM refund_records
              WHERE order_id = NEW.order_id AND status <> 'failed' AND minor IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'more than may still go back');
END;

CREATE TRIGGER refunds_belong_to_a_prepared_refund
BEFORE INSERT ON refunds
WHEN NOT EXISTS (SELECT 1 FROM operations
                 WHERE id = NEW.operation_id AND kind = 'refund' AND target = NEW.order_id
                   AND state = 'prepared')
BEGIN
    SELECT RAISE(ABORT, 'a refund begins with its operation');
END;

CREATE TRIGGER operations_refund_with_grounds
BEFORE UPDATE OF state ON operations
WHEN NEW.kind = 'refund' AND NEW.state = 'in_flight'
    AND NOT EXISTS (SELECT 1 FROM refunds WHERE operation_id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a refund rests on a lookup');
END;

CREATE TRIGGER refunds_keep_their_grounds
BEFORE UPDATE OF operation_id, order_id, captured_minor, lookup_evidence_id, speed, reason,
    reason_text ON refunds
BEGIN
    SELECT RAISE(ABORT, 'what a refund rests on does not change');
END;

CREATE TRIGGER refunds_release_what_was_decided
BEFORE UPDATE OF released_at_ms ON refunds
WHEN NEW.released_at_ms IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM operations WHERE id = NEW.operation_id AND state = 'decided')
BEGIN
    SELECT RAISE(ABORT, 'only what a person decided is released');
END;

CREATE TRIGGER refunds_are_kept
BEFORE DELETE ON refunds
BEGIN
    SELECT RAISE(ABORT, 'refunds are kept');
END;

CREATE TRIGGER refund_before_is_final
BEFORE UPDATE ON refund_before
BEGIN
    SELECT RAISE(ABORT, 'what was there before does not change');
END;

CREATE TRIGGER refund_before_is_kept
BEFORE DELETE ON refund_before
BEGIN
    SELECT RAISE(ABORT, 'what was there before does not change');
END;

-- A stale lookup takes nothing away: a refund only goes on, and a failure may turn into a success.
CREATE TRIGGER refund_records_only_go_on
BEFORE UPDATE OF status ON refund_records
WHEN NEW.status <> OLD.status AND NOT (
       OLD.status = 'pending'
    OR (OLD.status = 'failed' AND NEW.status = 'succeeded'))
BEGIN
    SELECT RAISE(ABORT, 'a refund does not go back');
END;

CREATE TRIGGER refund_records_stay_proven
BEFORE UPDATE OF operation_id, is_proven ON refund_records
WHEN OLD.is_proven = 1
    AND (NEW.is_proven = 0 OR NEW.operation_id IS NOT OLD.operation_id)
BEGIN
    SELECT RAISE(ABORT, 'what was proven stays proven');
END;

CREATE TRIGGER refund_records_are_kept
BEFORE DELETE ON refund_records
BEGIN
    SELECT RAISE(ABORT, 'refund records are kept');
END;
