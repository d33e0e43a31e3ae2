-- The store of a provincial server, on SQLite. The same tables on PostgreSQL differ in the type of
-- byte columns and in STRICT, so each database has its own folder of migrations.
-- Instants are milliseconds since 1970-01-01T00:00Z by the server's clock; ids are UUIDs as text;
-- digests are 32 bytes.

-- Province code, office name, and the public keys this store belongs to.
CREATE TABLE settings (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

-- Sequences without gaps, drawn inside the writing transaction: whoever sees number n has seen
-- everything below it, on a database with concurrent writers too.
CREATE TABLE counters (
    name TEXT PRIMARY KEY NOT NULL,
    value INTEGER NOT NULL
) STRICT;
INSERT INTO counters (name, value) VALUES ('revision', 0), ('change', 0), ('receipt', 0);

-- Every version of every programme, for ever: a survey names the one it started with.
CREATE TABLE programmes (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (id, version)
) STRICT;

CREATE TABLE persons (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    office TEXT NOT NULL,
    added_at INTEGER NOT NULL
) STRICT;

-- Work areas: codes of regencies or districts.
CREATE TABLE person_areas (
    person TEXT NOT NULL REFERENCES persons (id),
    area TEXT NOT NULL,
    PRIMARY KEY (person, area)
) STRICT;

CREATE TABLE devices (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES persons (id),
    -- Ed25519, 32 bytes. The same key enrolled again for the same person is the same device.
    public_key BLOB NOT NULL,
    -- SHA-256 of the bearer token.
    token_hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    app_version TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL,
    revoked_at INTEGER,
    UNIQUE (person, public_key)
) STRICT;

-- One-time codes, as HMAC-SHA256 under the server's index key.
CREATE TABLE enrolment_codes (
    code_hash BLOB PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES persons (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    -- 'enrolment' or 'recovery', and the device it was used for.
    used_for TEXT,
    device TEXT REFERENCES devices (id)
) STRICT;

-- Sealed revisions, exactly as they were signed. Never changed, never deleted.
CREATE TABLE revisions (
    sequence INTEGER PRIMARY KEY NOT NULL,
    survey TEXT NOT NULL,
    number INTEGER NOT NULL,
    digest BLOB NOT NULL,
    bytes BLOB NOT NULL,
    signature BLOB NOT NULL,
    device TEXT NOT NULL REFERENCES devices (id),
    device_sequence INTEGER NOT NULL,
    person TEXT NOT NULL REFERENCES persons (id),
    programme TEXT NOT NULL,
    programme_version INTEGER NOT NULL,
    -- HMAC-SHA256 of the NIK under the server's index key; none when the digits are no NIK.
    nik_hmac BLOB,
    -- The village that decides which area the survey belongs to, ten digits.
    place TEXT NOT NULL,
    -- 'main', or 'conflict' for other bytes that came later under the same number.
    standing TEXT NOT NULL CHECK (standing IN ('main', 'conflict')),
    -- What people read out, e.g. 18-2021-0041872.
    receipt_number TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    UNIQUE (survey, number, digest)
) STRICT;
CREATE UNIQUE INDEX revisions_main ON revisions (survey, number) WHERE standing = 'main';
CREATE INDEX revisions_by_digest ON revisions (digest);
CREATE INDEX revisions_by_device ON revisions (device, device_sequence);
CREATE INDEX revisions_by_person ON revisions (person);
CREATE INDEX revisions_by_place ON revisions (place);
CREATE INDEX revisions_by_nik ON revisions (programme, nik_hmac);

-- The photos a revision names, in its order.
CREATE TABLE revision_attachments (
    revision INTEGER NOT NULL REFERENCES revisions (sequence),
    position INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (revision, position)
) STRICT;
CREATE INDEX revision_attachments_by_digest ON revision_attachments (sha256);

-- Attachments whose bytes are whole, durable and of this digest.
CREATE TABLE attachments (
    sha256 BLOB PRIMARY KEY NOT NULL,
    size INTEGER NOT NULL,
    complete_at INTEGER NOT NULL
) STRICT;

-- Uploads that may be resumed. How far one has come is the length of its file, nowhere else.
CREATE TABLE uploads (
    id TEXT PRIMARY KEY NOT NULL,
    sha256 BLOB NOT NULL,
    length INTEGER NOT NULL,
    person TEXT NOT NULL REFERENCES persons (id),
    device TEXT NOT NULL REFERENCES devices (id),
    -- The Upload-Metadata header as it came.
    metadata TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    UNIQUE (person, sha256)
) STRICT;
CREATE INDEX uploads_by_expiry ON uploads (expires_at);

-- What devices have to hear of. A later change of the same subject replaces the earlier one.
CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY NOT NULL,
    -- Whom it is for; '' is everybody.
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (person, kind, subject)
) STRICT;
CREATE INDEX changes_by_person ON changes (person, sequence);

-- Every signed receipt that told of something new.
CREATE TABLE receipts (
    sequence INTEGER PRIMARY KEY NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (sequence),
    body TEXT NOT NULL,
    issued_at INTEGER NOT NULL
) STRICT;
CREATE INDEX receipts_by_revision ON receipts (revision);

CREATE TRIGGER revisions_stay BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
CREATE TRIGGER revisions_remain BEFORE DELETE ON revisions
BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END;
CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts
BEGIN SELECT RAISE(ABORT, 'a receipt is never changed'); END;
CREATE TRIGGER receipts_remain BEFORE DELETE ON receipts
BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
