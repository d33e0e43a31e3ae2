-- A store that was put back from a backup goes on from an earlier moment: numbers, cursors and receipts that
-- were given out after that moment belong to a history that is lost. An epoch names one history. It is random,
-- made with the store and made anew when the store is put back; the last row is the current one.
CREATE TABLE epochs (
    number INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    -- Why it began: 'made', 'restored', 'lost'.
    cause TEXT NOT NULL,
    began_at INTEGER NOT NULL
) STRICT;

-- Numbers that a lost history may have given out. They are never given out again.
CREATE TABLE skipped (
    counter TEXT NOT NULL REFERENCES counters (name),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (counter, first)
) STRICT;

-- Each time the server began to work: where the store stood then, as the sum of all counters. What an earlier
-- run gave out beyond that is lost.
CREATE TABLE runs (
    number INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    began_at INTEGER NOT NULL
) STRICT;

-- Finished backups, and up to which number of the table receipts each holds documents and photos.
CREATE TABLE backups (
    number INTEGER PRIMARY KEY NOT NULL,
    up_to INTEGER NOT NULL,
    finished_at INTEGER NOT NULL
) STRICT;
