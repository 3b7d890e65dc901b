-- 0026_pictures.sql
-- Pictures that were uploaded to stand above messages, as the provider names them. A name lives for 30
-- days and belongs to the number it was uploaded for, which no other number may use (Meta, media
-- upload). The bytes are not kept: nothing here fetches or shows them.
CREATE TABLE pictures (
    account_id      TEXT    NOT NULL,
    environment     TEXT    NOT NULL,
    phone_number_id TEXT    NOT NULL, -- the account's, then
    media_id        TEXT    NOT NULL,
    file_name       TEXT    NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
    mime_type       TEXT    NOT NULL CHECK (mime_type IN ('image/jpeg', 'image/png')),
    size_bytes      INTEGER NOT NULL CHECK (size_bytes > 0),
    sha256          BLOB    NOT NULL CHECK (length(sha256) = 32),
    uploaded_at_ms  INTEGER NOT NULL, -- by the provider's clock, as far as it is known
    PRIMARY KEY (account_id, phone_number_id, media_id),
    FOREIGN KEY (account_id, environment) REFERENCES accounts (id, environment)
) STRICT, WITHOUT ROWID;

CREATE INDEX pictures_newest ON pictures (account_id, phone_number_id, uploaded_at_ms DESC);
CREATE INDEX pictures_by_content
    ON pictures (account_id, phone_number_id, sha256, uploaded_at_ms DESC);
