-- 0002_accounts.sql
-- A WhatsApp business number we act for. The environment is part of every foreign key that crosses
-- an account, so a sandbox row can never hang on a live account. Credentials are not here: they
-- live in the operating system's keyring.
CREATE TABLE accounts (
    id                     TEXT    PRIMARY KEY, -- uuid v7
    environment            TEXT    NOT NULL CHECK (environment IN ('sandbox', 'live')),
    name                   TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    provider               TEXT    NOT NULL CHECK (provider IN ('meta')),
    base_url               TEXT    NOT NULL,
    graph_version          TEXT    NOT NULL,
    waba_id                TEXT    NOT NULL,
    phone_number_id        TEXT    NOT NULL,
    created_at_ms          INTEGER NOT NULL,
    access_token_set_at_ms INTEGER,
    app_secret_set_at_ms   INTEGER,
    credential_backend     TEXT, -- the keyring that holds them; another one cannot see them
    removed_at_ms          INTEGER, -- orders outlive their account
    UNIQUE (id, environment)
) STRICT;

CREATE UNIQUE INDEX accounts_one_name ON accounts (name) WHERE removed_at_ms IS NULL;
-- A number that was removed and comes back is the same account again: its orders are still blocked
-- and still found. So this holds for removed ones too.
CREATE UNIQUE INDEX accounts_one_number ON accounts (environment, provider, phone_number_id);

CREATE TRIGGER accounts_keep_their_environment
BEFORE UPDATE OF id, environment, provider, created_at_ms ON accounts
BEGIN
    SELECT RAISE(ABORT, 'an account keeps its id, environment and provider');
END;

CREATE TRIGGER accounts_are_kept
BEFORE DELETE ON accounts
BEGIN
    SELECT RAISE(ABORT, 'accounts are kept; set removed_at_ms');
END;
