-- The database on the device (SQLCipher). For reading; the app makes it from src/store/sql.

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

-- Safety on a real phone: the bin for discarded drafts, and surveys whose photos and answers have
-- left the device because the province confirmed all of them.
ALTER TABLE surveys ADD COLUMN binned_at_ms INTEGER; -- when it was put into the bin; null when it is not there
ALTER TABLE surveys ADD COLUMN purged_at_ms INTEGER; -- when only a slim row was left of it; null while all is here
CREATE INDEX surveys_in_bin ON surveys (binned_at_ms) WHERE binned_at_ms IS NOT NULL;
-- A purged survey keeps the digest, signature and seal of its revisions; their bytes are empty.
-- Seals that another device of the person made and a backup brought here have a negative
-- revisions.sequence: that device's own count stands in the sealed bytes.

-- Whom the province asks to visit. One that is withdrawn before its visit began is removed.
CREATE TABLE assignments (
    id        TEXT    NOT NULL PRIMARY KEY,
    programme TEXT    NOT NULL,
    nik       TEXT    NOT NULL,
    withdrawn INTEGER NOT NULL,
    survey    TEXT,             -- the survey that was sealed for it; null before
    body      TEXT    NOT NULL  -- JSON of domain::wire::v1::Assignment
) STRICT;
CREATE INDEX surveys_by_assignment ON surveys (document ->> '$.assignment');
CREATE INDEX surveys_by_nik ON surveys (document ->> '$.identity.nik');
-- An older app left these changes aside: ask for all of them again. A change may come twice.
DELETE FROM meta WHERE name = 'cursor';

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

-- Everything that lists and counts read of a survey, in the order of lists, so that they never
-- touch its document: of 2,000 surveys the newest 200 are listed in 0.3 ms instead of 69 ms.
DROP INDEX surveys_by_stage;
CREATE INDEX surveys_listed ON surveys (
    changed_at_ms DESC, seq DESC, stage, binned_at_ms, purged_at_ms, revision, step, started_at_ms, id, name, activity,
    village
);
CREATE UNIQUE INDEX receipts_complete ON receipts (survey, revision, complete);
CREATE INDEX outbox_blocked ON outbox (survey, revision, blocked_reason) WHERE done = 0;

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

-- Decisions of supervisors about the surveys of this person, as the province told them.
CREATE TABLE review_notices (
    review   TEXT    NOT NULL,
    survey   TEXT    NOT NULL, -- it need not be on this device
    sequence INTEGER NOT NULL, -- the server's; a later decision is newer
    revision INTEGER NOT NULL, -- the one that was judged
    digest   TEXT    NOT NULL, -- of the bytes that were judged
    verdict  TEXT    NOT NULL, -- domain::review::Verdict
    standing TEXT    NOT NULL, -- wire::v1::ReviewStanding
    body     TEXT    NOT NULL, -- JSON of wire::v1::ReviewNotice
    PRIMARY KEY (survey, review)
) STRICT;
-- A survey is returned while the newest applied decision says so of its newest sealed revision:
-- lists read that from these two alone.
CREATE INDEX review_notices_newest ON review_notices (survey, standing, sequence DESC, revision, verdict, digest);
CREATE UNIQUE INDEX revisions_digests ON revisions (survey, number, digest);

-- The province's store may be put back from a backup. What it confirmed before that is unsure until it confirms
-- it once more.
ALTER TABLE receipts ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE receipts ADD COLUMN lost INTEGER NOT NULL DEFAULT 0; -- the province has said since that it holds nothing of it
ALTER TABLE receipts ADD COLUMN kept_as INTEGER; -- the province's number of it; null when it told none
CREATE INDEX receipts_unsure ON receipts (survey, revision) WHERE unsure = 1;
ALTER TABLE own_reviews ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE area_surveys ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;
CREATE INDEX area_unsure ON area_surveys (survey) WHERE unsure = 1;
ALTER TABLE area_revisions ADD COLUMN pass TEXT NOT NULL DEFAULT ''; -- JSON of wire::v1::SignedDevicePass; empty when none was told
-- The province's word for this device, and for those whose backups were taken over here.
CREATE TABLE passes (
    device TEXT NOT NULL PRIMARY KEY,
    body   TEXT NOT NULL -- JSON of wire::v1::SignedDevicePass
) STRICT;

-- Looking people up by folded words and digits, an order of changes that no clock disturbs, days that follow a
-- clock that was put right, and which surveys use the same picture.
ALTER TABLE surveys ADD COLUMN change INTEGER NOT NULL DEFAULT 0; -- counts up with every change of any survey
ALTER TABLE surveys ADD COLUMN words TEXT;                        -- see domain::sought; null until it is worked out
ALTER TABLE surveys ADD COLUMN numbers TEXT;
ALTER TABLE surveys ADD COLUMN day_from TEXT NOT NULL DEFAULT 'clock'; -- clock, doubtful clock or person, see store/days.rs
ALTER TABLE surveys ADD COLUMN started_drift_ms INTEGER;          -- running time minus clock when the visit began
UPDATE surveys SET change = (
    SELECT COUNT(*) FROM surveys AS o
    WHERE o.changed_at_ms < surveys.changed_at_ms OR (o.changed_at_ms = surveys.changed_at_ms AND o.seq <= surveys.seq)
);
DROP INDEX surveys_listed;
CREATE INDEX surveys_listed ON surveys (
    change DESC, seq DESC, stage, binned_at_ms, purged_at_ms, revision, step, started_at_ms, changed_at_ms, id, name,
    activity, village, words, numbers
);

-- Pictures of businesses before they were stamped. A row outlives the purge of its survey.
CREATE TABLE pictures (
    picture TEXT NOT NULL, -- digest of the pixels
    survey  TEXT NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    PRIMARY KEY (picture, survey)
) STRICT;
CREATE INDEX pictures_by_survey ON pictures (survey);

DROP INDEX area_by_age;
DROP INDEX area_by_name;
ALTER TABLE area_surveys DROP COLUMN nik_last4;
ALTER TABLE area_surveys ADD COLUMN words TEXT;   -- as in surveys
ALTER TABLE area_surveys ADD COLUMN numbers TEXT;
CREATE INDEX area_by_age ON area_surveys (
    received_at_ms, seq, stands, needs_decision, revision, doubles, finding_count, district, facilitator, words, numbers
);
CREATE INDEX area_by_name ON area_surveys (
    name COLLATE NOCASE, seq, stands, needs_decision, revision, doubles, finding_count, district, facilitator, words,
    numbers
);

-- A photo of a draft without its caption, so that a corrected point can be burned in anew.
CREATE TABLE plain_photos (
    sha256    TEXT    NOT NULL PRIMARY KEY REFERENCES attachments (sha256) ON DELETE CASCADE,
    bytes     BLOB    NOT NULL, -- JPEG
    caption   TEXT    NOT NULL, -- the lines that are burned in
    by_camera INTEGER NOT NULL  -- taken with the camera that the app opened
) STRICT;

-- Decisions of one step that may still be taken back; they are sealed a moment later.
CREATE TABLE held_reviews (
    id            TEXT    NOT NULL PRIMARY KEY,
    survey        TEXT    NOT NULL,
    judged        TEXT    NOT NULL, -- digest of the revision that was looked at
    revision      INTEGER NOT NULL, -- its number
    verdict       TEXT    NOT NULL,
    words         TEXT    NOT NULL, -- JSON of store::ReviewDraft
    decided_at_ms INTEGER NOT NULL
) STRICT;

-- Filters of before could be read by whoever had one and its secret: they go. From here on the rows of filters are
-- about one district each, and subject is kind/programme/district/source.
DELETE FROM filters;
DELETE FROM filter_pieces;

-- What leaves a device, and what must be known before it does (docs/adr/0025).
-- When the province first said that it holds all of a survey, by three clocks. Content leaves after it said so once
-- more, days later.
CREATE TABLE confirmations (
    survey     TEXT    NOT NULL PRIMARY KEY,
    digest     TEXT    NOT NULL, -- of the newest revision then; another one begins anew
    server_ms  INTEGER NOT NULL, -- the server's clock
    device_ms  INTEGER NOT NULL, -- the device's
    running_ms INTEGER NOT NULL  -- since the machine started
) STRICT;
-- The key by which each device was first known here. Another one of the same device is refused.
CREATE TABLE device_keys (
    device     TEXT NOT NULL PRIMARY KEY,
    device_key TEXT NOT NULL     -- Ed25519, 64 hexadecimal digits
) STRICT;
ALTER TABLE area_surveys ADD COLUMN left_at_ms INTEGER; -- when the documents left, by the server's clock; null while they are here

-- In which lists a survey stands, kept by triggers: what a phone has done over the years must not slow its home screen.
-- to_do, returned, waiting, received, or returned_waiting: sent back before all of it had arrived.
ALTER TABLE surveys ADD COLUMN listed_as TEXT NOT NULL DEFAULT 'to_do';
CREATE VIEW survey_lists AS
SELECT id, CASE
    WHEN verdict = 'return' THEN IIF(stage = 'sealed' AND NOT complete, 'returned_waiting', 'returned')
    WHEN stage = 'draft' THEN 'to_do'
    WHEN complete THEN 'received'
    ELSE 'waiting' END AS listed_as
FROM (
    SELECT s.id, s.stage,
        EXISTS (SELECT 1 FROM receipts AS r
            WHERE r.survey = s.id AND r.revision = s.revision AND r.complete = 1) AS complete,
        -- what the newest applied decision says, if it judged the newest sealed revision
        (SELECT IIF(n.revision = s.revision AND EXISTS (SELECT 1 FROM revisions AS v
                WHERE v.survey = s.id AND v.number = s.revision AND v.digest = n.digest), n.verdict, '')
            FROM review_notices AS n WHERE n.survey = s.id AND n.standing = 'applied'
            ORDER BY n.sequence DESC LIMIT 1) AS verdict
    FROM surveys AS s);
UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = surveys.id);
CREATE TRIGGER surveys_listed_at_first AFTER INSERT ON surveys BEGIN
    UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = NEW.id) WHERE id = NEW.id;
END;
CREATE TRIGGER surveys_listed_anew AFTER UPDATE OF stage, revision ON surveys BEGIN
    UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = NEW.id) WHERE id = NEW.id;
END;
CREATE TRIGGER receipt_lists AFTER INSERT ON receipts BEGIN
    UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = surveys.id) WHERE id = NEW.survey;
END;
CREATE TRIGGER receipt_lists_anew AFTER UPDATE OF survey, revision, complete ON receipts BEGIN
    UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = surveys.id)
    WHERE id IN (NEW.survey, OLD.survey);
END;
CREATE TRIGGER receipt_gone AFTER DELETE ON receipts BEGIN
    UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = surveys.id) WHERE id = OLD.survey;
END;
CREATE TRIGGER notice_lists AFTER INSERT ON review_notices BEGIN
    UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = surveys.id) WHERE id = NEW.survey;
END;
CREATE TRIGGER notice_lists_anew AFTER UPDATE OF survey, sequence, revision, digest, verdict, standing ON review_notices BEGIN
    UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = surveys.id)
    WHERE id IN (NEW.survey, OLD.survey);
END;
CREATE TRIGGER notice_gone AFTER DELETE ON review_notices BEGIN
    UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = surveys.id) WHERE id = OLD.survey;
END;
-- A revision may be written after its survey names it.
CREATE TRIGGER revision_lists AFTER INSERT ON revisions BEGIN
    UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = surveys.id) WHERE id = NEW.survey;
END;
DROP INDEX surveys_listed;
CREATE INDEX surveys_listed ON surveys (
    change DESC, seq DESC, stage, binned_at_ms, purged_at_ms, revision, step, started_at_ms, changed_at_ms, id, name,
    activity, village, words, numbers, listed_as
);
CREATE INDEX surveys_by_list ON surveys (listed_as, change DESC, seq DESC, binned_at_ms) WHERE binned_at_ms IS NULL;
CREATE INDEX surveys_by_start ON surveys (started_at_ms, binned_at_ms) WHERE binned_at_ms IS NULL;
-- Who else names a photo is asked whenever one is given away.
CREATE INDEX outbox_photos ON outbox (sha256, done, survey, revision) WHERE kind = 'attachment';
