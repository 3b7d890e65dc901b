-- 0015_refund_silence.sql
-- Lookups in a row that showed the payment and nothing that could be this refund.
ALTER TABLE refunds ADD COLUMN silent_lookups INTEGER NOT NULL DEFAULT 0
    CHECK (silent_lookups >= 0);
ALTER TABLE refunds ADD COLUMN silent_to_ms INTEGER; -- the last of them, by the provider's time
