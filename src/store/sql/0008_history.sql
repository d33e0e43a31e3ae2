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
