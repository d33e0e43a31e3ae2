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
