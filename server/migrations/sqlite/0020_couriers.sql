-- The key with which each device's app hands in what the device sealed while it is locked. The device vouches for it.
CREATE TABLE couriers (
    device TEXT PRIMARY KEY NOT NULL REFERENCES devices (id),
    public_key BLOB NOT NULL,
    told_at INTEGER NOT NULL
) STRICT;
