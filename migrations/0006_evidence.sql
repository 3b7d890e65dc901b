-- 0006_evidence.sql
-- Everything that says something about an order. One raw body per content hash, compressed and with
-- credentials removed, so that every state can be derived again.
CREATE TABLE raw_bodies (
    hash   BLOB    PRIMARY KEY CHECK (length(hash) = 32), -- sha-256 of the uncompressed bytes
    length INTEGER NOT NULL CHECK (length >= 0), -- uncompressed, bytes
    body   BLOB    NOT NULL -- raw deflate; last, so that nothing reads past it
) STRICT;

CREATE TABLE evidence (
    id               INTEGER PRIMARY KEY,
    order_id         TEXT    NOT NULL,
    account_id       TEXT    NOT NULL,
    environment      TEXT    NOT NULL,
    operation_id     TEXT    REFERENCES operations (id), -- the effect it answered, if any
    source           TEXT    NOT NULL CHECK (source IN ('own_exchange', 'own_lookup',
                         'signed_webhook', 'unsigned_webhook')),
    http_status      INTEGER, -- of an answer; a webhook has none
    body_hash        BLOB    NOT NULL REFERENCES raw_bodies (hash),
    provider_date_ms INTEGER, -- the provider's Date header
    first_seen_at_ms INTEGER NOT NULL,
    FOREIGN KEY (order_id, account_id, environment)
        REFERENCES orders (id, account_id, environment),
    CHECK ((http_status IS NULL) = (source IN ('signed_webhook', 'unsigned_webhook')))
) STRICT;

CREATE TRIGGER evidence_stays_in_its_account
BEFORE INSERT ON evidence
WHEN NEW.operation_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM operations
    WHERE id = NEW.operation_id AND account_id = NEW.account_id
      AND environment = NEW.environment)
BEGIN
    SELECT RAISE(ABORT, 'evidence answers an effect of its own account');
END;

-- An unchanged lookup is not new evidence.
CREATE UNIQUE INDEX evidence_one_lookup_each ON evidence (order_id, http_status, body_hash)
    WHERE source = 'own_lookup';
-- A webhook delivered twice is not new evidence either.
CREATE UNIQUE INDEX evidence_one_webhook_each ON evidence (order_id, source, body_hash)
    WHERE source IN ('signed_webhook', 'unsigned_webhook');
CREATE INDEX evidence_of_order ON evidence (order_id, id);

-- A run of equal answers to lookups of one order: an unchanged lookup only touches its last row.
CREATE TABLE lookup_runs (
    id          INTEGER PRIMARY KEY,
    order_id    TEXT    NOT NULL REFERENCES orders (id),
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    first_at_ms INTEGER NOT NULL,
    last_at_ms  INTEGER NOT NULL CHECK (last_at_ms >= first_at_ms),
    times       INTEGER NOT NULL CHECK (times >= 1)
) STRICT;

CREATE INDEX lookup_runs_of_order ON lookup_runs (order_id, id);
CREATE INDEX lookup_runs_of_evidence ON lookup_runs (evidence_id);

CREATE TRIGGER lookup_runs_stay_with_their_order
BEFORE INSERT ON lookup_runs
WHEN NOT EXISTS (
    SELECT 1 FROM evidence WHERE id = NEW.evidence_id AND order_id = NEW.order_id)
BEGIN
    SELECT RAISE(ABORT, 'a lookup run belongs to the order of its evidence');
END;

CREATE TRIGGER raw_bodies_are_final
BEFORE UPDATE ON raw_bodies
BEGIN
    SELECT RAISE(ABORT, 'raw bodies are append-only');
END;

CREATE TRIGGER raw_bodies_are_kept
BEFORE DELETE ON raw_bodies
BEGIN
    SELECT RAISE(ABORT, 'raw bodies are append-only');
END;

CREATE TRIGGER evidence_is_final
BEFORE UPDATE ON evidence
BEGIN
    SELECT RAISE(ABORT, 'evidence is append-only');
END;

CREATE TRIGGER evidence_is_kept
BEFORE DELETE ON evidence
BEGIN
    SELECT RAISE(ABORT, 'evidence is append-only');
END;

CREATE TRIGGER lookup_runs_only_grow
BEFORE UPDATE ON lookup_runs
WHEN NEW.id <> OLD.id OR NEW.order_id <> OLD.order_id OR NEW.evidence_id <> OLD.evidence_id
    OR NEW.first_at_ms <> OLD.first_at_ms OR NEW.last_at_ms < OLD.last_at_ms
    OR NEW.times <= OLD.times
BEGIN
    SELECT RAISE(ABORT, 'a lookup run only grows');
END;

CREATE TRIGGER lookup_runs_are_kept
BEFORE DELETE ON lookup_runs
BEGIN
    SELECT RAISE(ABORT, 'lookup runs are append-only');
END;
