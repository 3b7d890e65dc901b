-- 0014_alarms.sql
-- What turned out otherwise than the book had it. It stands on top until a person has seen it.
CREATE TABLE alarms (
    order_id           TEXT    NOT NULL REFERENCES orders (id),
    kind               TEXT    NOT NULL,
    operation_id       TEXT    NOT NULL, -- empty where it is about the order as a whole
    minor              INTEGER NOT NULL, -- what it is about, in minor units of the order's currency
    raised_at_ms       INTEGER NOT NULL,
    acknowledged_at_ms INTEGER,          -- a person has seen it
    PRIMARY KEY (order_id, kind, operation_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER alarms_are_kept
BEFORE DELETE ON alarms
BEGIN
    SELECT RAISE(ABORT, 'alarms are kept');
END;
