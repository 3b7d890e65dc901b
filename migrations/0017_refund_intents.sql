-- 0017_refund_intents.sql
-- What a person meant with one confirmation: however often it arrives here, it is refunded once.
ALTER TABLE refunds ADD COLUMN intent TEXT
    CHECK (length(intent) BETWEEN 1 AND 64);

CREATE UNIQUE INDEX refunds_once_each ON refunds (intent) WHERE intent IS NOT NULL;

CREATE TRIGGER refunds_have_an_intent
BEFORE INSERT ON refunds
WHEN NEW.intent IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a refund has an intent');
END;

CREATE TRIGGER refunds_keep_their_intent
BEFORE UPDATE OF intent ON refunds
BEGIN
    SELECT RAISE(ABORT, 'what a refund rests on does not change');
END;
