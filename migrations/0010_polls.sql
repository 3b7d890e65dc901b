-- 0010_polls.sql
-- When each open order is looked up next. An order that is not looked up by itself any more has no
-- row. Moments are by the provider's clock. Nothing here guards money: a lost row costs a late
-- lookup.
CREATE TABLE polls (
    order_id         TEXT    PRIMARY KEY REFERENCES orders (id),
    account_id       TEXT    NOT NULL REFERENCES accounts (id),
    lane             INTEGER NOT NULL CHECK (lane BETWEEN 0 AND 5), -- 0 goes first
    due_at_ms        INTEGER NOT NULL,
    every_ms         INTEGER NOT NULL CHECK (every_ms > 0),
    why              TEXT    NOT NULL,
    since_ms         INTEGER NOT NULL, -- its last send
    unknown_since_ms INTEGER,          -- an effect on it has no known outcome
    changed_at_ms    INTEGER,          -- what is known of it last changed
    asked_at_ms      INTEGER,          -- its last lookup, answered or not
    silent           INTEGER NOT NULL CHECK (silent >= 0), -- lookups in a row that said nothing
    is_guess         INTEGER NOT NULL CHECK (is_guess IN (0, 1)) -- the provider's time was not known
) STRICT, WITHOUT ROWID;

CREATE INDEX polls_due ON polls (account_id, lane, due_at_ms);
CREATE INDEX polls_guessed ON polls (account_id, order_id) WHERE is_guess = 1;
