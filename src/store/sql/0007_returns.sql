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
