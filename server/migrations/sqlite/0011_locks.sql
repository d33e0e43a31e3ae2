-- Codes that open the lock of one device, once. Codes written before stay codes that enrol.
CREATE TABLE recovery_codes (
    code_hash BLOB PRIMARY KEY NOT NULL,
    -- The device may be one that this store does not know, because it was put back from an earlier backup.
    device TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES persons (id),
    -- 1 when the office allows a lock that names nobody.
    nameless INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    -- Digest of the lock it opened, and the key to which the answer was sealed, for a lost answer. The key is
    -- empty when an app that names none was answered.
    opened BLOB,
    answer_key BLOB
) STRICT;

-- The lock that each device last told of: the only one that is opened for it.
CREATE TABLE device_locks (
    device TEXT PRIMARY KEY NOT NULL REFERENCES devices (id),
    -- Digest of the sealed lock; none since it was opened, until the device tells of its next one.
    digest BLOB,
    told_at INTEGER NOT NULL
) STRICT;
