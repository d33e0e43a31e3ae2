-- Filters of NIKs: one row per programme, kind and source. A later build replaces the earlier.
CREATE TABLE filters (
    -- kind/programme/source in one line.
    subject TEXT PRIMARY KEY NOT NULL,
    -- None when it speaks of every programme.
    programme TEXT,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    -- What stands for each NIK, 8 bytes each, big-endian, ascending, without repetition. The NIKs
    -- themselves are not kept.
    keys BLOB NOT NULL,
    -- The last revision that was looked at.
    scanned INTEGER NOT NULL,
    version INTEGER NOT NULL,
    built_at INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX filters_by_digest ON filters (sha256);
CREATE INDEX revisions_by_programme ON revisions (programme, sequence);

-- Sealed revisions that blocked devices brought, exactly as they were signed, until a person of the
-- province has looked at them. Never deleted.
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY NOT NULL,
    survey TEXT NOT NULL,
    number INTEGER NOT NULL,
    digest BLOB NOT NULL,
    bytes BLOB NOT NULL,
    signature BLOB NOT NULL,
    device TEXT NOT NULL REFERENCES devices (id),
    person TEXT NOT NULL REFERENCES persons (id),
    received_at INTEGER NOT NULL,
    -- When it became a revision of the province.
    released_at INTEGER,
    UNIQUE (device, digest)
) STRICT;
INSERT INTO counters (name, value) VALUES ('quarantine', 0);
CREATE TRIGGER quarantine_remains BEFORE DELETE ON quarantine
BEGIN SELECT RAISE(ABORT, 'what is in quarantine is never deleted'); END;
