-- 0023_payments.sql
-- Every attempt to pay, as all evidence about its order shows it: a cache that `evidence rebuild` makes
-- again. Nothing that guards money reads it.
CREATE TABLE payments (
    order_id           TEXT    NOT NULL REFERENCES orders (id),
    number             INTEGER NOT NULL CHECK (number > 0), -- from the first attempt on
    environment        TEXT    NOT NULL,
    at_ms              INTEGER NOT NULL, -- when it began; else its last change or the order's
    status             TEXT    NOT NULL CHECK (status IN ('pending', 'failed', 'succeeded')),
    word               TEXT    NOT NULL, -- the provider's, for that
    minor              INTEGER, -- by its own account, in the order's currency
    method             TEXT, -- in the provider's word
    failure            TEXT, -- in the gateway's words
    gateway_order_id   TEXT,
    gateway_payment_id TEXT,
    succeeded_at_ms    INTEGER, -- by the provider
    PRIMARY KEY (order_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX payments_by_time ON payments (environment, at_ms, order_id, number);

-- What was paid before is in the evidence, which no SQL reads: the program gathers it.
INSERT INTO preferences (name, value)
SELECT 'payments', 'missing' WHERE EXISTS (SELECT 1 FROM orders);

-- Refunds by their moment alone, whatever stage they are in.
CREATE INDEX refund_list_by_time ON refund_list (environment, newest_first, order_id, part);
