-- 0009_preferences.sql
-- What the window remembers of a person's choices. Nothing here guards money: a value this program
-- cannot read counts as none.
CREATE TABLE preferences (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (length(value) <= 1000)
) STRICT, WITHOUT ROWID;
