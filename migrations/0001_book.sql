-- 0001_book.sql
-- The book's own identity. Its id is part of every keyring item's name, so that two data
-- directories never touch each other's credentials.
PRAGMA application_id = 0x43464f4c; -- "CFOL": marks the file as a book

CREATE TABLE books (
    one_row        INTEGER PRIMARY KEY CHECK (one_row = 1),
    id             TEXT    NOT NULL, -- uuid v7
    created_at_ms  INTEGER NOT NULL,
    restored_at_ms INTEGER -- last restored from a backup: it may not know what left since then
) STRICT;

-- A book under another id would no longer find its credentials.
CREATE TRIGGER books_keep_their_identity
BEFORE UPDATE OF one_row, id, created_at_ms ON books
BEGIN
    SELECT RAISE(ABORT, 'a book keeps its id');
END;

CREATE TRIGGER books_are_kept
BEFORE DELETE ON books
BEGIN
    SELECT RAISE(ABORT, 'a book keeps its id');
END;
