-- 0013_decisions.sql
-- What a person decided where evidence could not settle an operation, with a reason and what was
-- checked (money-protocol, sections 1 and 3).
CREATE TABLE decisions (
    operation_id  TEXT    PRIMARY KEY REFERENCES operations (id),
    judgement     TEXT    NOT NULL CHECK (judgement IN ('happened', 'did_not_happen')),
    checked       TEXT    NOT NULL,
    reason        TEXT    NOT NULL CHECK (length(reason) > 0),
    decided_at_ms INTEGER NOT NULL
) STRICT;

CREATE TRIGGER operations_decide_with_a_reason
BEFORE UPDATE OF state ON operations
WHEN NEW.state = 'decided' AND NOT EXISTS (SELECT 1 FROM decisions WHERE operation_id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a decision has a reason');
END;

-- A send that a person says has happened blocks another like a confirmed one.
CREATE TRIGGER operations_send_once_decided
BEFORE INSERT ON operations
WHEN NEW.kind = 'send' AND EXISTS (
    SELECT 1 FROM operations JOIN decisions ON decisions.operation_id = operations.id
    WHERE target = NEW.target AND kind = 'send' AND judgement = 'happened')
BEGIN
    SELECT RAISE(ABORT, 'this order was sent');
END;

CREATE TRIGGER decisions_are_final
BEFORE UPDATE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;

CREATE TRIGGER decisions_are_kept
BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;
