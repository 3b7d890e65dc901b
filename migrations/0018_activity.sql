-- 0018_activity.sql
-- Who did what, line by line. Each line carries the hash of the one before it, so that none can be
-- changed, taken out or put in without breaking every later one (money-protocol, section 6).
CREATE TABLE activity (
    number        INTEGER PRIMARY KEY CHECK (number > 0), -- from 1, without a gap
    at_ms         INTEGER NOT NULL,
    by_person     INTEGER NOT NULL CHECK (by_person IN (0, 1)), -- else the desk by itself
    deed          TEXT    NOT NULL,
    environment   TEXT,
    account_id    TEXT,
    order_id      TEXT,
    operation_id  TEXT,
    words         TEXT    NOT NULL, -- a sentence; no phone number, no name, no credential
    evidence_hash BLOB    CHECK (length(evidence_hash) = 32), -- of what a change of state rests on
    hash          BLOB    NOT NULL CHECK (length(hash) = 32) -- of the line before and of this one
) STRICT;

CREATE INDEX activity_of_order ON activity (order_id, number) WHERE order_id IS NOT NULL;

CREATE TRIGGER activity_goes_on
BEFORE INSERT ON activity
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM activity)
BEGIN
    SELECT RAISE(ABORT, 'activity goes on from its last line');
END;

CREATE TRIGGER activity_is_final
BEFORE UPDATE ON activity
BEGIN
    SELECT RAISE(ABORT, 'activity is append-only');
END;

CREATE TRIGGER activity_is_kept
BEFORE DELETE ON activity
BEGIN
    SELECT RAISE(ABORT, 'activity is append-only');
END;
