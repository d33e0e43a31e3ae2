-- Who brought the bytes of which photo; the bytes themselves lie once. Only in surveys of these people a photo is
-- held, shown and told of: whoever merely names a digest brings the bytes first. A row goes with a receipt that
-- tells of it. Rows are never taken back: a photo that was lost and comes again is theirs as before.
CREATE TABLE brought (
    sha256 BLOB NOT NULL REFERENCES attachments (sha256),
    person TEXT NOT NULL REFERENCES persons (id),
    PRIMARY KEY (sha256, person)
) STRICT;

-- Until now nobody wrote it down: everybody counts whose receipts told of the photo.
INSERT INTO brought (sha256, person)
SELECT DISTINCT a.sha256, r.person FROM attachments a
JOIN revision_attachments n ON n.sha256 = a.sha256 AND n.size = a.size
JOIN revisions r ON r.sequence = n.revision
WHERE r.standing = 'main' AND (a.lost_at IS NULL OR r.received_at <= a.lost_at);

-- For whom an upload brings the photo: its person, or the person of the survey that a supervisor brings it back for.
ALTER TABLE uploads ADD COLUMN owner TEXT REFERENCES persons (id);
UPDATE uploads SET owner = person;
-- Of these nobody wrote it down; the tablets begin them again.
DELETE FROM uploads WHERE person IN (SELECT id FROM persons WHERE role = 'supervisor');
