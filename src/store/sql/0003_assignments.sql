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
