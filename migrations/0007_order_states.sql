-- 0007_order_states.sql
-- The state of each order as its evidence says: a cache that can be rebuilt from evidence. Sums that
-- guard money never read it.
CREATE TABLE order_states (
    order_id           TEXT    PRIMARY KEY REFERENCES orders (id),
    payment            TEXT    NOT NULL CHECK (payment IN ('not_known', 'not_attempted',
                           'attempt_failed', 'attempt_running', 'cannot_tell', 'captured',
                           'captured_other_amount')),
    captured_minor     INTEGER CHECK (captured_minor > 0), -- in the order's currency
    attempts           INTEGER NOT NULL CHECK (attempts >= 0),
    failure            TEXT, -- the gateway's words for the last failed attempt
    gateway_payment_id TEXT,
    known_to_provider  INTEGER NOT NULL CHECK (known_to_provider IN (0, 1)),
    contradicted_later INTEGER NOT NULL CHECK (contradicted_later IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX order_states_by_gateway_payment ON order_states (gateway_payment_id)
    WHERE gateway_payment_id IS NOT NULL;
