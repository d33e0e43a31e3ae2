-- Whom facilitators are asked to visit. One NIK in one programme is one assignment, however often
-- its list is imported.
CREATE TABLE assignments (
    id TEXT PRIMARY KEY NOT NULL,
    programme TEXT NOT NULL,
    -- HMAC-SHA256 of the NIK under the server's index key.
    nik_hmac BLOB NOT NULL,
    person TEXT NOT NULL REFERENCES persons (id),
    withdrawn INTEGER NOT NULL,
    -- JSON of domain::wire::v1::Assignment.
    body TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    UNIQUE (programme, nik_hmac)
) STRICT;
CREATE INDEX assignments_by_person ON assignments (person);
