-- Everything that lists and counts read of a survey, in the order of lists, so that they never
-- touch its document: of 2,000 surveys the newest 200 are listed in 0.3 ms instead of 69 ms.
DROP INDEX surveys_by_stage;
CREATE INDEX surveys_listed ON surveys (
    changed_at_ms DESC, seq DESC, stage, binned_at_ms, purged_at_ms, revision, step, started_at_ms, id, name, activity,
    village
);
CREATE UNIQUE INDEX receipts_complete ON receipts (survey, revision, complete);
CREATE INDEX outbox_blocked ON outbox (survey, revision, blocked_reason) WHERE done = 0;
