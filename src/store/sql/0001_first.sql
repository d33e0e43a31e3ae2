-- Small values by name: identity, cursor, settings. See store/values.rs for the names.
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE programmes (
    id      TEXT    NOT NULL,
    version INTEGER NOT NULL,
    body    TEXT    NOT NULL, -- JSON of domain::programme::Programme
    PRIMARY KEY (id, version)
) STRICT;

CREATE TABLE surveys (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT, -- order of starting; never reused
    id            TEXT    NOT NULL UNIQUE,
    stage         TEXT    NOT NULL CHECK (stage IN ('draft', 'sealed')),
    step          INTEGER NOT NULL DEFAULT 1,        -- where the visit was left, 1 to 8
    revision      INTEGER NOT NULL DEFAULT 0,        -- newest sealed revision, 0 before the first
    document      TEXT    NOT NULL,                  -- JSON of domain::survey::Survey
    -- copied out of the document for lists and search
    name          TEXT    NOT NULL DEFAULT '',
    activity      TEXT    NOT NULL DEFAULT '',
    village       TEXT    NOT NULL DEFAULT '',
    started_at_ms INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX surveys_by_stage ON surveys (stage, changed_at_ms);

-- Bytes of photos and signatures, named by content.
CREATE TABLE attachments (
    sha256     TEXT    NOT NULL PRIMARY KEY,
    size_bytes INTEGER NOT NULL,
    media_type TEXT    NOT NULL,
    thumbnail  BLOB    NOT NULL
) STRICT;

-- The bytes in pieces, so that no call holds more than one in memory.
CREATE TABLE attachment_pieces (
    sha256 TEXT    NOT NULL REFERENCES attachments (sha256) ON DELETE CASCADE,
    piece  INTEGER NOT NULL,
    bytes  BLOB    NOT NULL,
    PRIMARY KEY (sha256, piece)
) STRICT;

-- Which survey uses which attachment; an attachment nobody uses is removed.
CREATE TABLE survey_attachments (
    survey TEXT NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL REFERENCES attachments (sha256),
    kind   TEXT NOT NULL,
    PRIMARY KEY (survey, sha256)
) STRICT;
CREATE INDEX survey_attachments_by_sha256 ON survey_attachments (sha256);

-- Sealed, immutable versions: the bytes that were signed.
CREATE TABLE revisions (
    survey       TEXT    NOT NULL REFERENCES surveys (id),
    number       INTEGER NOT NULL,
    sequence     INTEGER NOT NULL UNIQUE, -- counts this device's seals without gaps
    bytes        BLOB    NOT NULL,
    digest       TEXT    NOT NULL,
    signature    BLOB    NOT NULL,
    seal         TEXT    NOT NULL,        -- names this seal for the next one
    sealed_at_ms INTEGER NOT NULL,
    PRIMARY KEY (survey, number)
) STRICT;

-- What the province has not confirmed yet. Rows are never deleted: done or blocked, with a reason.
CREATE TABLE outbox (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    survey         TEXT    NOT NULL,
    revision       INTEGER NOT NULL,
    kind           TEXT    NOT NULL CHECK (kind IN ('document', 'attachment')),
    sha256         TEXT    NOT NULL DEFAULT '',  -- of an attachment
    size_bytes     INTEGER NOT NULL,
    sent_bytes     INTEGER NOT NULL DEFAULT 0,   -- what the server said it holds
    upload_url     TEXT    NOT NULL DEFAULT '',  -- tus upload to resume
    done           INTEGER NOT NULL DEFAULT 0,
    blocked_reason TEXT    NOT NULL DEFAULT '',  -- a person must act; empty when not blocked
    attempts       INTEGER NOT NULL DEFAULT 0,   -- counted before each attempt
    last_error     TEXT    NOT NULL DEFAULT '',
    FOREIGN KEY (survey, revision) REFERENCES revisions (survey, number),
    UNIQUE (survey, revision, kind, sha256)
) STRICT;
CREATE INDEX outbox_open ON outbox (id) WHERE done = 0;

-- The province's signed receipts, newest per revision; verified before they are stored.
CREATE TABLE receipts (
    survey         TEXT    NOT NULL,
    revision       INTEGER NOT NULL,
    body           TEXT    NOT NULL, -- JSON of wire::v1::SignedReceipt
    complete       INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL, -- by the server's clock
    issued_at_ms   INTEGER NOT NULL, -- by the server's clock; an older receipt never replaces a newer one
    PRIMARY KEY (survey, revision)
) STRICT;

-- Every opening of a full NIK or card photo (promise 6).
CREATE TABLE openings (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    survey TEXT    NOT NULL,
    what   TEXT    NOT NULL,
    at_ms  INTEGER NOT NULL
) STRICT;
