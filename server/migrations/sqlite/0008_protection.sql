-- When the bytes of an attachment were found to be gone or others than they were; it is not held until they
-- have come again.
ALTER TABLE attachments ADD COLUMN lost_at INTEGER;

-- When the device was found to have sealed what does not follow its own seal before. What it brings from then on
-- lies in quarantine, until it is enrolled anew.
ALTER TABLE devices ADD COLUMN broken_at INTEGER;

-- Filters held NIKs that were corrected since; every survey is looked at once more.
UPDATE filters SET scanned = 0 WHERE kind = 'known';
