-- 0021_webhook_parts.sql
-- A webhook may be about a thousand orders. Each keeps the part that is about it as its evidence, and
-- where the whole is whose bytes were signed (Meta, webhooks).
ALTER TABLE evidence ADD COLUMN whole_hash BLOB REFERENCES raw_bodies (hash);

-- What webhooks say became of messages of ours. It proves nothing.
CREATE TABLE message_reports (
    operation_id TEXT    NOT NULL REFERENCES operations (id),
    word         TEXT    NOT NULL CHECK (word IN ('sent', 'delivered', 'read', 'failed')),
    is_signed    INTEGER NOT NULL CHECK (is_signed IN (0, 1)),
    at_ms        INTEGER NOT NULL, -- by the provider, or when it was taken in
    code         INTEGER, -- why it failed
    words        TEXT,
    PRIMARY KEY (operation_id, word, is_signed),
    CHECK (word = 'failed' OR (code IS NULL AND words IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER message_reports_are_final
BEFORE UPDATE ON message_reports
BEGIN
    SELECT RAISE(ABORT, 'what was reported is kept');
END;

CREATE TRIGGER message_reports_are_kept
BEFORE DELETE ON message_reports
BEGIN
    SELECT RAISE(ABORT, 'what was reported is kept');
END;
