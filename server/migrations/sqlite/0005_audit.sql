-- Who did and saw what a person may have to answer for. Ids and digests only: no name, no NIK, no
-- token. Entries are numbered without gaps and chained, so that a changed or missing one is found.
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL,
    -- Who, with which device; none for what was done at the province's own desk.
    actor_person TEXT,
    actor_device TEXT,
    -- A word of the server's list, e.g. 'revision.opened'.
    action TEXT NOT NULL,
    -- The id or digest it was done to.
    subject TEXT NOT NULL,
    -- JSON object of what else is known.
    details TEXT NOT NULL,
    -- The hash of the entry before; 32 zero bytes for the first.
    previous BLOB NOT NULL,
    -- SHA-256 over previous and the canonical JSON of number and content.
    hash BLOB NOT NULL
) STRICT;
INSERT INTO counters (name, value) VALUES ('audit', 0);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;

-- Which openings that devices told of are in the log.
CREATE TABLE device_openings (
    device TEXT NOT NULL REFERENCES devices (id),
    -- The device's own count.
    number INTEGER NOT NULL,
    audit INTEGER NOT NULL REFERENCES audit (sequence),
    PRIMARY KEY (device, number)
) STRICT;

-- How much waits on each device, as it last told.
CREATE TABLE device_reports (
    device TEXT PRIMARY KEY NOT NULL REFERENCES devices (id),
    reported_at INTEGER NOT NULL,
    -- JSON of domain::wire::v1::DeviceReport.
    body TEXT NOT NULL
) STRICT;
