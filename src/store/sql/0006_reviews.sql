-- What a supervisor's tablet holds of its work area, and the decisions that are made on it.
CREATE TABLE area_surveys (
    seq            INTEGER PRIMARY KEY,
    survey         TEXT    NOT NULL UNIQUE,
    place          TEXT    NOT NULL,            -- the village that decides whose area it belongs to
    district       TEXT    NOT NULL,
    facilitator    TEXT    NOT NULL,
    facilitator_name TEXT  NOT NULL,
    programme      TEXT    NOT NULL,
    revision       INTEGER NOT NULL,            -- the newest one, which is to be judged
    digest         TEXT    NOT NULL,            -- of its bytes
    state          TEXT    NOT NULL,            -- where the province says it stands
    received_at_ms INTEGER NOT NULL,            -- the newest revision, by the server's clock
    -- copied out of the newest revision
    name           TEXT    NOT NULL,
    activity       TEXT    NOT NULL,
    village        TEXT    NOT NULL,
    nik_last4      TEXT    NOT NULL,
    latitude       REAL,
    longitude      REAL,
    thumbnail      TEXT    NOT NULL,            -- digest of the first photo of the business; empty without one
    -- worked out when it arrived
    finding_count  INTEGER NOT NULL,            -- errors and warnings that nobody confirmed
    findings       TEXT    NOT NULL,            -- JSON: path and code of the first two
    changed_fields INTEGER NOT NULL,
    seal_fits      INTEGER NOT NULL,
    -- worked out again with every decision made here
    stands         TEXT    NOT NULL DEFAULT '', -- the state with the own unsent decision counted in
    own            TEXT    NOT NULL DEFAULT '', -- verdict of that decision; empty without one
    needs_decision INTEGER NOT NULL DEFAULT 0,  -- an own decision was not applied
    doubles        INTEGER NOT NULL DEFAULT 0,  -- others with this NIK that are not rejected
    body           TEXT    NOT NULL             -- JSON of wire::v1::AreaSurvey without its revisions
) STRICT;
-- Lists find their rows in these alone, in the order in which they show them.
CREATE INDEX area_by_age ON area_surveys (
    received_at_ms, seq, stands, needs_decision, revision, doubles, finding_count, district, facilitator, name, nik_last4
);
CREATE INDEX area_by_name ON area_surveys (
    name COLLATE NOCASE, seq, stands, needs_decision, revision, doubles, finding_count, district, facilitator, nik_last4
);
CREATE INDEX area_by_standing ON area_surveys (stands, needs_decision, revision, doubles);
CREATE INDEX area_by_district ON area_surveys (district);
CREATE INDEX area_by_facilitator ON area_surveys (facilitator, facilitator_name);
CREATE INDEX area_by_village ON area_surveys (village, latitude, longitude);
CREATE INDEX area_by_position ON area_surveys (latitude, longitude);

CREATE TABLE area_revisions (
    survey         TEXT    NOT NULL REFERENCES area_surveys (survey) ON DELETE CASCADE,
    number         INTEGER NOT NULL,
    digest         TEXT    NOT NULL,
    bytes          BLOB    NOT NULL, -- the sealed document
    signature      BLOB    NOT NULL,
    device_key     TEXT    NOT NULL,
    received_at_ms INTEGER NOT NULL, -- by the server's clock
    PRIMARY KEY (survey, number)
) STRICT;

-- Which photos the newest revisions name.
CREATE TABLE area_uses (
    survey TEXT    NOT NULL REFERENCES area_surveys (survey) ON DELETE CASCADE,
    sha256 TEXT    NOT NULL,
    held   INTEGER NOT NULL, -- the province has it
    PRIMARY KEY (survey, sha256)
) STRICT;
CREATE INDEX area_uses_by_sha256 ON area_uses (sha256);

-- Photos of the area; one that nobody names any more is removed.
CREATE TABLE area_photos (
    sha256    TEXT    NOT NULL PRIMARY KEY,
    attempts  INTEGER NOT NULL DEFAULT 0, -- of fetching the small picture
    thumbnail BLOB,                       -- null before it is here
    bytes     BLOB                        -- the whole photo; null before it was opened
) STRICT;

-- What a supervisor has written and not decided. Nothing typed is lost, so a row outlives the
-- survey's stay on the tablet.
CREATE TABLE review_drafts (
    survey TEXT NOT NULL PRIMARY KEY,
    body   TEXT NOT NULL -- JSON
) STRICT;

-- Decisions sealed here. Rows are never deleted; one without a standing has no receipt yet.
CREATE TABLE own_reviews (
    id             TEXT    NOT NULL PRIMARY KEY,
    survey         TEXT    NOT NULL,
    sequence       INTEGER NOT NULL UNIQUE,     -- counts this device's reviews without gaps
    judged         TEXT    NOT NULL,            -- digest of the revision it judged
    follows        TEXT    NOT NULL DEFAULT '', -- the decision before it
    verdict        TEXT    NOT NULL,
    bytes          BLOB    NOT NULL,
    digest         TEXT    NOT NULL,
    signature      BLOB    NOT NULL,
    seal           TEXT    NOT NULL,            -- names this seal for the next one
    decided_at_ms  INTEGER NOT NULL,
    attempts       INTEGER NOT NULL DEFAULT 0,  -- counted before each attempt
    last_error     TEXT    NOT NULL DEFAULT '',
    blocked_reason TEXT    NOT NULL DEFAULT '', -- a person must act; empty when not blocked
    standing       TEXT    NOT NULL DEFAULT '', -- what the receipt says
    applied_as     INTEGER NOT NULL DEFAULT 0,  -- the server's sequence of the decision, from the receipt
    receipt        TEXT    NOT NULL DEFAULT ''  -- JSON of wire::v1::SignedReviewReceipt
) STRICT;
CREATE INDEX own_reviews_by_survey ON own_reviews (survey, sequence);
CREATE INDEX own_reviews_open ON own_reviews (sequence) WHERE standing = '';
