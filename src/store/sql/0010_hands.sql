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
