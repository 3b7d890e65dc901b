-- 0019_book_lock.sql
-- Whether the book may be an older or foreign copy of itself. While it may, the database takes no
-- operation and lets none leave, until a person goes on deliberately (money-protocol, section 6).
ALTER TABLE books ADD COLUMN anchored_at_ms INTEGER; -- when the keyring first held an anchor of it
ALTER TABLE books ADD COLUMN locked_at_ms INTEGER;
ALTER TABLE books ADD COLUMN locked_because TEXT
    CHECK ((locked_because IS NULL) = (locked_at_ms IS NULL));

CREATE TRIGGER operations_wait_while_locked
BEFORE INSERT ON operations
WHEN EXISTS (SELECT 1 FROM books WHERE locked_because IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'effects of this book are locked');
END;

CREATE TRIGGER operations_stay_while_locked
BEFORE UPDATE OF state ON operations
WHEN NEW.state = 'in_flight'
    AND EXISTS (SELECT 1 FROM books WHERE locked_because IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'effects of this book are locked');
END;

-- Where a person last went on, and lists of one kind of line. Most lines are steps of operations,
-- which are found in the table itself.
CREATE INDEX activity_of_deed ON activity (deed, number) WHERE deed <> 'operation';
