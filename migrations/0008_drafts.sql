-- 0008_drafts.sql
-- The order a person was composing, one for each account, so that neither a crash nor another
-- screen loses it. It guards nothing: what may be sent is checked anew.
CREATE TABLE drafts (
    account_id  TEXT    PRIMARY KEY REFERENCES accounts (id),
    form        TEXT    NOT NULL CHECK (octet_length(form) <= 262144), -- as typed, JSON
    saved_at_ms INTEGER NOT NULL
) STRICT;
