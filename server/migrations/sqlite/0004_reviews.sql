-- Decisions of supervisors, exactly as they were signed. Never changed, never deleted.
CREATE TABLE reviews (
    id TEXT PRIMARY KEY NOT NULL,
    sequence INTEGER NOT NULL UNIQUE,
    survey TEXT NOT NULL,
    -- The revision that was judged, and the digest of what the supervisor saw of it.
    revision INTEGER NOT NULL,
    digest_judged BLOB NOT NULL,
    digest BLOB NOT NULL,
    bytes BLOB NOT NULL,
    signature BLOB NOT NULL,
    device TEXT NOT NULL REFERENCES devices (id),
    device_sequence INTEGER NOT NULL,
    person TEXT NOT NULL REFERENCES persons (id),
    verdict TEXT NOT NULL,
    -- What became of it when it arrived.
    standing TEXT NOT NULL CHECK (standing IN ('applied', 'stale', 'handed_over', 'double')),
    -- The signed receipt, as it was given out.
    receipt TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX reviews_by_survey ON reviews (survey, sequence);
CREATE INDEX reviews_by_device ON reviews (device, device_sequence);
INSERT INTO counters (name, value) VALUES ('review', 0);
CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'a review is never changed'); END;
CREATE TRIGGER reviews_remain BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'a review is never deleted'); END;

-- How each survey stands: what its revisions and the decisions that were applied add up to.
CREATE TABLE survey_states (
    survey TEXT PRIMARY KEY NOT NULL,
    -- Of the counter 'area': when something about the survey last changed, in the server's order.
    sequence INTEGER NOT NULL UNIQUE,
    owner TEXT NOT NULL REFERENCES persons (id),
    -- The village that decides which area the survey belongs to, ten digits.
    place TEXT NOT NULL,
    programme TEXT NOT NULL,
    -- HMAC-SHA256 of NIK and family card number under the server's index key; none when the digits
    -- are no such number. Surveys from before this table have no second one.
    nik_hmac BLOB,
    family_hmac BLOB,
    -- The newest main revision.
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'returned', 'approved', 'rejected')),
    -- The latest decision that was applied.
    review TEXT REFERENCES reviews (id) DEFERRABLE INITIALLY DEFERRED,
    first_received_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
-- One person is approved once in a programme, whoever decides, wherever, at whatever moment.
CREATE UNIQUE INDEX survey_states_approved ON survey_states (programme, nik_hmac) WHERE state = 'approved';
CREATE INDEX survey_states_by_nik ON survey_states (programme, nik_hmac);
CREATE INDEX survey_states_by_family ON survey_states (programme, family_hmac);

-- The regencies and districts a survey belongs to or once belonged to, so that whoever supervised it
-- hears that it left.
CREATE TABLE survey_areas (
    area TEXT NOT NULL,
    survey TEXT NOT NULL REFERENCES survey_states (survey),
    -- That of the survey's state.
    sequence INTEGER NOT NULL,
    PRIMARY KEY (survey, area)
) STRICT;
CREATE INDEX survey_areas_in_order ON survey_areas (area, sequence, survey);

INSERT INTO survey_states (survey, sequence, owner, place, programme, nik_hmac, revision, digest, state,
    first_received_at, changed_at)
SELECT r.survey, ROW_NUMBER() OVER (ORDER BY r.sequence), r.person, r.place, r.programme, r.nik_hmac, r.number,
    r.digest, 'received',
    (SELECT MIN(f.received_at) FROM revisions f WHERE f.survey = r.survey AND f.standing = 'main'), r.received_at
FROM revisions r
WHERE r.standing = 'main' AND NOT EXISTS
    (SELECT 1 FROM revisions n WHERE n.survey = r.survey AND n.standing = 'main' AND n.number > r.number);
INSERT INTO survey_areas (area, survey, sequence)
SELECT substr(r.place, 1, 4), s.survey, s.sequence FROM revisions r JOIN survey_states s ON s.survey = r.survey
WHERE r.standing = 'main'
UNION
SELECT substr(r.place, 1, 6), s.survey, s.sequence FROM revisions r JOIN survey_states s ON s.survey = r.survey
WHERE r.standing = 'main';
INSERT INTO counters (name, value) SELECT 'area', COUNT(*) FROM survey_states;
