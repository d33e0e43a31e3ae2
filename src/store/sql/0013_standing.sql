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
