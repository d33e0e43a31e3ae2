-- The filters before these could be read by whoever had one and its secret: they go, and so does what told of them.
DROP TABLE filters;
DELETE FROM changes WHERE kind = 'filter';

-- What stands for a NIK in every filter: Argon2id over its digits. Each costs what opening a phone costs, so
-- that they are kept. Never sent.
CREATE TABLE slow_niks (
    -- HMAC-SHA256 of the NIK under the server's index key, as in survey_states.
    nik_hmac BLOB NOT NULL,
    memory_kib INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    slow BLOB NOT NULL,
    PRIMARY KEY (nik_hmac, memory_kib, passes)
) STRICT, WITHOUT ROWID;

-- Districts whose surveys have changed since their filter was built.
CREATE TABLE filter_dues (
    programme TEXT NOT NULL,
    area TEXT NOT NULL,
    -- How often.
    changes INTEGER NOT NULL,
    PRIMARY KEY (programme, area)
) STRICT;

-- Lists of recipients that were brought in.
CREATE TABLE recipient_lists (
    id INTEGER PRIMARY KEY NOT NULL,
    -- '' when it concerns every programme.
    programme TEXT NOT NULL,
    source TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    -- What the slow step of its NIKs costs: that of the day it was brought in.
    memory_kib INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    -- SHA-256 over everything in it, by which the same list is known again.
    digest BLOB NOT NULL,
    begun_at INTEGER NOT NULL,
    -- Its lines are still being stored; it counts; another took its place.
    standing TEXT NOT NULL CHECK (standing IN ('arriving', 'current', 'replaced'))
) STRICT;
CREATE UNIQUE INDEX recipient_lists_current ON recipient_lists (programme, source) WHERE standing = 'current';

CREATE TABLE recipients (
    list INTEGER NOT NULL REFERENCES recipient_lists (id),
    -- The district in whose filter the person goes.
    area TEXT NOT NULL,
    nik_hmac BLOB NOT NULL,
    -- The NIK until it is in slow_niks, and none from then on.
    digits TEXT,
    PRIMARY KEY (list, area, nik_hmac)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipients_by_nik ON recipients (nik_hmac);
CREATE INDEX recipients_waiting ON recipients (list, area) WHERE digits IS NOT NULL;

-- The districts of a list, and whether the filter was built.
CREATE TABLE recipient_areas (
    list INTEGER NOT NULL REFERENCES recipient_lists (id),
    area TEXT NOT NULL,
    entries INTEGER NOT NULL,
    built INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (list, area)
) STRICT;

-- One row per district, programme, kind and source. A later build replaces the earlier.
CREATE TABLE filters (
    -- kind/programme/district/source in one line.
    subject TEXT PRIMARY KEY NOT NULL,
    area TEXT NOT NULL,
    -- '' when it speaks of every programme.
    programme TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    memory_kib INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    -- SHA-256 over the slow NIKs in it, ascending: a build that changes nothing is none.
    content BLOB NOT NULL,
    entries INTEGER NOT NULL,
    version INTEGER NOT NULL,
    built_at INTEGER NOT NULL,
    -- Of this version alone.
    key BLOB NOT NULL,
    size INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX filters_by_area ON filters (area);
CREATE INDEX filters_by_digest ON filters (sha256);

-- Districts of whose filters the people of a district hear too, because the office says so.
CREATE TABLE neighbours (
    area TEXT NOT NULL,
    neighbour TEXT NOT NULL,
    PRIMARY KEY (area, neighbour)
) STRICT;
