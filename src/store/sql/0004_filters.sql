-- Filters of NIKs that the province told of. The old bytes answer until the new ones are whole.
CREATE TABLE filters (
    subject TEXT NOT NULL PRIMARY KEY, -- kind/programme/source
    wanted  TEXT NOT NULL,             -- JSON of wire::v1::FilterInfo, the newest that was told
    held    TEXT NOT NULL DEFAULT '',  -- the same for the bytes that are here; empty when none are
    bytes   BLOB NOT NULL DEFAULT x''
) STRICT;

-- The beginning of the wanted bytes, while they arrive.
CREATE TABLE filter_pieces (
    sha256 TEXT    NOT NULL,
    at     INTEGER NOT NULL, -- offset of the first byte
    bytes  BLOB    NOT NULL,
    PRIMARY KEY (sha256, at)
) STRICT;
