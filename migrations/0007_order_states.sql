-- 0007_order_states.sql
-- The state of each order as its evidence says: a cache that can be rebuilt from evidence. Sums that
-- guard money never read it.
CREATE TABLE order_states (
    order_id           TEXT    PRIMARY KEY REFERENCES orders (id),
    payment            TEXT    NOT NULL CHECK (payment IN ('not_known', 'not_attempted',
                           'attempt_failed', 'attempt_running', 'unknown_word',
                           'reported_paid', 'cannot_tell', 'captured',
                           'captured_other_amount')),
    doubt              TEXT, -- why nobody can tell
    captured_minor     INTEGER CHECK (captured_minor > 0), -- in the order's currency
    captured_at_ms     INTEGER, -- by the provider's account
    reported           TEXT    CHECK (reported IN ('signed', 'unsigned')), -- as paid, by others
    reported_minor     INTEGER, -- in the order's currency
    refunded_minor     INTEGER NOT NULL, -- as lookups show it, in the order's currency
    refund_pending_minor INTEGER NOT NULL, -- in the order's currency
    refunds            INTEGER NOT NULL CHECK (refunds >= 0),
    refunds_in_doubt   INTEGER NOT NULL CHECK (refunds_in_doubt IN (0, 1)),
    attempts           INTEGER NOT NULL CHECK (attempts >= 0),
    failure            TEXT, -- the gateway's words for the last failed attempt
    unknown_word       TEXT, -- the provider's word that no document lists
    gateway_payment_id TEXT,
    known_to_provider  INTEGER NOT NULL CHECK (known_to_provider IN (0, 1)),
    contradicted_later INTEGER NOT NULL CHECK (contradicted_later IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX order_states_by_gateway_payment ON order_states (gateway_payment_id)
    WHERE gateway_payment_id IS NOT NULL;
